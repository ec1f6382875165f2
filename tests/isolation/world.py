"""Two communes side by side; what belongs to the second is known by its words and its keys."""

import re
from functools import cached_property

from django.apps import apps
from django.db import connection, models
from wagtail.models import Page

from tests.factories import CommuneFactory, StandardPageFactory
from tests.factories.communes import make_portal
from tests.isolation.commune import Commune

# What one searches for, and what no answer may say: the search itself stands in the answer.
SEARCHED = "zikpota"
SECRET = "grisgris"
# Between these are the keys of the second commune.
LOWEST, HIGHEST = 7_100_000, 8_000_000
KEY = re.compile(r"\d{7,}")
# The same, where the key of anything is kept as text.
KEY_AS_TEXT = r"^7[1-9]\d{5}$"


class World:
    """Ogou 1, whose staff asks, and another commune, of which nothing may come out.

    Both stand below the portal of the federation, which has a draft of its own there.
    """

    def __init__(self):
        portal = Page.objects.get(pk=make_portal().pk)
        self.hers = Commune("Ogou 1", "Notre page", parent=portal)
        self.hers.finish()
        # Which communes Togo has, everybody knows: only what this one keeps is a secret.
        CommuneFactory(name="Zio 1")
        count_from(LOWEST)
        word = f"{SEARCHED} {SECRET}"
        self.foreign = Commune("Zio 1", word, parent=portal, hostname="secret.example.com")
        above = StandardPageFactory(parent=portal, title=word, live=False)
        self.foreign.made["page"].append(above)
        self.foreign.write_everywhere(LOWEST)
        self.foreign.finish()
        count_from(HIGHEST)
        self.before = {table: self._state_of(model) for table, model in self.tables.items()}
        self.keys = frozenset(
            str(pk) for rows, *_ in self.before.values() for pk in rows if isinstance(pk, int)
        )

    @cached_property
    def tables(self) -> dict[str, type]:
        """The models in which a commune may have something, by their tables."""
        return {
            model._meta.db_table: model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and model._meta.label != "sessions.Session"
        }

    def changed(self, tables) -> list[str]:
        """Return those of the ``tables`` in which something of the second commune has changed."""
        return [
            table
            for table in self.tables.keys() & tables
            if self._state_of(self.tables[table]) != self.before[table]
        ]

    def _state_of(self, model) -> tuple[dict, dict, int]:
        """Return its rows by key, how many rows point at it by column, how many stand below."""
        rows, columns = model._base_manager.all(), _pointers(model)
        names = [field.attname for field in model._meta.local_concrete_fields]
        its = rows.filter(pk__gte=LOWEST, pk__lt=HIGHEST) if _is_numbered(model) else rows.none()
        return (
            {row[model._meta.pk.attname]: row for row in its.values(*names)},
            rows.aggregate(
                **{
                    column: models.Count("pk", filter=_names_one(model, column))
                    for column in columns
                }
            ),
            self._below(rows).count(),
        )

    def _below(self, rows):
        branch = self.foreign.branch
        for top in (branch.root_page, branch.collection):
            if isinstance(top, rows.model):
                return rows.filter(path__startswith=top.path)
        return rows.none()

    def told(self, text: str, sent: str) -> list[str]:
        """Return what ``text`` tells of the second commune that was not in the request."""
        found = [SECRET] if SECRET in text.lower() else []
        keys = self.keys.intersection(KEY.findall(text)).difference(KEY.findall(sent))
        return found + sorted(keys)


def _is_numbered(model) -> bool:
    """Return whether rows of ``model`` are counted, or go with one of a parent that is."""
    field = model._meta.pk
    while field.is_relation:
        field = field.target_field
    return isinstance(field, models.AutoField)


def _pointers(model) -> list[str]:
    """Return the columns of ``model`` that name an object."""
    return [
        field.attname
        for field in model._meta.local_concrete_fields
        if field.is_relation or field.name in ("object_id", "to_object_id")
    ]


def _names_one(model, column: str) -> models.Q:
    """Return the condition that ``column`` names something of the second commune."""
    if model._meta.get_field(column).is_relation:
        return models.Q(**{f"{column}__gte": LOWEST, f"{column}__lt": HIGHEST})
    return models.Q(**{f"{column}__regex": KEY_AS_TEXT})


def count_from(lowest: int) -> None:
    """Let the keys of rows to come start at ``lowest``, in every table at another one."""
    tables = [
        (model._meta.db_table, model._meta.pk.column)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and isinstance(model._meta.pk, models.AutoField)
    ]
    with connection.cursor() as cursor:
        for number, (table, column) in enumerate(tables):
            start = lowest + number * 1000
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, start]
                )
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, start]
                )
