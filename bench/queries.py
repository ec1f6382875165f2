"""Print as JSON the queries of every page on the database of ``DATABASE_URL``.

Cold: the first request after a change, in a process that kept nothing. Warm: the next one.
"""

import json

import django


def counts() -> dict[str, dict]:
    """Return by page how many queries it makes cold and warm, repeated ones and writes."""
    from django.db import connection

    from bench.pages import PAGES

    # Django asks SQLite once in a process whether it knows JSON: no page is charged for it.
    bool(connection.features.supports_json_field)
    return {name: _count(path) for name, path in PAGES.items()}


def _count(path: str) -> dict:
    from django.core.cache import cache

    from centre.cache.versions import ALL, _renew

    cache.clear()
    _renew(ALL)
    cold, warm = _statements(path), _statements(path)
    return {
        "cold": len(cold),
        "warm": len(warm),
        "repeated": len(cold) - len(set(cold)) + len(warm) - len(set(warm)),
        "writes": sum(not sql.startswith("SELECT") for sql in cold + warm),
    }


def _statements(path: str) -> list[str]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        Client(SERVER_NAME="localhost").get(path)
    return [query["sql"] for query in queries]


if __name__ == "__main__":
    django.setup()
    print(json.dumps(counts()))
