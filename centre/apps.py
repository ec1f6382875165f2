import sqlite3

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def take_long_statements(connection, **kwargs) -> None:
    """Let SQLite take as many values in a statement as it was built for: Django counts on 999."""
    if connection.vendor == "sqlite":
        most = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = most


class CentreAppConfig(AppConfig):
    name = "centre"
    label = "centre"
    verbose_name = _("Centre")

    def ready(self):
        from centre import checks, tree  # noqa: F401
        from centre.cache import signals as cache_signals
        from centre.routing import register_branch_routes
        from centre.safety.urls import branch_urlpatterns
        from centre.search import signals as search_signals
        from centre.staff import inline_scripts, recordings, visits
        from centre.staff.access import entry
        from centre.tenancy.branches import follow_models
        from centre.tenancy.pages import register_page_policy
        from centre.tenancy.policy import register_policies
        from centre.ticking import steps
        from centre.uploads import signals as upload_signals

        tree.connect()
        cache_signals.connect()
        search_signals.connect()
        recordings.connect()
        inline_scripts.take_away()
        entry.connect()
        upload_signals.connect()
        register_branch_routes(branch_urlpatterns)
        connection_created.connect(take_long_statements)
        post_migrate.connect(follow_models)
        visits.grant()
        steps.register()
        # Before anybody asks Wagtail for a policy: a model has only one.
        register_policies()
        register_page_policy()
