"""Answer what somebody typed. Reads only, and at most four queries whatever the size."""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import chain

from centre.search.folding import query_words, stem
from centre.search.selection import Found, Postings, best_postings, near_words, read_entries
from centre.search.typos import completions, corrections, query_prefix_key, query_typo_keys

PER_PAGE = 20
# The bounds that keep the cost of a search the same at a hundred services and at ten thousand.
BEST = 100  # postings read of one term, heaviest first
MIN_BEST = 25  # of each, when there are many
MAX_ROWS = 300  # postings read in all, unless MIN_BEST of each are more
MAX_RESULTS = 60  # entries ranked exactly and shown
MAX_GUESSES = 60  # words tried in place of those that find nothing
MAX_CORRECTIONS = 4  # words one mistake away that stand for a typed one
MAX_COMPLETIONS = 8  # words that a typed one begins


@dataclass(frozen=True, kw_only=True)
class Results:
    """One page of answers.

    ``entries``: those of this page, best first. ``total``: how many were found; "at least" if
    ``total_is_capped``. ``words``: the typed words, folded, that were looked for.
    ``corrections`` and ``completions``: by typed word that finds nothing, the words looked for in
    its place, as they are written. ``ignored``: the typed words that nothing stands for.
    """

    words: list[str]
    entries: list[Found]
    total: int
    total_is_capped: bool
    page: int
    pages: int
    corrections: dict[str, list[str]]
    completions: dict[str, list[str]]
    ignored: list[str]

    @property
    def has_next(self) -> bool:
        return self.page < self.pages

    @property
    def has_previous(self) -> bool:
        return self.page > 1


def search(branch_id: int | None, query: str, page: int = 1, per_page: int = PER_PAGE) -> Results:
    """Return page ``page`` (from 1; one too far is the last) of what ``query`` finds in a branch.

    ``branch_id`` None searches all branches. Entries that hold more of the words come first, then
    those in which they weigh more, then by title. A word that finds nothing is taken for one a
    typing mistake away, else for the beginning of one. Any text is a query; none fails.
    """
    words = _words_of(query)
    postings = _best([word.terms[0] for word in words], branch_id)
    if missing := [word for word in words if word.terms[0] not in postings]:
        _understand(missing, postings, branch_id)
    ranked, capped = _rank(words, postings)
    pages = max(1, -(-len(ranked) // per_page))
    page = min(max(page, 1), pages)
    return Results(
        words=[word.typed for word in words],
        entries=ranked[(page - 1) * per_page : page * per_page],
        total=len(ranked),
        total_is_capped=capped,
        page=page,
        pages=pages,
        corrections={word.typed: word.corrected for word in words if word.corrected},
        completions={word.typed: word.completed for word in words if word.completed},
        ignored=[word.typed for word in words if not word.terms],
    )


@dataclass
class _Word:
    """A word of the query: the terms that stand for it, and how it was understood if not as is."""

    typed: str
    terms: list[str]
    corrected: list[str] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)


def _words_of(query: str) -> list[_Word]:
    """Return the words of a query, of two with the same stem the first."""
    words: dict[str, _Word] = {}
    for typed in query_words(query):
        words.setdefault(stem(typed), _Word(typed, [stem(typed)]))
    return list(words.values())


def _best(terms: Collection[str], branch_id: int | None) -> Postings:
    return best_postings(terms, branch_id, max(MIN_BEST, min(BEST, MAX_ROWS // (len(terms) or 1))))


def _understand(missing: list[_Word], postings: Postings, branch_id: int | None) -> None:
    """Give each of the ``missing`` words the terms meant, or none, and read their postings."""
    vocabulary = near_words(
        {key for word in missing for key in query_typo_keys(word.typed)},
        {query_prefix_key(word.typed) for word in missing} - {""},
    )
    guesses = [
        [
            guess(word.typed, vocabulary)[: MAX_GUESSES // len(missing)]
            for guess in (corrections, completions)
        ]
        for word in missing
    ]
    terms = {stem(guess) for kinds in guesses for guess in chain(*kinds)}
    postings.add(_best(terms - postings.keys(), branch_id))
    for word, kinds in zip(missing, guesses, strict=True):
        near, longer = ([guess for guess in kind if stem(guess) in postings] for kind in kinds)
        near, longer = near[:MAX_CORRECTIONS], longer[:MAX_COMPLETIONS]
        word.terms = [stem(guess) for guess in near or longer]
        word.corrected = [vocabulary[guess] for guess in near]
        word.completed = [vocabulary[guess] for guess in longer if not near]


def _rank(words: list[_Word], postings: Postings) -> tuple[list[Found], bool]:
    """Return the entries that hold any of ``words``, best first, and whether there are more."""
    terms = {term for word in words for term in word.terms}
    incomplete = postings.cut & terms
    ids = _candidates(words, postings)
    chosen = ids[:MAX_RESULTS]
    unread = {term for term in incomplete if not postings[term].keys() >= set(chosen)}
    entries = read_entries(chosen, unread, postings)
    scores = _scores(words, postings, set(chosen))
    entries.sort(key=lambda entry: (*scores[entry.id], entry.sort_title, entry.id))
    return entries, bool(incomplete) or len(ids) > MAX_RESULTS


def _candidates(words: list[_Word], postings: Postings) -> list[int]:
    """Return the ids of the entries read, those that may hold most words first.

    An entry that is not among the best of a term with more postings may still hold that term.
    """
    scores = _scores(words, postings)
    open_words = [word for word in words if postings.cut.intersection(word.terms)]
    known = _scores(open_words, postings)
    none = (0, 0)
    return sorted(
        scores, key=lambda pk: (scores[pk][0] - known.get(pk, none)[0], scores[pk][1], pk)
    )


def _scores(
    words: list[_Word], postings: Postings, among: set[int] | None = None
) -> dict[int, tuple[int, int]]:
    """Return by entry how many words it holds and what they weigh there, both negative.

    A word weighs what the heaviest of the terms that stand for it weighs.
    """
    scores: dict[int, tuple[int, int]] = {}
    for word in words:
        heaviest: dict[int, int] = {}
        for term in word.terms:
            for pk, weight in postings[term].items():
                if (among is None or pk in among) and weight > heaviest.get(pk, 0):
                    heaviest[pk] = weight
        for pk, weight in heaviest.items():
            held, total = scores.get(pk, (0, 0))
            scores[pk] = held - 1, total - weight
    return scores
