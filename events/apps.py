from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsAppConfig(AppConfig):
    name = "events"
    verbose_name = _("Agenda")

    def ready(self):
        from centre.cache.moments import register_moments
        from centre.cache.parameters import register_parameters
        from centre.cache.signals import watch_shared
        from centre.models import Role
        from centre.reference import register_reference
        from centre.routing import register_branch_routes
        from centre.sitemap import register_sitemap_source
        from centre.tenancy.roles import allow
        from events import models, modules, scheduled, searchables, signals
        from events.filters import EventFilterForm
        from events.moments import agenda_moments
        from events.reference import load_reference
        from events.register import rights
        from events.register import signals as register_signals
        from events.sitemap import agenda_addresses
        from events.urls import branch_urlpatterns

        modules.register()
        signals.connect()
        register_signals.connect()
        rights.declare()
        watch_shared(models.Theme)
        # Who runs the events counts who came; the director vouches for the figures.
        allow(models.AttendanceReport, Role.EVENTS, "add", "change")
        allow(models.AttendanceReport, Role.DIRECTOR, "validate")
        register_reference(load_reference)
        register_branch_routes(branch_urlpatterns, "events.EventIndexPage")
        register_sitemap_source(agenda_addresses)
        searchables.register()
        scheduled.register()
        register_parameters(EventFilterForm)
        register_moments(agenda_moments)
