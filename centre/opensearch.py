"""The search of the staff area on OpenSearch, where OPENSEARCH_URL names one.

What it does not answer the database does (docs/decisions/0022). The public search has
an index of its own (docs/decisions/0003).
"""

import logging
import sys
import time
from types import SimpleNamespace

# The client can be timed by the library Events, whose module has the name of our app ``events`` and
# is not found. Nobody times it here.
sys.modules.setdefault("opensearchpy.metrics.metrics_events", SimpleNamespace(MetricsEvents=None))

from modelsearch.backends import get_search_backend  # noqa: E402
from modelsearch.backends.base import EmptySearchResults  # noqa: E402
from modelsearch.backends.opensearch2 import (  # noqa: E402
    OpenSearch2SearchBackend,
    OpenSearch2SearchResults,
)
from opensearchpy.exceptions import OpenSearchException  # noqa: E402

logger = logging.getLogger(__name__)

IN_DATABASE = "database"
# So long nobody asks a server that did not answer.
PAUSE_SECONDS = 5


class ForgivingResults(OpenSearch2SearchResults):
    """Results from OpenSearch; from the database while it is away or has no index yet."""

    def facet(self, field_name):
        """Return how many results there are of each value of a field."""
        return self._asked(
            lambda: super(ForgivingResults, self).facet(field_name),
            lambda: self._in_database().facet(field_name),
        )

    def _do_search(self):
        return iter(self._asked(self._found, self._found_in_database))

    def _do_count(self):
        return self._asked(super()._do_count, lambda: self._in_database().count())

    def _found(self) -> list:
        return list(super()._do_search())

    def _found_in_database(self) -> list:
        return list(self._in_database()[self.start : self.stop])

    def _in_database(self):
        return self.query_compiler.in_database()

    def _asked(self, ask, instead):
        backend = self.backend
        if time.monotonic() < backend.asked_again_at:
            return instead()
        try:
            return ask()
        except OpenSearchException as error:
            backend.note_absence(error)
            return instead()


class ForgivingBackend(OpenSearch2SearchBackend):
    """OpenSearch 2, whose absence nobody has to wait for."""

    results_class = ForgivingResults
    asked_again_at = 0.0

    def note_absence(self, error: Exception) -> None:
        """Let nobody of this process ask it for a moment."""
        type(self).asked_again_at = time.monotonic() + PAUSE_SECONDS
        logger.warning("OpenSearch does not answer: %s", type(error).__name__)

    def search(self, *args, **kwargs):
        """Return the results of a search for whole words."""
        return self._or_in_database("search", args, kwargs)

    def autocomplete(self, *args, **kwargs):
        """Return the results of a search for beginnings of words."""
        return self._or_in_database("autocomplete", args, kwargs)

    def _or_in_database(self, way: str, args, kwargs):
        def in_database():
            return getattr(get_search_backend(IN_DATABASE), way)(*args, **kwargs)

        results = getattr(super(), way)(*args, **kwargs)
        if not isinstance(results, EmptySearchResults):
            results.query_compiler.in_database = in_database
        return results


SearchBackend = ForgivingBackend
