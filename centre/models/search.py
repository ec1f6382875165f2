"""The tables of the public search: what can be found, by which terms, and the words people mean.

Written by `centre.search.index`, read by `centre.search.query`; nothing else touches them. They
hold only what is public already, and `rebuild_search` makes them anew.
"""

import hashlib

from django.db import models

from centre.search.folding import MAX_WORD

__all__ = ["SearchEntry", "SearchPosting", "SearchWord", "SearchWordKey"]

SHARED = 0


def entry_id(key: str) -> int:
    """Return the id of the entry named ``key``: 63 bits of its digest."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1


class SearchPostingQuerySet(models.QuerySet):
    def best(self, term: str, scope: int | None, limit: int) -> models.QuerySet:
        """Return at most ``limit`` (term, scope, entry, weight) of a term, heaviest first.

        ``scope`` is a branch's id, ``SHARED``, or None for everything. Reads ``limit`` rows of the
        index, however many entries of the scope hold the term.
        """
        found = self.filter(term=term)
        if scope is not None:
            found = found.filter(scope=scope)
        ordered = found.order_by("-weight", "entry_id")
        return ordered.values_list("term", "scope", "entry_id", "weight")[:limit]


class SearchEntry(models.Model):
    """Something the public can find, as a line of results shows it.

    ``id`` is drawn from ``key`` (``entry_id``), so equals are cut off in the same order in every
    database, whatever happened there before.
    """

    id = models.BigIntegerField(primary_key=True)
    key = models.CharField(max_length=120)
    branch = models.ForeignKey(
        "centre.Branch",
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        help_text="Empty: every branch shows it.",
    )
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=255)
    sort_title = models.CharField(max_length=60)
    summary = models.CharField(max_length=300)
    url = models.CharField(max_length=500, help_text="Relative to the root of the branch.")

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.title


class SearchPosting(models.Model):
    """One term (a stem) of one entry, and how much it weighs there.

    ``scope`` repeats the entry's branch, 0 for shared ones, so that one index holds the best of a
    term in a branch side by side.
    """

    pk = models.CompositePrimaryKey("entry_id", "term")
    entry = models.ForeignKey(
        SearchEntry, on_delete=models.CASCADE, related_name="postings", db_index=False
    )
    term = models.CharField(max_length=MAX_WORD)
    scope = models.PositiveBigIntegerField()
    weight = models.PositiveSmallIntegerField()

    objects = SearchPostingQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["term", "scope", "-weight", "entry"], name="search_best_of_term")
        ]

    def __str__(self):
        return f"{self.term}: {self.entry_id}"


class SearchWord(models.Model):
    """A folded word of the public texts, in which a mistyped or unfinished word is recognised.

    One vocabulary for all branches: French is the same everywhere, and a word is only ever proposed
    where its stem has a posting.
    """

    word = models.CharField(max_length=MAX_WORD, unique=True)
    stem = models.CharField(max_length=MAX_WORD, db_index=True)
    written = models.CharField(max_length=MAX_WORD, help_text="With its accents, to be shown.")

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.word


class SearchWordKey(models.Model):
    """A key under which a word is looked up; see ``centre.search.typos``."""

    pk = models.CompositePrimaryKey("key", "word_id")
    key = models.CharField(max_length=MAX_WORD)
    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, related_name="keys")

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.key
