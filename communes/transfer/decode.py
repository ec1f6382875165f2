"""From what an archive says to rows: numbers of this install instead of names."""

import json

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from modelcluster.models import (
    ClusterableModel,
    get_all_child_relations,
    model_from_serializable_data,
)
from wagtail.fields import RichTextField, StreamField

from centre.archives import Refused
from communes.transfer.kinds import REFERENCE, ROWS, left_of
from communes.transfer.names import Names
from communes.transfer.streams import check_html, is_address, swap_block, swap_links


class Decoder:
    """Decodes for the branch of ``names``.

    ``lacking``: codes that this install does not have. ``waiting``: what was pointed at and not
    found while the last object was decoded; it may come yet.
    """

    def __init__(self, names: Names):
        self.names = names
        self.lacking: set[str] = set()
        self.waiting: set[str] = set()

    def build(self, model, said: dict):
        """Return an unsaved object of ``model``, with its rows. Raises ``Refused``."""
        self.waiting = set()
        said = {name: value for name, value in said.items() if name not in _apart(model)}
        data = self._fields(model, said, {}) | {"pk": None}
        if issubclass(model, ClusterableModel):
            return model.from_serializable_data(data, check_fks=False)
        return model_from_serializable_data(model, data, check_fks=False)

    def rows(self, instance, said: dict) -> list:
        """Return the unsaved rows that hang on a saved object that is no cluster."""
        made = []
        for name, model in ROWS.get(type(instance), {}).items():
            parent = type(instance)._meta.get_field(name).field
            for row in said.get(name, ()):
                data = self._fields(model, row, {}) | {"pk": None}
                one = model_from_serializable_data(model, data, check_fks=False)
                setattr(one, parent.attname, instance.pk)
                made.append(one)
        return made

    def draft(self, model, said: dict, numbers: dict[tuple, int]) -> dict:
        """Return the content of a version of a page whose rows are known by ``numbers``."""
        places = {(of, number): pk for (of, pk), number in numbers.items()}
        return self._fields(model, said, places)

    def reference(self, model, name):
        """Return the number of what is called ``name``."""
        if name in (None, ""):
            return None
        pk = self.names.find(model, name)
        if pk is None:
            wanted = f"{model._meta.verbose_name} {str(name)[:80]}"
            (self.lacking if model in REFERENCE else self.waiting).add(wanted)
        return pk

    def html(self, text: str) -> str:
        """Return a text whose links say numbers. Raises ``Refused``."""
        check_html(text)
        return swap_links(text, self)

    def address(self, url):
        """Return a web address. Raises ``Refused`` for one that would run something."""
        if not isinstance(url, str | None) or not is_address(url or ""):
            raise Refused(
                _("The archive holds an address that is none: “%(url)s”.") % {"url": str(url)[:60]}
            )
        return url

    def unknown(self, name: str) -> None:
        """Refuse what this version does not know: it would be lost without a word."""
        raise Refused(
            _(
                "The archive speaks of “%(name)s”, which this version of the template does not "
                "know: upgrade this install first."
            )
            % {"name": name[:60]}
        )

    def _fields(self, model, said: dict, places: dict) -> dict:
        relations = {one.get_accessor_name(): one for one in get_all_child_relations(model)}
        data = {}
        for name, value in said.items():
            if name == "n":
                continue
            if name in left_of(model):
                self.unknown(name)
            if relation := relations.get(name):
                data[name] = self._children(relation.related_model, value, places)
            else:
                data[name] = self._value(self._field(model, name), value)
        return data

    def _field(self, model, name: str):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return self.unknown(name)
        if field.auto_created or field.primary_key or not field.concrete:
            self.unknown(name)
        return field

    def _children(self, model, rows: list[dict], places: dict) -> list[dict]:
        """Return rows; one that points at nothing, where it must point at something, is left."""
        data = []
        for row in rows:
            one = self._fields(model, row, places)
            number = row.get("n")
            one["pk"] = places.get((model, number))
            if all(one.get(name) is not None for name in required(model) & row.keys()):
                data.append(one)
        return data

    def _value(self, field, value):
        if field.many_to_many:
            found = [self.reference(field.related_model, one) for one in value]
            return [pk for pk in found if pk is not None]
        if field.remote_field:
            return self.reference(field.related_model, value)
        if isinstance(field, StreamField):
            return json.dumps(swap_block(field.stream_block, value, self))
        if isinstance(field, RichTextField):
            return self.html(value)
        return value


def required(model) -> set[str]:
    """Return the fields of ``model`` that must point at something."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if field.remote_field and not field.null and not field.primary_key
    }


def _apart(model) -> set[str]:
    """Return what an archive says of ``model`` beside its fields."""
    return {"tags", *ROWS.get(model, {})}
