"""Make the index anew from the database, whole or for one branch, while it goes on answering."""

from collections.abc import Callable

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from wagtail.models import Page

from centre.models.branch import Branch
from centre.models.search import SearchEntry
from centre.search.index import remove_entries, write_documents
from centre.search.registry import BATCH, Searchable, searchables, to_documents
from centre.search.vocabulary import Vocabulary, forget_unused


def rebuild(
    branch: Branch | None = None, progress: Callable[[str, int], None] = lambda label, done: None
) -> int:
    """Index again all that is registered, or what one branch owns; return how many entries.

    What is no longer public goes. ``progress`` is called after each batch with the model's label
    and how many of it are done. The number of queries depends on the batches alone.
    """
    vocabulary = Vocabulary()
    written: set[str] = set()
    for searchable in searchables():
        written |= _write(searchable, branch, vocabulary, progress)
    _remove_all_but(written, branch)
    forget_unused()
    return len(written)


def _write(searchable, branch, vocabulary, progress) -> set[str]:
    written: set[str] = set()
    batch = []
    for instance in _owned(searchable, branch).order_by("pk").iterator(chunk_size=BATCH):
        batch.append(instance)
        if len(batch) == BATCH:
            written |= _write_batch(searchable, batch, vocabulary)
            batch = []
            progress(searchable.model._meta.label, len(written))
    written |= _write_batch(searchable, batch, vocabulary)
    progress(searchable.model._meta.label, len(written))
    return written


def _write_batch(searchable, instances, vocabulary) -> set[str]:
    documents = to_documents(searchable, instances)
    write_documents(documents, vocabulary)
    return set(documents)


def _owned(searchable: Searchable, branch: Branch | None) -> QuerySet:
    """Return the public instances of ``branch``: below its root, or whose ``branch`` it is."""
    public = searchable.public()
    if branch is None:
        return public
    if issubclass(searchable.model, Page):
        return public.filter(path__startswith=branch.root_page.path)
    try:
        searchable.model._meta.get_field("branch")
    except FieldDoesNotExist:
        return public.none()
    return public.filter(branch=branch)


def _remove_all_but(written: set[str], branch: Branch | None) -> None:
    entries = (
        SearchEntry.objects.all() if branch is None else SearchEntry.objects.filter(branch=branch)
    )
    gone = sorted(set(entries.values_list("key", flat=True)) - written)
    for at in range(0, len(gone), BATCH):
        remove_entries(gone[at : at + BATCH])
