"""Rows of several small tables, read by one statement.

Most pages of a centre show a little of many tables. One statement for each would cost more than
the rows: half a millisecond to write it and, to a database elsewhere, the way there and back.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC

from django.db import connection
from django.db.models import JSONField, Model, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from modelcluster.utils import sort_by_fields

from centre.statements import Statement

# By name, a queryset without slice, annotation or prefetch, and the names of columns.
Parts = Mapping[str, tuple[QuerySet, Iterable[str]]]


def read_together(**querysets: QuerySet) -> dict[str, list[Model]]:
    """Return the instances of each queryset by its name, in the order of their model.

    For models of at most fifty columns, none of them binary.
    """
    parts = {name: whole(queryset) for name, queryset in querysets.items()}
    rows = _by_name(parts, _union(parts))
    return {name: instances(queryset.model, rows[name]) for name, queryset in querysets.items()}


def rows_together(parts: Parts) -> dict[str, list[dict]]:
    """Return the rows of each part by its name, in no order, as JSON has them."""
    return _by_name(parts, _union(parts))


class Reading:
    """As ``read_together``, for a statement that every page asks and is filled in with ids.

    ``build`` gets ids and returns ``Parts``, which must depend on nothing but how many ids it
    gets. Calling the reading with ids returns the rows of each part by its name, in no order, as
    JSON has them: dates and times are text.
    """

    def __init__(self, build: Callable[..., Parts]):
        self._build = build
        self._statement = Statement(self._write)
        self._names: list[str] = []

    def __call__(self, *ids: int) -> dict[str, list[dict]]:
        rows = self._statement.rows(*ids)
        return _by_name(self._names, rows)

    def _write(self, *ids: int) -> QuerySet:
        parts = self._build(*ids)
        self._names = list(parts)
        return _union(parts)


def whole(queryset: QuerySet) -> tuple[QuerySet, list[str]]:
    """Return a part with all the columns of its model, but for JSON: that is read when asked."""
    fields = queryset.model._meta.concrete_fields
    return queryset, [field.attname for field in fields if not isinstance(field, JSONField)]


def instances(model: type[Model], rows: Iterable[dict]) -> list[Model]:
    """Return the instances that whole rows describe, in the order of their model."""
    found = [_instance(model, values) for values in rows]
    sort_by_fields(found, model._meta.ordering)
    return found


def _union(parts: Parts) -> QuerySet:
    """Return (number of the part, row as JSON): two columns, whatever the tables."""
    first, *others = (
        queryset.order_by().values_list(Value(number), JSONObject(**{name: name for name in names}))
        for number, (queryset, names) in enumerate(parts.values())
    )
    return first.union(*others, all=True)


def _by_name(names: Iterable[str], rows: Iterable[tuple[int, dict]]) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {name: [] for name in names}
    parts = list(found.values())
    for number, values in rows:
        parts[number].append(values)
    return found


def _instance(model: type[Model], values: dict) -> Model:
    fields = [field for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(
        connection.alias,
        [field.attname for field in fields],
        [_aware(field.to_python(values[field.attname])) for field in fields],
    )


def _aware(value):
    # SQLite keeps moments in UTC without saying so.
    if hasattr(value, "utcoffset") and hasattr(value, "year") and timezone.is_naive(value):
        return value.replace(tzinfo=UTC)
    return value
