from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesAppConfig(AppConfig):
    name = "services"
    verbose_name = _("Directory of services")

    def ready(self):
        from wagtail.models import ReferenceIndex

        from centre.cache.moments import register_moments
        from centre.cache.parameters import register_parameters
        from centre.cache.signals import watch_owned, watch_shared
        from centre.reference import register_reference
        from centre.routing import register_branch_routes
        from centre.sitemap import register_sitemap_source
        from centre.tenancy.policy import register_owned
        from services import models, searchables
        from services.filters import ServiceFilterForm
        from services.moments import door_moments
        from services.reference import load_reference
        from services.sitemap import directory_addresses
        from services.urls import branch_urlpatterns

        register_reference(load_reference)
        register_branch_routes(branch_urlpatterns)
        register_sitemap_source(directory_addresses)
        searchables.register()
        register_parameters(ServiceFilterForm)
        register_moments(door_moments)
        register_owned(models.HelpLine)
        watch_shared(models.Need)
        watch_shared(models.NeedRecording)
        watch_owned(models.HelpLine)
        watch_owned(models.PlacePhone, "place")
        watch_owned(models.PlaceOpeningHours, "place")
        watch_owned(models.ExceptionalHours, "place")
        watch_owned(models.OrganisationPhone, "organisation")
        # Wagtail does it when the staff area starts: too late for what a command saves, and a
        # count of uses made anew would forget the logos.
        for model in (models.Place, models.Organisation, models.HelpLine, models.Need):
            ReferenceIndex.register_model(model)
