from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsAppConfig(AppConfig):
    name = "events"
    verbose_name = _("Agenda")

    def ready(self):
        from centre.cache.signals import watch_shared
        from centre.reference import register_reference
        from events import models, signals
        from events.reference import load_reference

        signals.connect()
        watch_shared(models.Theme)
        register_reference(load_reference)
