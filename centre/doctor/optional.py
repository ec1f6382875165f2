"""What a large site may have beside it: a copy of the database, OpenSearch. It goes on without.

Each is examined only where the environment names one.
"""

from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _
from modelsearch.backends import get_search_backend

from centre import replica as copy
from centre.doctor.registry import Finding, good, look

OPENSEARCH = "centre.opensearch"


def has_replica() -> bool:
    """Return whether DATABASE_REPLICA_URL names a copy of the database."""
    return copy.REPLICA in settings.DATABASES


def has_opensearch() -> bool:
    """Return whether OPENSEARCH_URL names a server."""
    return settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"] == OPENSEARCH


def replica(now: datetime) -> Finding:
    """Say by how many seconds the copy of the database follows."""
    try:
        lag = copy.lag_seconds()
    except DatabaseError:
        return look(
            _("it does not answer: the database itself is read"),
            _("Check DATABASE_REPLICA_URL, and whether PostgreSQL runs on its machine."),
        )
    if lag is None:
        return look(
            _("nothing is sent to it: the database itself is read"),
            _("On the copy, ask PostgreSQL: SELECT * FROM pg_stat_wal_receiver"),
        )
    late = {"seconds": round(lag, 1)}
    if lag > copy.MOST_SECONDS:
        return look(
            _("it is %(seconds)s s late: the database itself is read") % late,
            _("On the database, ask PostgreSQL: SELECT * FROM pg_stat_replication"),
        )
    return good(_("it follows the database, %(seconds)s s late") % late)


def opensearch(now: datetime) -> Finding:
    """Ask OpenSearch for each index that the search of staff needs."""
    # Only a site that has one has its library.
    from opensearchpy.exceptions import OpenSearchException

    try:
        indexes = {index.name: index.exists() for index in get_search_backend().all_indexes()}
    except OpenSearchException as error:
        return look(
            _("it does not answer (%(error)s): the database searches")
            % {"error": type(error).__name__},
            _("Check OPENSEARCH_URL, and whether OpenSearch runs on its machine."),
        )
    missing = sorted(name for name, is_there in indexes.items() if not is_there)
    if missing:
        return look(
            _("it answers, but has not: %(names)s") % {"names": ", ".join(missing)},
            _("Make the indexes: sudo deploy/manage.sh update_index"),
        )
    return good(_("it answers, and has its indexes"))
