"""A search without any database: reads every text for every query, and needs no index.

What the real one answers is compared with it, on SQLite and on PostgreSQL: both being equal to the
same third, they are equal to each other.
"""

from random import Random

from centre.models.search import entry_id
from centre.search.documents import BODY, KEYWORDS, SUMMARY, TITLE, Document
from centre.search.folding import STOP_WORDS, fold, query_words, singular, spellings, stem
from centre.search.index import weigh, words_by_weight
from centre.search.typos import completions, corrections

WORDS = """
alphabétisation femme femmes formation formations couture maraîchage violence violences conjugale
écoute acte naissance nationalité crédit crédits micro-crédit épargne tontine consultation prénatale
vaccination grossesse accouchement hébergement héritage mariage pension handicap jeunes informatique
coiffure tissage élevage marché citoyenneté garderie kpekpeɖeŋu Eʋegbe Ifɛ̀ l’enfant d’aide santé
sans avec pour travail travaux hôpital hôpitaux couturière formateur formatrice 1014 24 école
""".split()  # noqa: SIM905 (fifty quoted words do not read)
MISTYPED = [
    "formatoin",
    "violance",
    "alphabetisasion",
    "naisance",
    "tontinne",
    "eritage",
    "coutrue",
]
BEGUN = ["alphab", "maraich", "nat", "coif", "xyz", "qq", "inform"]


def corpus(size: int, branches: list[int | None], seed: int = 1) -> dict[str, Document]:
    """Return ``size`` documents of everyday words, the same on every run."""
    random = Random(seed)
    return {
        f"t.thing:{number}": Document(
            branch_id=random.choice(branches),
            kind="service",
            title=" ".join(random.choices(WORDS, k=2)).capitalize(),
            url=f"services/{number}/",
            texts={
                TITLE: " ".join(random.choices(WORDS, k=2)),
                KEYWORDS: " ".join(random.choices(WORDS, k=2)),
                SUMMARY: " ".join(random.choices(WORDS, k=4)),
                BODY: " ".join(random.choices(WORDS, k=10)),
            },
        )
        for number in range(size)
    }


def queries(count: int, seed: int = 2) -> list[str]:
    """Return queries of one to four words, some mistyped, unfinished or found nowhere."""
    random = Random(seed)
    pool = WORDS * 2 + [fold(word) for word in WORDS] + MISTYPED + BEGUN
    return [" ".join(random.choices(pool, k=random.randint(1, 4))) for _ in range(count)]


def reference(documents: dict[str, Document], branch_id: int, query: str) -> list[str]:
    """Return the keys that ``query`` finds in a branch, best first."""
    shown = {
        key: weigh(words_by_weight(document.texts))
        for key, document in documents.items()
        if document.branch_id in (branch_id, None)
    }
    stems = {term for weights in shown.values() for term in weights}
    asked = {stem(word): word for word in reversed(query_words(query))}
    meant = [_meant(term, word, stems, _vocabulary(documents)) for term, word in asked.items()]
    ranked = []
    for key, weights in shown.items():
        held = [max((weights.get(term, 0) for term in terms), default=0) for terms in meant]
        if any(held):
            order = -sum(map(bool, held)), -sum(held), fold(documents[key].title), entry_id(key)
            ranked.append((order, key))
    return [key for _, key in sorted(ranked)]


def _meant(term: str, word: str, stems: set[str], vocabulary: set[str]) -> list[str]:
    if term in stems:
        return [term]
    for guess, most in ((corrections, 4), (completions, 8)):
        meant = [stem(found) for found in guess(word, vocabulary) if stem(found) in stems]
        if meant:
            return meant[:most]
    return []


def _vocabulary(documents: dict[str, Document]) -> set[str]:
    texts = [text for document in documents.values() for text in document.texts.values()]
    words = {word for text in texts for word in spellings(text)} - STOP_WORDS
    words |= {singular(word) for word in words if stem(singular(word)) == stem(word)}
    return {word for word in words if word.isalpha() and len(word) > 3}
