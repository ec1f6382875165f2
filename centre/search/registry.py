"""What can be found: declared by the floor that owns it, kept up to date by signals."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page

from centre.models.branch import Branch
from centre.models.page import CentrePage
from centre.querysets import is_unrestricted
from centre.search.documents import Document
from centre.search.index import index_documents, remove_entries
from centre.whole import with_change

BATCH = 200
# What Wagtail writes on the live row when somebody saves a draft: the public sees none of it.
_DRAFT_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
}


@dataclass(frozen=True)
class Searchable:
    """How the instances of one model become documents."""

    model: type[Model]
    to_document: Callable[[Model], Document | None]
    public: Callable[[], QuerySet]
    depends_on: Mapping[type[Model], str] = field(default_factory=dict)


_registry: dict[type[Model], Searchable] = {}


def register_searchable(
    model: type[Model],
    to_document: Callable[[Model], Document | None],
    public: Callable[[], QuerySet] | None = None,
    depends_on: Mapping[type[Model], str] | None = None,
) -> None:
    """Declare that the public can find instances of ``model``; called when an app starts.

    ``to_document`` makes a ``Document`` of an instance, None if it is not to be found.
    ``public`` returns the queryset of the public ones, with whatever ``to_document`` needs
    prefetched (by default: live pages under no restriction, or every row).
    ``depends_on``: models whose texts are repeated in the document, by the look-up that leads from
    ``model`` to them, such as ``{Need: "needs"}``.
    """
    searchable = Searchable(model, to_document, public or _default(model), depends_on or {})
    _registry[model] = searchable
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=model)
    for source, lookup in searchable.depends_on.items():
        for signal in (post_save, pre_delete):
            receive = partial(_source_changed, model=model, lookup=lookup)
            signal.connect(receive, sender=source, weak=False)


def searchables() -> list[Searchable]:
    """Return all that was registered, in a stable order."""
    return sorted(_registry.values(), key=lambda searchable: searchable.model._meta.label_lower)


def key_of(model: type[Model], pk: object) -> str:
    """Return the key of an instance in the index."""
    return f"{model._meta.label_lower}:{pk}"


def reindex(model: type[Model], pks: Iterable[object]) -> None:
    """Read the given instances again and make the index say what is public of them now.

    Always from the database: an instance in memory may hold a draft.
    """
    pks = list(pks)
    for at in range(0, len(pks), BATCH):
        batch = pks[at : at + BATCH]
        documents = to_documents(_registry[model], _registry[model].public().filter(pk__in=batch))
        index_documents(documents)
        remove_entries({key_of(model, pk) for pk in batch} - documents.keys())


def reindex_subtree(path: str) -> None:
    """Read again every page at or below a path of the tree."""
    for searchable in searchables():
        if issubclass(searchable.model, Page):
            below = searchable.model.objects.filter(path__startswith=path)
            reindex(searchable.model, below.values_list("pk", flat=True))


def reindex_types(path: str, models: Iterable[type[Page]]) -> None:
    """Read again every page of the types ``models`` at or below a path of the tree."""
    for model in models:
        if model in _registry:
            below = model.objects.filter(path__startswith=path)
            reindex(model, below.values_list("pk", flat=True))


def to_documents(searchable: Searchable, instances: Iterable[Model]) -> dict[str, Document]:
    """Return the documents of ``instances`` by key, without those that are not to be found."""
    instances = list(instances)
    if issubclass(searchable.model, CentrePage):
        _give_branches(instances)
    documents = {
        key_of(searchable.model, instance.pk): searchable.to_document(instance)
        for instance in instances
    }
    return {key: document for key, document in documents.items() if document is not None}


def _give_branches(pages: list[CentrePage]) -> None:
    """Set the ``owner_branch`` of many pages with one query."""
    branches = Branch.objects.select_related("commune", "root_page")
    nearest_first = sorted(branches, key=lambda branch: -branch.root_page.depth)
    for page in pages:
        above = (branch for branch in nearest_first if page.path.startswith(branch.root_page.path))
        page.owner_branch = next(above, None)


def _default(model: type[Model]) -> Callable[[], QuerySet]:
    if issubclass(model, Page):
        return lambda: model.objects.live().filter(is_unrestricted())
    return model._default_manager.all


def _changed(sender, instance, update_fields=None, raw=False, **kwargs) -> None:
    """Receive a save or a deletion; the children of a page are saved after it, so wait for all."""
    if raw or (update_fields and _DRAFT_FIELDS.issuperset(update_fields)):
        return
    with_change(reindex, sender, (instance.pk,))


def _source_changed(instance, model, lookup, raw=False, **kwargs) -> None:
    """Receive a save, or a deletion to come: afterwards nothing leads to the instance any more."""
    if not raw:
        found = model._default_manager.filter(**{lookup: instance}).distinct()
        pks = tuple(found.values_list("pk", flat=True))
        with_change(reindex, model, pks)
