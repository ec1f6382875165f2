"""The search page: what was understood, what was found, and always a way on."""

import pytest
from django.utils.html import escape

from centre.search import query as search_query
from centre.search.query import PER_PAGE
from centre.search.rebuild import rebuild
from tests.factories.home import StandardPageFactory
from tests.factories.services import (
    HelpLineFactory,
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

SEARCH = "/recherche/"


@pytest.fixture
def index():
    """A function that makes what was created findable."""
    return rebuild


def found(page) -> list[str]:
    return page.each("main .card h2")


def ways_on(page) -> bool:
    return bool(page.hrefs("main .need") and page.hrefs(".help-strip a[href^=tel]"))


@pytest.fixture
def offer(branch, index):
    HelpLineFactory(number="1014", label="Police")
    need = NeedFactory(slug="apprendre", title="Apprendre")
    ServicePageFactory(
        title="Alphabétisation", slug="lire", introduction="Lire et écrire.", needs=[need]
    )
    ServicePageFactory(title="Couture", keywords="machine à coudre, tailleuse")
    index()


def test_before_any_word_there_are_the_form_and_the_needs(client, offer):
    page = read(client, SEARCH)

    assert page.each("h1") == ["Recherche"]
    assert page.soup.select_one("main input[name=q]")["value"] == ""
    assert not page.soup.select("[role=status]")
    assert ways_on(page)


def test_a_result_says_what_it_is_and_leads_there(client, offer):
    page = read(client, SEARCH, {"q": "ecrire"})

    assert page.words("[role=status]") == "1 résultat"
    assert page.each("main .card") == ["Alphabétisation Lire et écrire."]
    assert page.href("Alphabétisation") == "/services/lire/"
    assert page.soup.select_one("main input[name=q]")["value"] == "ecrire"
    assert ways_on(page)


@pytest.mark.parametrize("query", ["ALPHABETISATION", "l'alphabétisation", "alphabetisasion"])
def test_the_way_it_is_typed_matters_little(client, offer, query):
    assert found(read(client, SEARCH, {"q": query})) == ["Alphabétisation"]


def test_everyday_words_find_a_service_and_are_not_shown(client, offer):
    page = read(client, SEARCH, {"q": "tailleuses"})

    assert found(page) == ["Couture"]
    assert "tailleuse," not in page.main


def test_a_corrected_word_is_told_apart_from_the_count(client, offer):
    page = read(client, SEARCH, {"q": "alphabetisasion"})

    assert page.words("[role=status]") == "1 résultat"
    assert "À la place de « alphabetisasion », nous avons cherché : alphabétisation." in page.each(
        "main p"
    )


def test_nothing_found_is_no_empty_page(client, offer):
    page = read(client, SEARCH, {"q": "xylophone"})

    assert page.words("[role=status]") == (
        "Rien trouvé pour « xylophone ». Essayez un autre mot, ou choisissez ci-dessous."
    )
    assert ways_on(page)


def test_the_words_are_words_and_not_markup(client, offer):
    words = '<b>couture</b> & "fil" \''

    page = read(client, SEARCH, {"q": words})

    assert page.soup.select_one("main input[name=q]")["value"] == words
    assert not page.soup.select("main b")
    assert escape(words) in page.response.content.decode()


def test_results_go_on_with_the_same_words(client, branch, index):
    for number in range(PER_PAGE + 3):
        ServicePageFactory(title=f"Atelier {number:02}")
    index()
    words = "atelier & été=?"

    first = read(client, SEARCH, {"q": words})
    (following,) = first.hrefs("a[rel=next]")
    second = read(client, SEARCH + following)
    (back,) = second.hrefs("a[rel=prev]")

    assert len(found(first)) == PER_PAGE
    assert len(found(second)) == 3
    assert not second.soup.select("a[rel=next]")
    assert second.soup.select_one("main input[name=q]")["value"] == words
    assert found(read(client, SEARCH + back)) == found(first)
    assert first.words("[role=status]") == f"{PER_PAGE + 3} résultats"


def test_more_results_than_are_shown_are_announced(client, branch, index, monkeypatch):
    monkeypatch.setattr(search_query, "MAX_RESULTS", 2)
    for number in range(3):
        ServicePageFactory(title=f"Atelier {number}")
    index()

    page = read(client, SEARCH, {"q": "atelier"})

    assert len(found(page)) == 2
    assert page.words("[role=status]") == "Au moins 2 résultats"


def test_only_what_everybody_may_see_is_found(client, home, branch, index):
    ServicePageFactory(title="Secret brouillon", live=False)
    ServicePageFactory(title="Secret terminé", status="defunct")
    PlaceFactory(branch=branch, name="Secret gardé", confidential=True)
    PlaceFactory(branch=branch, name="Secret sur demande", visibility="on_request")
    OrganisationFactory(branch=branch, name="Réseau", focal_person="Secret nommé")
    StandardPageFactory(parent=home, title="Secret public")
    index()

    assert found(read(client, SEARCH, {"q": "secret"})) == ["Secret public"]


def test_a_commune_finds_its_own(client, branch, other_branch, index):
    ServicePageFactory(title="Couture ici")
    ServicePageFactory(title="Couture ailleurs", branch=other_branch)
    PlaceFactory(branch=other_branch, name="Maison de couture")
    index()

    assert found(read(client, SEARCH, {"q": "couture"})) == ["Couture ici"]
    there = read(client, SEARCH, {"q": "couture"}, host="zio-1.example.com")
    assert set(found(there)) == {"Couture ailleurs", "Maison de couture"}


def test_the_words_searched_for_are_in_no_title(client, offer):
    page = read(client, SEARCH, {"q": "couture"})

    assert page.words("title") == "Recherche · Centre de Ogou 1"
