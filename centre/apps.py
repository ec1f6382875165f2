from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CentreAppConfig(AppConfig):
    name = "centre"
    label = "centre"
    verbose_name = _("Centre")

    def ready(self):
        from centre import checks  # noqa: F401
        from centre.cache import signals as cache_signals
        from centre.search import signals as search_signals

        cache_signals.connect()
        search_signals.connect()
