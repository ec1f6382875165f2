from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeAppConfig(AppConfig):
    name = "home"
    verbose_name = _("Front door")

    def ready(self):
        from centre.cache.parameters import register_parameters
        from centre.modules import register_module
        from centre.routing import register_branch_routes
        from centre.sitemap import register_sitemap_source
        from home import searchables, signals
        from home.filters import SearchForm
        from home.sitemap import news_addresses
        from home.urls import branch_urlpatterns

        register_branch_routes(branch_urlpatterns)
        searchables.register()
        register_module("news", _("News"), "home.NewsIndexPage", "home.NewsPage")
        signals.connect()
        register_sitemap_source(news_addresses)
        register_parameters(SearchForm)
