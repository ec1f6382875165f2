"""Compare the index with what the public can read, and repair what differs.

Signals keep it true; a restored database, rows written past them or a process killed between a
save and what follows it do not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Model, QuerySet

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

_COLUMNS = ["id", *("branch_id" if name == "branch" else name for name in DISPLAYED)]


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
            keys = {one.pk: key_of(searchable.model, one.pk) for one in instances}
            reindex(searchable.model, [pk for pk, key in keys.items() if key in wrong])
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
    besides = sorted(set(_keys()) - set(wanted))
    models = {one.model._meta.label_lower: one.model for one in searchables()}
    for batch in batches(besides):
        found = defaultdict(list)
        for key in batch:
            label, _colon, pk = key.rpartition(":")
            found[models.get(label)].append(pk if label in models else key)
        remove_entries(found.pop(None, []))
        for model, pks in found.items():
            reindex(model, pks)
    if not besides:
        return 0
    forget_unused()
    # Some may have come to be public meanwhile.
    return len(besides) - len(set(besides) & set(_keys()))


def _keys() -> QuerySet:
    return SearchEntry.objects.values_list("key", flat=True)
