"""What a commune can switch off, each floor declaring its own.

A switched-off module keeps its pages: nobody reaches them, until it is switched on again. The home
page of a commune says which are on; ``ClosedType`` holds what follows from it for each type of
page, so that every query can leave the closed ones out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.dispatch import Signal
from django.utils.functional import Promise

from centre.cache.versions import bump
from centre.models.branch import Branch, ClosedType
from centre.whole import whole

# Sent with ``branch`` and ``models``, once the types of page ``models`` are open or closed there.
switched = Signal()


@dataclass(frozen=True)
class Module:
    """``page_types``: labels, as "home.NewsPage". A type of several modules needs one of them."""

    name: str
    label: str | Promise
    page_types: tuple[str, ...]


_modules: dict[str, Module] = {}


def register_module(name: str, label: str | Promise, *page_types: str) -> None:
    """Declare the module ``name``. The home page of a commune has a field ``has_<name>``."""
    _modules[name] = Module(name, label, page_types)


def modules() -> list[Module]:
    """Return every module that was declared, from the lowest floor up."""
    return list(_modules.values())


def modules_of(model) -> list[Module]:
    """Return the modules that the page type ``model`` belongs to, often none."""
    return [module for module in modules() if model._meta.label in module.page_types]


def closed_labels(off: Iterable[str]) -> set[str]:
    """Return the types of page that nobody reaches when the modules ``off`` are switched off."""
    off = set(off)
    open_ones = {label for one in modules() if one.name not in off for label in one.page_types}
    return {label for one in modules() for label in one.page_types} - open_ones


def names_off(home) -> list[str]:
    """Return the names of the modules that the home page ``home`` says are switched off."""
    return [module.name for module in modules() if not getattr(home, f"has_{module.name}")]


@whole()
def close(branch: Branch, off: Iterable[str]) -> None:
    """Make nobody reach the pages of the modules ``off`` in ``branch``, and of no others."""
    models = [apps.get_model(label) for label in closed_labels(off)]
    wanted = {one.pk for one in ContentType.objects.get_for_models(*models).values()}
    rows = ClosedType.objects.filter(branch=branch)
    before = set(rows.values_list("content_type", flat=True))
    if wanted == before:
        return
    rows.exclude(content_type__in=wanted).delete()
    ClosedType.objects.bulk_create(
        ClosedType(branch=branch, content_type_id=pk) for pk in wanted - before
    )
    bump(branch.pk)
    changed = [ContentType.objects.get_for_id(pk).model_class() for pk in wanted ^ before]
    switched.send(Branch, branch=branch, models=changed)


def is_closed_at(model, path: str) -> bool:
    """Return whether pages of the type ``model`` are closed at the tree path ``path``."""
    if not modules_of(model):
        return False
    type_id = ContentType.objects.get_for_model(model).pk
    branches = Branch.objects.for_path(path)
    return ClosedType.objects.filter(content_type=type_id, branch__in=branches).exists()
