from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunesAppConfig(AppConfig):
    name = "communes"
    verbose_name = _("Communes")
