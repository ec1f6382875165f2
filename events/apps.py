from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsAppConfig(AppConfig):
    name = "events"
    verbose_name = _("Agenda")
