"""What a search answers. PostgreSQL is asked the same by tests/postgres/test_search_parity.py."""

import pytest

from centre.models.search import SearchPosting
from centre.search import query as search_module
from centre.search.documents import BODY, KEYWORDS, SUMMARY, TITLE, Document
from centre.search.folding import stem
from centre.search.index import index_documents, index_entry, remove_entry
from centre.search.query import search
from tests.search_reference import corpus, queries, reference

pytestmark = pytest.mark.django_db


def put(branch, title, key=None, **texts):
    """Index a service of ``branch`` (None: of all) by its title, as everybody else does."""
    index_entry(
        branch_id=branch.pk if branch else None,
        key=key or f"t.thing:{title}",
        kind="service",
        title=title,
        summary=texts.get("summary", ""),
        url=f"services/{title}/",
        texts={
            TITLE: title,
            KEYWORDS: texts.get("keywords", ""),
            SUMMARY: texts.get("summary", ""),
            BODY: texts.get("body", ""),
        },
    )


def titles(branch, query, **options):
    return [entry.title for entry in search(branch.pk, query, **options).entries]


def test_every_query_finds_what_reading_everything_finds(branch, other_branch):
    documents = corpus(60, [branch.pk, branch.pk, other_branch.pk, None])
    index_documents(documents)
    for query in queries(80):
        expected = reference(documents, branch.pk, query)
        found = search(branch.pk, query, per_page=100)
        assert [entry.key for entry in found.entries] == expected, query
        assert found.total == len(expected)


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Alphabétisation", "ALPHABETISATION"),
        ("Acte de naissance de l’enfant", "actes de naissances d'enfants"),
        ("Kpekpeɖeŋu", "kpekpedenu"),
        ("Kpekpeɖeŋu", "Kpekpedengu"),
        ("Eʋegbe", "ewegbe"),
        ("Alphabétisation", "alphabetisasion"),
        ("Formation", "formatoin"),
        ("Violences", "violance"),
        ("Violence", "vilences"),
        ("Alphabétisation", "alpha"),
        ("Micro-crédit", "microcrédits"),
        ("Microcrédit", "micro-credit"),
        ("Numéro vert 1014", "1014"),
        ("Qui sommes-nous ?", "qui sommes nous"),
        ("Avec elles", "avec elles"),
        ("Couturière", "couturier"),
        ("V.B.G.", "vbg"),
    ],
)
def test_it_is_found_as_people_type(branch, title, query):
    put(branch, title)
    assert titles(branch, query) == [title]


@pytest.mark.parametrize("query", ["formulaire", "1015", "101", "naître", "le", "couscous", "zz"])
def test_it_is_not_found_by_something_else(branch, query):
    put(branch, "Acte de naissance, 1014, formation, couture")
    assert titles(branch, query) == []


def test_function_words_count_in_titles_only(branch):
    put(branch, "Avec elles", key="title")
    put(branch, "Autrement", key="body", body="avec elles")
    assert titles(branch, "avec elles") == ["Avec elles"]


def test_everyday_words_find_a_service(branch):
    put(branch, "Être accompagnée", keywords="mon mari me frappe, coups")
    assert titles(branch, "mon mari me frappe") == ["Être accompagnée"]


def test_more_words_come_first_then_weight_then_title(branch):
    put(branch, "Zone de couture", key="a")
    put(branch, "Atelier", key="b", body="formation, couture")
    put(branch, "École de couture", key="c")
    put(branch, "Divers", key="d", body="couture")
    put(branch, "Entraide", key="e")
    assert titles(branch, "formation couture") == [
        "Atelier",
        "École de couture",
        "Zone de couture",
        "Divers",
    ]


def test_a_branch_shows_its_own_and_what_all_share(branch, other_branch):
    put(branch, "Écoute ici", key="here")
    put(other_branch, "Écoute ailleurs", key="elsewhere")
    put(None, "Écoute partout", key="everywhere")
    assert titles(branch, "écoute") == ["Écoute ici", "Écoute partout"]
    assert titles(other_branch, "écoute") == ["Écoute ailleurs", "Écoute partout"]
    everywhere = search(None, "écoute")
    assert [entry.branch_id for entry in everywhere.entries] == [other_branch.pk, branch.pk, None]


def test_nobody_is_corrected_to_a_word_of_another_branch(branch, other_branch):
    put(other_branch, "Saponification")
    for typed in ("saponificasion", "sapon"):
        results = search(branch.pk, typed)
        assert (results.entries, results.corrections, results.completions) == ([], {}, {})
        assert results.ignored == [typed]


def test_the_words_of_other_branches_do_not_crowd_out_those_of_this_one(branch, other_branch):
    for letter in "bcdfghjklm":
        put(other_branch, f"{letter}outure", key=f"near:{letter}")
        put(other_branch, f"perl{letter}", key=f"begun:{letter}")
    put(branch, "Soutures de perles fines")
    assert titles(branch, "outure") == ["Soutures de perles fines"]
    assert titles(branch, "perl") == ["Soutures de perles fines"]


def test_what_was_understood_is_said(branch):
    put(branch, "Égalité, épargne et élevage")
    results = search(branch.pk, "egalitte epar zzzzz elevage")
    assert results.words == ["egalitte", "epar", "zzzzz", "elevage"]
    assert results.corrections == {"egalitte": ["égalité"]}
    assert results.completions == {"epar": ["épargne"]}
    assert results.ignored == ["zzzzz"]


def test_a_removed_entry_is_found_by_nothing(branch):
    put(branch, "Saponification", key="gone")
    remove_entry("gone")
    remove_entry("gone")
    assert titles(branch, "saponification") == []
    assert titles(branch, "saponificasion") == []


def test_indexing_again_replaces(branch):
    put(branch, "Ancien titre", key="same", body="maraîchage")
    put(branch, "Nouveau nom", key="same")
    assert titles(branch, "ancien maraîchage") == []
    assert titles(branch, "nouveau") == ["Nouveau nom"]


def test_pages(branch):
    for number in range(25):
        put(branch, f"Atelier {number:02}")
    first, last = search(branch.pk, "atelier"), search(branch.pk, "atelier", page=2)
    assert (len(first.entries), first.has_next, first.has_previous) == (20, True, False)
    assert (len(last.entries), last.has_next, last.has_previous) == (5, False, True)
    assert (first.total, first.pages, first.total_is_capped) == (25, 2, False)
    assert search(branch.pk, "atelier", page=10**9).page == 2
    assert search(branch.pk, "atelier", page=-1).page == 1
    shown = [entry.title for entry in first.entries + last.entries]
    assert shown == sorted(shown) and len(set(shown)) == 25


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "'; DROP TABLE centre_searchentry; --",
        "%_*\\",
        "<script>alert(1)</script>",
        "formation\x00couture",
        "é" * 10**5,
        "mot " * 10**5,
        " ".join(f"mot{n} formatoin{n} inform" for n in range(1000)),
        "😀🏽‍♀️",
        "ŋʋʊ" * 200,
        "2" * 1000,
    ],
)
def test_any_text_is_a_query(branch, query, django_assert_max_num_queries):
    put(branch, "Formation en informatique")
    with django_assert_max_num_queries(4):
        results = search(branch.pk, query)
    assert results.page == results.pages == 1


QUERIES = [
    ("formation", 2),
    ("formation couture", 2),
    ("formatoin", 4),
    ("formatoin violance epar zzzzz", 4),
    ("qqqqqq", 2),
    ("", 0),
]


@pytest.mark.parametrize("size", [1, 300])
@pytest.mark.parametrize(("query", "most"), QUERIES)
def test_few_queries_that_only_read(branch, size, query, most, django_assert_max_num_queries):
    documents = corpus(size, [branch.pk])
    put(branch, "Formation, couture, violence, épargne")
    index_documents(documents)
    with django_assert_max_num_queries(most) as captured:
        search(branch.pk, query)
    assert all(each["sql"].lstrip("( ").startswith("SELECT") for each in captured)


@pytest.fixture
def narrow(monkeypatch):
    """Lower the bounds, to reach them with few entries."""
    for name, value in {"BEST": 5, "MIN_BEST": 5, "MAX_ROWS": 20, "MAX_RESULTS": 8}.items():
        monkeypatch.setattr(search_module, name, value)


def test_what_is_cut_off_is_the_lightest_and_said(branch, narrow):
    for number in range(12):
        put(branch, f"Atelier {number:02}", body="couture")
    put(branch, "Couture", key="title")
    results = search(branch.pk, "couture")
    assert results.entries[0].title == "Couture"
    assert (results.total, results.total_is_capped) == (5, True)
    assert titles(branch, "couture") == titles(branch, "couture")


def test_a_rare_word_is_never_lost_among_frequent_ones(branch, narrow):
    for number in range(20):
        put(branch, f"Formation {number:02}", body="couture")
    put(branch, "Autre chose", body="formation, couture, saponification")
    results = search(branch.pk, "formation couture saponification")
    assert results.entries[0].title == "Autre chose"
    assert results.total_is_capped


def test_the_weights_of_frequent_words_are_exact(branch, narrow):
    """An entry outside the best of a frequent word is still ranked with all it holds."""
    for number in range(12):
        put(branch, f"Formation {number:02}", key=f"many:{number}")
    put(branch, "Les deux", key="both", body="formation tissage")
    assert titles(branch, "formation tissage")[0] == "Les deux"


def test_texts_too_long_or_binary_are_indexed_all_the_same(branch):
    document = Document(
        branch_id=branch.pk,
        kind="page",
        title="Titre\x00" + "x" * 400,
        summary="\x00" + "y" * 1000,
        url="page/",
        texts={TITLE: "Titre", BODY: "mot\x00 " * 10**5 + "z" * 10**5},
    )
    index_documents({"t.thing:long": document})
    (entry,) = search(branch.pk, "titre mot").entries
    assert len(entry.title) == 255
    assert "\x00" not in entry.title + entry.summary


def test_a_term_is_stored_once_with_the_sum_of_its_weights(branch):
    put(branch, "Couture", key="k", keywords="coutures", body="la couture, coutures")
    posting = SearchPosting.objects.get(term=stem("couture"))
    assert posting.weight == TITLE + KEYWORDS + BODY
    assert posting.scope == branch.pk
