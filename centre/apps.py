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
        from centre.tenancy.policy import register_policies
        from centre.uploads import signals as upload_signals

        cache_signals.connect()
        search_signals.connect()
        upload_signals.connect()
        # Before anybody asks Wagtail for a policy: a model has only one.
        register_policies()
