"""The database of a site, read without the site: what is stored, whoever wrote it."""

import sqlite3
from urllib.parse import urlsplit

PAGE = """
    SELECT p.title, p.live_revision_id, r.content
    FROM wagtailcore_page p LEFT JOIN wagtailcore_revision r ON r.id = p.live_revision_id
    WHERE p.id = {page}
"""


def rows(site, statement: str) -> list[tuple]:
    """Return what ``statement`` finds in the database of ``site``."""
    if site.url.startswith("sqlite"):
        connection = sqlite3.connect(urlsplit(site.url).path, timeout=30)
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()
    import psycopg

    with psycopg.connect(site.url) as connection:
        return connection.execute(statement).fetchall()
