"""Write the index of the public search. Everything here may be repeated without harm."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.db import connection, transaction

from centre.models.search import SHARED, SearchEntry, SearchPosting, entry_id
from centre.search.documents import Document
from centre.search.folding import STOP_WORDS, fold, spellings, stem
from centre.search.vocabulary import Vocabulary, forget_unused

MAX_TEXT = 50_000
MAX_WEIGHT = 32_767
_INSERT_ROW = """
    INSERT INTO centre_searchposting (entry_id, term, scope, weight) VALUES (%s, %s, %s, %s)
"""
_INSERT_ARRAYS = """
    INSERT INTO centre_searchposting (entry_id, term, scope, weight)
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::smallint[])
"""
DISPLAYED = ["key", "branch", "kind", "title", "sort_title", "summary", "url"]


def index_entry(
    branch_id: int | None,
    key: str,
    kind: str,
    title: str,
    summary: str,
    url: str,
    texts: Mapping[int, str],
) -> None:
    """Make one thing findable, or bring what is known of it up to date.

    ``key`` names it for ever, such as "services.servicepage:12"; the rest is as in ``Document``.
    """
    document = Document(
        branch_id=branch_id, kind=kind, title=title, summary=summary, url=url, texts=texts
    )
    index_documents({key: document})


def remove_entry(key: str) -> None:
    """Make one thing impossible to find; nothing happens if it was not."""
    remove_entries([key])


@transaction.atomic
def index_documents(documents: Mapping[str, Document]) -> None:
    """Make ``documents`` (a few hundred at most), by key, findable as they are now."""
    before = _terms_of(documents)
    write_documents(documents, Vocabulary())
    forget_unused(before - _terms_of(documents))


@transaction.atomic
def remove_entries(keys: Collection[str]) -> None:
    """Make the things named by ``keys`` (a few hundred at most) impossible to find."""
    terms = _terms_of(keys)
    SearchPosting.objects.filter(entry__in=map(entry_id, keys)).delete()
    SearchEntry.objects.filter(pk__in=map(entry_id, keys)).delete()
    forget_unused(terms)


@transaction.atomic
def write_documents(documents: Mapping[str, Document], vocabulary: Vocabulary) -> None:
    """Write a batch of ``documents`` and add their words to ``vocabulary``; forgets no word."""
    entries = [entry_of(key, document) for key, document in documents.items()]
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["id"], update_fields=DISPLAYED
    )
    SearchPosting.objects.filter(entry__in=[entry.pk for entry in entries]).delete()
    words = {key: words_by_weight(document.texts) for key, document in documents.items()}
    _insert_postings(
        (entry.pk, term, SHARED if entry.branch_id is None else entry.branch_id, weight)
        for entry in entries
        for term, weight in weigh(words[entry.key]).items()
    )
    vocabulary.add({key: set().union(*words[key].values()) for key in words}, documents)


def words_by_weight(texts: Mapping[int, str]) -> dict[int, set[str]]:
    """Return the words of each text, in all their spellings, by its weight.

    Function words are kept in the heaviest text only, so that "Qui sommes-nous" is found by its
    title.
    """
    words = {weight: set(spellings(text[:MAX_TEXT])) for weight, text in texts.items()}
    return {
        weight: found if weight == max(words) else found - STOP_WORDS
        for weight, found in words.items()
    }


def weigh(words: Mapping[int, set[str]]) -> dict[str, int]:
    """Return the weight of each term: the sum over the texts in which it stands, counted once."""
    weights: Counter[str] = Counter()
    for weight, found in words.items():
        weights.update(dict.fromkeys(map(stem, found), weight))
    return {term: min(weight, MAX_WEIGHT) for term, weight in weights.items()}


def entry_of(key: str, document: Document) -> SearchEntry:
    """Return the entry, unsaved, that ``document`` makes under ``key``."""
    return SearchEntry(
        id=entry_id(key),
        key=key,
        branch_id=document.branch_id,
        kind=document.kind,
        title=_shown(document.title, "title"),
        sort_title=fold(document.title)[: SearchEntry._meta.get_field("sort_title").max_length],
        summary=_shown(document.summary, "summary"),
        url=document.url,
    )


def _shown(text: str, field: str) -> str:
    # PostgreSQL refuses a NUL byte that SQLite takes.
    return text.replace("\x00", "")[: SearchEntry._meta.get_field(field).max_length]


def _terms_of(keys: Collection[str]) -> set[str]:
    found = SearchPosting.objects.filter(entry__in=map(entry_id, keys))
    return set(found.values_list("term", flat=True))


def _insert_postings(rows: Iterable[tuple[int, str, int, int]]) -> None:
    """Insert (entry, term, scope, weight) rows.

    By hand: there are a hundred rows an entry, and ``bulk_create`` spends most of a rebuild on
    making model instances of them and taking these apart again. Each database has its own quick
    way to take many rows.
    """
    rows = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(_INSERT_ARRAYS, columns or [[], [], [], []])
        else:
            cursor.executemany(_INSERT_ROW, rows)
