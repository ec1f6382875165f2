"""The bounded reads of a search: at most four queries, none of which grows with the content."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import FilteredRelation, Q, QuerySet

from centre.models.search import SHARED, SearchEntry, SearchPosting, SearchWordKey

TYPO_ROWS = 500
PREFIX_ROWS = 200


class Postings(dict[str, dict[int, int]]):
    """The weights by entry of each term, and in ``cut`` the terms that may have more of them."""

    def __init__(self):
        super().__init__()
        self.cut: set[str] = set()

    def add(self, others: "Postings") -> None:
        """Take in the postings of other terms."""
        self.update(others)
        self.cut |= others.cut


class Found(NamedTuple):
    """An entry as a line of results shows it; ``url`` is relative to the branch's root."""

    id: int
    key: str
    branch_id: int | None
    kind: str
    title: str
    sort_title: str
    summary: str
    url: str


def best_postings(terms: Collection[str], branch_id: int | None, limit: int) -> Postings:
    """Return the best postings of each term in what a branch shows (None: all branches).

    At most ``limit`` of each term among the branch's own, and as many among the shared ones.
    """
    scopes = [[]] if branch_id is None else [[branch_id], [SHARED]]
    # Compiled once: the same select serves every term.
    sql, _ = _compiled(SearchPosting.objects.best("", None if branch_id is None else SHARED, limit))
    rows = _one_query([(sql, [term, *scope]) for term in sorted(terms) for scope in scopes])
    postings = Postings()
    read: Counter[tuple[str, int | None]] = Counter()
    for term, scope, entry_id, weight in rows:
        postings.setdefault(term, {})[entry_id] = weight
        read[term, None if branch_id is None else scope] += 1
    postings.cut = {term for (term, _), count in read.items() if count >= limit}
    return postings


def near_words(typo_keys: Collection[str], prefix_keys: Collection[str]) -> dict[str, str]:
    """Return the words of the vocabulary under these keys, and how each is written."""
    words = SearchWordKey.objects.order_by("word_id").values_list("word__word", "word__written")
    parts = [words.filter(key__in=sorted(typo_keys))[:TYPO_ROWS]] if typo_keys else []
    parts += [words.filter(key=key)[:PREFIX_ROWS] for key in sorted(prefix_keys)]
    return dict(_one_query([_compiled(part) for part in parts]))


def read_entries(ids: Collection[int], terms: Collection[str], postings: Postings) -> list[Found]:
    """Return the entries, and complete ``postings`` with what these weigh for ``terms``."""
    entries = SearchEntry.objects.filter(pk__in=ids)
    if not terms:
        return [Found(*row) for row in entries.values_list(*Found._fields)]
    held = FilteredRelation("postings", condition=Q(postings__term__in=sorted(terms)))
    rows = entries.annotate(held=held).values_list(*Found._fields, "held__term", "held__weight")
    found = {}
    for *fields, term, weight in rows:
        entry = found.setdefault(fields[0], Found(*fields))
        if term is not None:
            postings[term][entry.id] = weight
    return list(found.values())


def _compiled(queryset: QuerySet) -> tuple[str, Sequence]:
    return queryset.query.get_compiler(connection=connection).as_sql()


def _one_query(parts: Sequence[tuple[str, Sequence]]) -> list[tuple]:
    """Return the rows of several limited selects in one query.

    Django refuses the union of slices on SQLite, which takes them as sub-queries like PostgreSQL.
    """
    if not parts:
        return []
    sql = " UNION ALL ".join(
        f"SELECT * FROM ({part}) AS part_{number}"  # noqa: S608 (Django's SQL, values apart)
        for number, (part, _) in enumerate(parts)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _, values in parts for value in values])
        return cursor.fetchall()
