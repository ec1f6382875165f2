"""The directory on paper, and each service in one SMS."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.cards import LIMIT, card_text
from services.models import ExceptionalHours, ServicePhone, Visibility
from services.views import PRINTED_PER_PAGE
from tests.factories.services import PlaceFactory, ServicePageFactory, phone, week_hours
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

PAPER = "/imprimer/services/"
CARDS = "/imprimer/sms/"


@pytest.fixture
def service(branch, clock):
    """A service with all that paper tells."""
    clock("2026-03-03 09:00")
    day = dt.date(2026, 3, 3)
    place = PlaceFactory(
        branch=branch,
        name="La maison",
        transportation="Le portail vert.",
        opening_hours=week_hours(("08:00", "12:00")),
        exceptional_hours=[ExceptionalHours(start=day, end=day, reason="inventaire")],
    )
    return ServicePageFactory(
        title="Écoute",
        introduction="Une personne vous reçoit.",
        is_free=True,
        can_come_without=True,
        places=[place],
        phones=[phone(ServicePhone, "+22890000001", description="l’accueil")],
    )


def test_paper_tells_the_usual_hours_and_nothing_of_today(client, service):
    page = read(client, PAPER)

    assert page.each(".sheet-entry") == [
        "Écoute Une personne vous reçoit. Gratuit Aucun papier demandé"
        " La maison : Le portail vert."
        " lundi à vendredi 8 h – 12 h ; samedi et dimanche fermé"
        " 90 00 00 01 (Appel, l’accueil)"
    ]
    assert "Imprimé le 3 mars 2026." in page.main


def test_what_is_unknown_is_to_be_confirmed_on_paper_too(client, branch):
    ServicePageFactory(title="Couture", introduction="", places=[PlaceFactory(branch=branch)])

    (entry,) = read(client, PAPER).each(".sheet-entry")

    assert "horaires à confirmer" in entry
    assert entry.endswith("Téléphone à confirmer")


@pytest.mark.parametrize("visibility", [Visibility.ON_REQUEST, Visibility.CONFIDENTIAL])
def test_paper_tells_no_whereabouts_of_a_place_that_is_not_public(client, branch, visibility):
    known = {"transportation": "Le portail vert"} if visibility == Visibility.ON_REQUEST else {}
    place = PlaceFactory(
        branch=branch, visibility=visibility, **({"transportation": "", "town": "Gléi"} | known)
    )
    ServicePageFactory(places=[place])

    for address in (PAPER, CARDS):
        html = read(client, address).response.content.decode()
        assert "Le portail vert" not in html
        assert "Gléi" not in html


@pytest.mark.parametrize("address", [PAPER, CARDS])
def test_pages_of_sixty(client, branch, address):
    for number in range(PRINTED_PER_PAGE + 1):
        ServicePageFactory(title=f"Service {number:02}")
    ServicePageFactory(title="Brouillon", live=False)

    first = read(client, address)
    (following,) = first.hrefs("a[rel=next]")
    second = read(client, address + following)

    assert PRINTED_PER_PAGE == 60
    assert len(first.each(".sheet h2, .card h2")) == 60
    assert second.each(".sheet h2, .card h2") == ["Service 60"]
    assert not second.soup.select("a[rel=next]")


def test_a_card_tells_the_number_before_the_rest(client, service):
    assert read(client, CARDS).each(".sms") == [
        "Écoute. Gratuit. Appeler le 90 00 00 01. La maison. Une personne vous reçoit."
    ]


def test_every_card_fits_one_sms(client, branch):
    long = "Un mot assez long pour dépasser la limite quand il revient. " * 3
    for length in (20, 100, 160, 255):
        ServicePageFactory(title=long[:length].strip(), introduction=long[:160].strip())

    cards = [p.get_text() for p in read(client, CARDS).soup.select(".sms")]

    assert len(cards) == 4
    assert all(0 < len(card) <= 160 for card in cards)


def test_an_empty_directory_says_so(client, branch):
    for address in (PAPER, CARDS):
        assert "Aucun service n’est encore publié." in read(client, address).main


@example(title="a" * 160, parts=[])
@example(title="a" * 161, parts=[])
@example(title="a" * 100, parts=["b" * 58])
@example(title="a" * 100, parts=["b" * 59])
@given(title=st.text(min_size=1, max_size=300), parts=st.lists(st.text(max_size=200), max_size=6))
def test_a_card_never_passes_the_limit_and_always_names_the_service(title, parts):
    text = card_text(title, parts)

    assert len(text) <= LIMIT == 160
    if len(title) > LIMIT:
        assert title.startswith(text.removesuffix("…"))
        return
    assert text.startswith(title)
    rest = text.removeprefix(title)
    for part in filter(None, parts):
        rest = rest.removeprefix(f". {part}")
    assert rest == ""  # what is there is there whole, in its order
