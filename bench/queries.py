"""Print as JSON the queries of pages on the database of ``DATABASE_URL``.

``python -m bench.queries`` counts every public page of a centre, or the pages that it is given as
JSON: ``{name: [address, cookie of who asks]}``.

Cold: the first request after a change, in a process that kept nothing. Warm: the next one.
"""

import json
import sys

import django


def counts(pages: dict[str, tuple[str, str]]) -> dict[str, dict]:
    """Return by page how many queries it makes cold and warm, repeated ones and writes."""
    from django.db import connection

    # Django asks SQLite once in a process whether it knows JSON: no page is charged for it.
    bool(connection.features.supports_json_field)
    return {name: _count(*asked) for name, asked in pages.items()}


def of_a_centre() -> dict[str, tuple[str, str]]:
    """Return the public pages of a centre, which nobody in particular asks for."""
    from bench.pages import PAGES

    return {name: (path, "") for name, path in PAGES.items()}


def _count(path: str, cookie: str) -> dict:
    from django.core.cache import cache

    from centre.cache.versions import ALL, _renew

    cache.clear()
    _renew(ALL)
    cold, warm = _statements(path, cookie), _statements(path, cookie)
    return {
        "cold": len(cold),
        "warm": len(warm),
        "repeated": len(cold) - len(set(cold)) + len(warm) - len(set(warm)),
        "writes": sum(not sql.startswith("SELECT") for sql in cold + warm),
    }


def _statements(path: str, cookie: str) -> list[str]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        Client(SERVER_NAME="localhost", HTTP_COOKIE=cookie).get(path)
    return [query["sql"] for query in queries]


if __name__ == "__main__":
    django.setup()
    print(json.dumps(counts(json.loads(sys.argv[1]) if sys.argv[1:] else of_a_centre())))
