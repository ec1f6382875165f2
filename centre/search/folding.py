"""Bring any text to plain words and stems, alike for what is indexed and for what is typed.

The order is the agreed one: elisions, then letters, then French stems. Everything that comes out is
made of `a`–`z`, `0`–`9` and single spaces, so no database collation can ever disagree about it.

Letters come from the orthographies of Togo's languages (Éwé, Ifè, Ikposso, Kabiyè, Tem, Moba).
Three of them are typed in more than one way on a French keyboard: the text that is indexed takes
every spelling (`spellings`), the text that is typed takes one (`fold`), so that a query stays one
look-up a word.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from anyascii import anyascii
from snowballstemmer.french_stemmer import FrenchStemmer  # type: ignore[import-untyped]

MAX_WORD = 40
MAX_QUERY_WORDS = 12
MAX_QUERY_CHARACTERS = 400
MAX_SPELLINGS = 8

_SEVERAL_SPELLINGS = {"ŋ": ("n", "ng"), "ʋ": ("v", "u", "w"), "ʊ": ("u", "v")}
_USUAL_SPELLING = str.maketrans({letter: said[0] for letter, said in _SEVERAL_SPELLINGS.items()})
# Greek η and υ stand for ŋ and ʋ in texts typed before phones had the real letters.
_LETTERS = str.maketrans(
    {
        **dict(zip("ɖɛɔƒɣɩǝəɗɓƙεη", "deofgieedbkeŋ", strict=True)),
        "υ": "ʋ",
        **dict.fromkeys("’ʼ‘ʻ′`´ꞌ＇", "'"),
    }
)
_MARKS = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
_ELISIONS = re.compile(r"\b(?:(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)')+")
_INITIALS = re.compile(r"\b(?:[a-z]\.)+[a-z]\b\.?")
_HYPHENATED = re.compile(r"[a-zŋʋʊ]+(?:-[a-zŋʋʊ]+)+")
_WORDS = re.compile(r"[a-z0-9ŋʋʊ]+")
_WRITTEN = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")

# Function words as they are typed, without accents: "ou" is also "où", "a" also "à".
STOP_WORDS = frozenset(
    """
    a ai as au aussi aux avec avoir c ce ceci cela celle celles celui ces cet cette ceux chez ci
    comme comment d dans de des dois donc dont du elle elles en es est et etre eu eux faire fait
    faut ici il ils j je l la le les leur leurs lui m ma mais me mes moi mon n ne ni nos notre
    nous on ont ou par pas peut peux plus pour qu quand que quel quelle quelles quels qui quoi s
    sa sans se ses si soi son sont suis sur t ta te tes toi ton tres tu un une veux vos votre
    voudrais vous y
    """.split()  # noqa: SIM905 (a hundred quoted words do not read)
)
_IRREGULAR = {"travaux": "travail", "yeux": "oeil"}


def fold(text: str) -> str:
    """Return the words of `text` in plain small letters, one space between two; never fails."""
    return " ".join(word.translate(_USUAL_SPELLING)[:MAX_WORD] for word in _words(text))


def query_words(text: str) -> list[str]:
    """Return the folded words of a query: each once, no stop word unless there is nothing else.

    Only the first 400 characters are read and the first 12 words kept: a longer query is a paste.
    """
    words = list(dict.fromkeys(fold(text[:MAX_QUERY_CHARACTERS]).split()))
    telling = [word for word in words if word not in STOP_WORDS]
    return (telling or words)[:MAX_QUERY_WORDS]


def tokens(text: str) -> list[str]:
    """Return the stems a query asks for, in its order, each once."""
    return list(dict.fromkeys(stem(word) for word in query_words(text)))


def spellings(text: str) -> Iterator[str]:
    """Yield every way the words of an indexed text can be typed, stop words included.

    A compound is also yielded joined ("micro-crédit" gives "micro", "credit" and "microcredit").
    At most 8 spellings a word; a word comes as often as it stands in the text.
    """
    readable = _readable(text)
    yield from _spelled(_WORDS.findall(readable))
    yield from _spelled(whole.replace("-", "") for whole in _HYPHENATED.findall(readable))


def as_written(text: str) -> dict[str, str]:
    """Return the words of `text` in small letters with their accents, by their folded form."""
    return {fold(word): word for word in _WRITTEN.findall(text.lower()) if len(word) <= MAX_WORD}


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return the French stem of one folded word."""
    stemmed: str = _stemmer().stemWord(_regular(word))
    return stemmed


def _regular(word: str) -> str:
    """Give a folded word the ending Snowball expects.

    Its rules for `é` and `è` cannot fire on folded letters, and a plural in `s` would take another
    path than its singular ("crédits" and "crédit").
    """
    word = _IRREGULAR.get(word, word)
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 4 and word.endswith("ee"):
        return word[:-1]
    return word[:-1] if len(word) > 5 and word.endswith("iere") else word


def singular(word: str) -> str:
    """Return a folded word without the mark of the plural."""
    return word[:-1] if len(word) > 4 and word[-1] in "sx" else word


def _readable(text: str) -> str:
    """Reduce to plain small letters, punctuation and the letters with several spellings."""
    # Twice, because a small letter may decompose into a capital ("ℌ") and the other way round. The
    # apostrophes come first: "´" decomposes into a space.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold()
    text = _MARKS.sub("", text).translate(_LETTERS)
    text = "".join(letter if letter.isascii() else _plain(letter) for letter in text)
    text = _ELISIONS.sub(" ", text).replace("'", "")
    return _INITIALS.sub(lambda found: found[0].replace(".", "") + " ", text)


def _plain(letter: str) -> str:
    if letter in _SEVERAL_SPELLINGS:
        return letter
    return anyascii(letter).lower() if letter.isalnum() else " "


def _words(text: str) -> list[str]:
    return _WORDS.findall(_readable(text))


def _spelled(words: Iterator[str] | list[str]) -> Iterator[str]:
    for word in words:
        choices = [_SEVERAL_SPELLINGS.get(letter, (letter,)) for letter in word[:MAX_WORD]]
        for spelled in islice(product(*choices), MAX_SPELLINGS):
            yield "".join(spelled)[:MAX_WORD]


_local = threading.local()


def _stemmer() -> FrenchStemmer:
    """A stemmer keeps the word it works on in itself: one for each thread."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = FrenchStemmer()
    return _local.stemmer
