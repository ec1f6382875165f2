from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunesAppConfig(AppConfig):
    name = "communes"
    verbose_name = _("Communes")

    def ready(self):
        from centre.cache.parameters import register_parameters
        from communes.filters import ActorsForm, CommonAgendaForm, DirectoryForm

        register_parameters(ActorsForm, CommonAgendaForm, DirectoryForm)
