"""What a database holds at one moment: rows by table, files it names, migrations it has seen."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import FileField


@dataclass(frozen=True)
class Inventory:
    """``counts``: rows by table. ``files``: names of stored files. ``migrations``: "app.name"."""

    counts: dict[str, int]
    files: set[str]
    migrations: list[str]


def take_inventory(connection, cursor) -> Inventory:
    """Return what ``cursor`` reads, of a database that ``connection`` knows the kind of."""
    tables = connection.introspection.table_names(cursor)
    return Inventory(
        counts=count_rows(connection, cursor),
        files={
            name
            for model in apps.get_models()
            if model._meta.db_table in tables
            for name in _named(connection, cursor, model)
        },
        migrations=_migrations(cursor, tables),
    )


def count_rows(connection, cursor) -> dict[str, int]:
    """Return the rows of each table."""
    tables = connection.introspection.table_names(cursor)
    return {table: _count(connection, cursor, table) for table in tables}


def _count(connection, cursor, table: str) -> int:
    # A table's name comes from the database itself.
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
    return cursor.fetchone()[0]


def _named(connection, cursor, model) -> list[str]:
    quote, found = connection.ops.quote_name, []
    for field in model._meta.local_concrete_fields:
        if isinstance(field, FileField):
            column, table = quote(field.column), quote(model._meta.db_table)
            cursor.execute(f"SELECT DISTINCT {column} FROM {table}")  # noqa: S608
            found += [name for (name,) in cursor.fetchall() if name]
    return found


def _migrations(cursor, tables: list[str]) -> list[str]:
    if "django_migrations" not in tables:
        return []
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return [f"{app}.{name}" for app, name in cursor.fetchall()]
