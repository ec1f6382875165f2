"""PostgreSQL answers every search as SQLite does: the same tests, put to it."""

from tests.pages.test_search_query import *  # noqa: F403
