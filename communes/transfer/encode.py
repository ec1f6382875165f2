"""From rows to what an archive says of them: names instead of numbers, always the same."""

import datetime as dt
import json
import uuid
from decimal import Decimal

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from modelcluster.models import (
    ClusterableModel,
    get_all_child_relations,
    get_serializable_data_for_fields,
)
from wagtail.fields import RichTextField, StreamField

from centre.archives import pack
from communes.transfer.kinds import DRAFT_LEFT, ROWS, left_of
from communes.transfer.names import Names
from communes.transfer.streams import swap_block, swap_links


class Encoder:
    """Encodes objects of the branch of ``names``; ``lost`` tells what they point at in vain."""

    def __init__(self, names: Names):
        self.names = names
        self.lost: set[str] = set()
        self._numbers: dict[tuple, int] = {}

    def encode(self, instance) -> dict:
        """Return what an archive says of the fields, the rows and the tags of ``instance``."""
        self._numbers = {}
        model = type(instance)
        said = self._fields(model, serializable(instance), left_of(model))
        for name, row_model in ROWS.get(model, {}).items():
            rows = [serializable(row) for row in getattr(instance, name).order_by("pk")]
            said[name] = self._rows(row_model, rows, {_parent_of(row_model)})
        if hasattr(model, "tags"):
            said["tags"] = sorted(instance.tags.names())
        return said

    def encode_draft(self, model, content: dict) -> dict:
        """Return what a version of a page says, right after the page was encoded.

        A row that the page has too is known by its place there, ``n``.
        """
        return self._fields(model, content, DRAFT_LEFT, is_draft=True)

    def numbers(self) -> dict[tuple, int]:
        """Return the place of each row of the page encoded last, by model and number."""
        return dict(self._numbers)

    def reference(self, model, value):
        """Return the name of the object that ``value`` numbers."""
        pk = _whole(value)
        if pk is None:
            return None
        name = self.names.name_of(model, pk)
        if name is None and model._meta.label != "centre.User":
            self.lost.add(f"{model._meta.verbose_name} {pk}")
        return name

    def html(self, text: str) -> str:
        """Return a text whose links say names."""
        return swap_links(text, self)

    def address(self, url):
        """Return an address as it is."""
        return url

    def unknown(self, name: str) -> None:
        """Pass over a block that the vocabulary has no more: nobody sees it."""

    def _fields(self, model, data: dict, left: set[str], is_draft=False, is_top=True) -> dict:
        """Return fields and rows; those of ``left`` stay behind."""
        relations = {one.get_accessor_name(): one for one in get_all_child_relations(model)}
        said = {}
        for name, value in data.items():
            if name == "pk" or name in left:
                continue
            if relation := relations.get(name):
                parent = {relation.field.name}
                said[name] = self._rows(relation.related_model, value, parent, is_draft, is_top)
                continue
            try:
                field = model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            said[name] = self._value(field, value)
        return said

    def _rows(self, model, rows, parent: set[str], is_draft=False, is_top=True) -> list[dict]:
        """Return rows in an order that does not depend on their numbers.

        Those that hang on rows have no place of their own: they are written anew with them.
        """
        said = [(row["pk"], self._fields(model, row, parent, is_draft, False)) for row in rows]
        said.sort(key=lambda one: (one[1].get("sort_order") or 0, pack(one[1])))
        if is_draft:
            return [
                row | {"n": self._numbers.get((model, pk)) if is_top else None} for pk, row in said
            ]
        if is_top:
            self._numbers |= {(model, pk): number for number, (pk, _row) in enumerate(said)}
        return [row for _pk, row in said]

    def _value(self, field, value):
        if field.many_to_many:
            named = [self.reference(field.related_model, one) for one in value or ()]
            return sorted((name for name in named if name is not None), key=str)
        if field.remote_field:
            return self.reference(field.related_model, value)
        if isinstance(field, StreamField):
            stored = json.loads(value) if isinstance(value, str) else value
            return swap_block(field.stream_block, stored or [], self)
        if isinstance(field, RichTextField):
            return self.html(value)
        if isinstance(field, models.DateTimeField) and value is not None:
            value = field.to_python(value)
        return plain(value)


def serializable(instance) -> dict:
    """Return the row of ``instance``, with those that hang on it."""
    if isinstance(instance, ClusterableModel):
        return instance.serializable_data()
    return get_serializable_data_for_fields(instance)


def plain(value):
    """Return a value of a field as JSON knows it, losing nothing."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    return value


def _parent_of(model) -> str:
    """Return the field of a model of ``ROWS`` that leads to the object its rows hang on."""
    owners = [owner for owner, rows in ROWS.items() if model in rows.values()]
    return next(
        field.name
        for field in model._meta.concrete_fields
        if field.remote_field and field.related_model in owners
    )


def _whole(value) -> int | None:
    try:
        return None if value in (None, "") else int(value)
    except (TypeError, ValueError):
        return None
