"""Queries asked by every page, written once for each process and then only filled in.

Django writes a query anew each time it is asked: for a row found by its key that is ten times the
work of the database. What comes back is what the queryset would give.
"""

import datetime as dt
from collections.abc import Callable
from functools import cache

from django.db import connection
from django.db.models import Model, QuerySet

# They stand for the values while the statement is written: it holds them nowhere else.
PLACEHOLDERS = {
    int: lambda n: 2_000_000_000 + n,
    str: lambda n: f"\x1fvalue {n}",
    dt.datetime: lambda n: dt.datetime(9000 + n, 1, 1, tzinfo=dt.UTC),
}
Value = int | str | dt.datetime


class Statement:
    """The statement of ``build(*values)``, a queryset of tuples.

    It must depend on nothing but how many values it gets and whether they are numbers, text or
    instants, and use each value as it is.
    """

    def __init__(self, build: Callable[..., QuerySet]):
        self._build = build
        self._write = cache(self._write)

    def rows(self, *values: Value) -> list[tuple]:
        """Return the rows of the queryset for ``values``."""
        types = tuple(type(value) for value in values)
        statement, parameters, converters = self._write(types)
        value_for = dict(zip(_written(_placeholders(types)), _written(values), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(statement, [value_for.get(one, one) for one in parameters])
            rows = cursor.fetchall()
        return [_converted(row, converters) for row in rows]

    def _write(self, types: tuple[type, ...]) -> tuple[str, tuple, dict]:
        query = self._build(*_placeholders(types)).query
        compiler = query.get_compiler(connection=connection)
        statement, parameters = compiler.as_sql()
        converters = compiler.get_converters(selected[0] for selected in compiler.select)
        return statement, parameters, converters


class Rows:
    """The instances of ``build(*values)``, a queryset of ``model``, likewise."""

    def __init__(self, model: type[Model], build: Callable[..., QuerySet]):
        self._model = model
        self._names = _names(model)
        self._statement = Statement(lambda *values: build(*values).values_list(*self._names))

    def find(self, *values: Value) -> list[Model]:
        """Return the instances for ``values``."""
        rows = self._statement.rows(*values)
        return [self._model.from_db(connection.alias, self._names, row) for row in rows]


class Lookup:
    """The instance of ``model`` with a key, and what it is read along with.

    ``along``: the name of a one-to-one relation, or nothing.
    """

    def __init__(self, model: type[Model], along: str = ""):
        self.model = model
        self.along = along
        self._names = _names(model)
        other = model._meta.get_field(along).related_model if along else None
        self._other = other
        names = self._names + [f"{along}__{name}" for name in (_names(other) if other else ())]
        manager = model._default_manager
        self._statement = Statement(lambda pk: manager.filter(pk=pk).order_by().values_list(*names))

    def get(self, pk: int) -> Model | None:
        """Return the instance, ``None`` when there is none."""
        rows = self._statement.rows(pk)
        if not rows:
            return None
        own, others = rows[0][: len(self._names)], rows[0][len(self._names) :]
        instance = self.model.from_db(connection.alias, self._names, own)
        if self._other and others[0] is not None:
            other = self._other.from_db(connection.alias, _names(self._other), others)
            setattr(instance, self.along, other)
        return instance


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _placeholders(types: tuple[type, ...]) -> list[Value]:
    return [PLACEHOLDERS[one](n) for n, one in enumerate(types)]


def _written(values) -> list:
    """Return ``values`` as the database is given them."""
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(one) if isinstance(one, dt.datetime) else one for one in values]


def _converted(row: tuple, converters: dict) -> tuple:
    values = list(row)
    for position, (functions, expression) in converters.items():
        for function in functions:
            values[position] = function(values[position], expression, connection)
    return tuple(values)
