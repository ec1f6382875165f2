"""Keep the words of the public texts, and the keys under which typing mistakes meet them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db.models import Exists, OuterRef

from centre.models.search import SearchPosting, SearchWord, SearchWordKey
from centre.search.documents import Document
from centre.search.folding import STOP_WORDS, as_written, singular, stem
from centre.search.typos import index_keys, is_kept

BATCH = 500


def batches(items: Sequence) -> Iterator[Sequence]:
    """Cut ``items`` into pieces that make queries of a bearable length."""
    for at in range(0, len(items), BATCH):
        yield items[at : at + BATCH]


class Vocabulary:
    """Adds words, remembering those known to be there: one look-up a batch, none for old words."""

    def __init__(self):
        self._known: set[str] = set()

    def add(self, words: Mapping[str, set[str]], documents: Mapping[str, Document]) -> None:
        """Store what is new of the ``words`` of each of ``documents``, by key."""
        fresh: dict[str, str] = {}
        for key, found in words.items():
            unknown = {word for word in found - self._known - STOP_WORDS if is_kept(word)}
            if unknown:
                fresh |= _written(unknown, documents[key])
                self._known |= unknown
        for batch in batches(sorted(fresh)):
            _store({word: fresh[word] for word in batch})


def forget_unused(stems: Collection[str] | None = None) -> None:
    """Delete the words whose stem no longer finds anything, among ``stems`` or among all."""
    words = SearchWord.objects.all()
    if stems is not None:
        words = words.filter(stem__in=stems)
    unused = words.filter(~Exists(SearchPosting.objects.filter(term=OuterRef("stem"))))
    for batch in batches(list(unused.values_list("pk", flat=True))):
        SearchWordKey.objects.filter(word__in=batch).delete()
        SearchWord.objects.filter(pk__in=batch).delete()


def _written(words: set[str], document: Document) -> dict[str, str]:
    """Return how the folded ``words`` are written in a document, with their singulars."""
    written = as_written(" ".join(document.texts.values()))
    shown = {word: written.get(word, word) for word in words}
    singulars = {
        singular(word): singular(written)
        for word, written in shown.items()
        if stem(singular(word)) == stem(word) and is_kept(singular(word))
    }
    return singulars | shown


def _store(words: dict[str, str]) -> None:
    known = SearchWord.objects.filter(word__in=words).values_list("word", flat=True)
    fresh = sorted(words.keys() - set(known))
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, stem=stem(word), written=words[word]) for word in fresh],
        ignore_conflicts=True,
    )
    stored = SearchWord.objects.filter(word__in=fresh).values_list("pk", "word")
    SearchWordKey.objects.bulk_create(
        [SearchWordKey(key=key, word_id=pk) for pk, word in stored for key in index_keys(word)],
        ignore_conflicts=True,
    )
