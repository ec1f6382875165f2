"""Whether a database holds anything that somebody wrote."""

from django.contrib.auth import get_user_model

from centre.models import Branch


def is_bare(connection) -> bool:
    """Return whether the database has no tables, or is as ``migrate`` leaves it.

    An account and a commune are what a person makes first. Tables of another program are not ours
    to set aside.
    """
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if not tables:
            return True
        made = {model._meta.db_table for model in (get_user_model(), Branch)} & tables
        return "django_migrations" in tables and not any(
            _has_rows(connection, cursor, table) for table in made
        )


def _has_rows(connection, cursor, table: str) -> bool:
    cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
    return cursor.fetchone() is not None
