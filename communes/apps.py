from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunesAppConfig(AppConfig):
    name = "communes"
    verbose_name = _("Communes")

    def ready(self):
        from centre.cache.parameters import register_parameters
        from centre.sitemap import register_root_sitemap_source
        from communes.filters import ActorsForm, CommonAgendaForm, DirectoryForm
        from communes.sharing import signals as sharing_signals
        from communes.sharing.viewsets import grant
        from communes.sitemap import portal_addresses

        sharing_signals.connect()
        grant()
        register_root_sitemap_source(portal_addresses)
        register_parameters(ActorsForm, CommonAgendaForm, DirectoryForm)
