"""Compare the index with what the public can read, and repair what differs.

Signals keep it true; a restored database, rows written past them or a process killed between a
save and what follows it do not.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Model

from centre.models.search import SHARED, SearchEntry, SearchPosting
from centre.search.documents import Document
from centre.search.index import DISPLAYED, entry_of, remove_entries, weigh, words_by_weight
from centre.search.registry import (
    BATCH,
    Searchable,
    key_of,
    reindex,
    searchables,
    to_documents,
)
from centre.search.vocabulary import batches, forget_unused

logger = logging.getLogger(__name__)


def repair() -> int:
    """Make the index what it should be; return how many of its entries were not.

    What differs is read again before it is written: it may have changed meanwhile, and then was
    no fault. Nothing is written where nothing differs.
    """
    wanted: set[str] = set()
    count = 0
    for searchable in searchables():
        for instances in _batches_of(searchable):
            documents = to_documents(searchable, instances)
            wanted |= documents.keys()
            wrong = differing(documents)
            reindex(searchable.model, [one.pk for one in instances if _key(one) in wrong])
            count += len(wrong)
    return count + _remove_all_but(wanted)


def differing(documents: Mapping[str, Document]) -> set[str]:
    """Return the keys of those ``documents`` (a few hundred) that the index does not hold so."""
    entries = {key: entry_of(key, document) for key, document in documents.items()}
    ids = [entry.pk for entry in entries.values()]
    shown = {row[0]: row for row in SearchEntry.objects.filter(pk__in=ids).values_list(*_COLUMNS)}
    terms = defaultdict(set)
    rows = SearchPosting.objects.filter(entry__in=ids)
    for entry_id, *row in rows.values_list("entry", "term", "scope", "weight"):
        terms[entry_id].add(tuple(row))
    return {
        key
        for key, entry in entries.items()
        if shown.get(entry.pk) != tuple(getattr(entry, name) for name in _COLUMNS)
        or terms[entry.pk] != _postings(entry, documents[key])
    }


_COLUMNS = ["id", *("branch_id" if name == "branch" else name for name in DISPLAYED)]


def _key(instance: Model) -> str:
    return key_of(type(instance), instance.pk)


def _postings(entry: SearchEntry, document: Document) -> set[tuple[str, int, int]]:
    scope = SHARED if entry.branch_id is None else entry.branch_id
    weights = weigh(words_by_weight(document.texts))
    return {(term, scope, weight) for term, weight in weights.items()}


def _batches_of(searchable: Searchable) -> Iterator[list[Model]]:
    keys = list(searchable.public().order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(keys), BATCH):
        yield list(searchable.public().filter(pk__in=keys[at : at + BATCH]))


def _remove_all_but(wanted: Iterable[str]) -> int:
    """Look again at what the index holds besides; return how many entries were too many."""
    besides = sorted(set(SearchEntry.objects.values_list("key", flat=True)) - set(wanted))
    models = {one.model._meta.label_lower: one.model for one in searchables()}
    for batch in batches(besides):
        found = defaultdict(list)
        for key in batch:
            label, _colon, pk = key.rpartition(":")
            found[models.get(label)].append(pk if label in models else key)
        remove_entries(found.pop(None, []))
        for model, pks in found.items():
            reindex(model, pks)
    if besides:
        forget_unused()
    return len(besides)
