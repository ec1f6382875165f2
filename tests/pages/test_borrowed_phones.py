"""A service without a number is called at its place, else at the centre."""

import json

import pytest

from home.models import CentrePhone
from services.models import PhoneType, PlacePhone, ServicePhone, Visibility
from tests.factories.services import PlaceFactory, ServicePageFactory, phone
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

PAPER = "/imprimer/services/"
CARDS = "/imprimer/sms/"
OWN, OF_PLACE, OF_CENTRE = "+22890000001", "+22890000002", "+22890000003"
AT_PLACE = "Appeler le 90 00 00 02 Numéro de : La maison"
AT_CENTRE = "Appeler le 90 00 00 03 Numéro de : Centre d’essai"


@pytest.fixture
def centre(home):
    """The centre, with a number."""
    home.title = "Centre d’essai"
    home.phones = [phone(CentrePhone, OF_CENTRE)]
    home.save_revision().publish()


@pytest.fixture
def place(branch):
    """A place with a number."""
    return PlaceFactory(branch=branch, name="La maison", phones=[phone(PlacePhone, OF_PLACE)])


def structured_data(page) -> dict:
    return json.loads(page.soup.find("script", type="application/ld+json").string)


def telephones(page) -> list[str]:
    channels = structured_data(page).get("availableChannel", [])
    points = [one.get("servicePhone") or one.get("serviceSmsNumber") for one in channels]
    return [point["telephone"] for point in points if point]


def test_its_own_number_is_enough(client, centre, place):
    service = ServicePageFactory(places=[place], phones=[phone(ServicePhone, OWN)])
    page = read(client, service.url)
    assert page.each(".buttons li") == ["Appeler le 90 00 00 01"]
    assert telephones(page) == [OWN]


def test_else_that_of_its_place(client, centre, place):
    service = ServicePageFactory(title="Couture", introduction="", places=[place])
    page = read(client, service.url)
    assert page.each(".buttons li") == [AT_PLACE]
    assert page.hrefs(".buttons a") == [f"tel:{OF_PLACE}"]
    assert telephones(page) == [OF_PLACE]
    (entry,) = read(client, PAPER).each(".sheet-entry")
    assert entry.endswith("90 00 00 02 (Appel) Numéro de : La maison")
    assert read(client, CARDS).each(".sms") == [
        "Couture. Appeler le 90 00 00 02. Numéro de : La maison"
    ]


def test_those_of_each_place_once_and_in_their_order(client, branch, place):
    first = PlaceFactory(branch=branch, name="Zone", phones=[phone(PlacePhone, OWN)])
    service = ServicePageFactory(places=[first, place, first])
    page = read(client, service.url)
    assert page.each(".buttons li") == ["Appeler le 90 00 00 01 Numéro de : Zone", AT_PLACE]


def test_else_that_of_the_centre(client, branch, centre):
    place = PlaceFactory(branch=branch, name="Le marché")
    service = ServicePageFactory(title="Couture", introduction="", places=[place])
    page = read(client, service.url)
    assert page.each(".buttons li") == [AT_CENTRE]
    assert telephones(page) == [OF_CENTRE]
    assert structured_data(page)["provider"]["telephone"] == [OF_CENTRE]
    (entry,) = read(client, PAPER).each(".sheet-entry")
    assert entry.endswith("90 00 00 03 (Appel) Numéro de : Centre d’essai")
    assert read(client, CARDS).each(".sms") == [
        "Couture. Appeler le 90 00 00 03. Numéro de : Centre d’essai. Le marché"
    ]


def test_a_confidential_place_lends_no_number(client, branch):
    place = PlaceFactory(branch=branch, confidential=True, phones=[phone(PlacePhone, OF_PLACE)])
    service = ServicePageFactory(places=[place])
    for address in (service.url, PAPER, CARDS):
        html = read(client, address).response.content.decode()
        assert "90 00 00 02" not in html and OF_PLACE not in html
    assert read(client, service.url).each(".buttons li") == ["Téléphone à confirmer"]


def test_a_place_on_request_is_asked_for_by_its_number(client, branch):
    place = PlaceFactory(
        branch=branch, name="La maison", visibility=Visibility.ON_REQUEST,
        phones=[phone(PlacePhone, OF_PLACE)],
    )  # fmt: skip
    service = ServicePageFactory(places=[place])
    assert read(client, service.url).each(".buttons li") == [AT_PLACE]


def test_another_commune_lends_no_number(client, branch, other_branch):
    theirs = other_branch.root_page.specific
    theirs.phones = [phone(CentrePhone, OF_CENTRE)]
    theirs.save_revision().publish()
    service = ServicePageFactory()
    assert read(client, service.url).each(".buttons li") == ["Téléphone à confirmer"]


def test_a_number_given_later_is_shown_at_once(
    client, home, place, django_capture_on_commit_callbacks
):
    service = ServicePageFactory(places=[place])
    assert read(client, service.url).each(".buttons li") == [AT_PLACE]
    with django_capture_on_commit_callbacks(execute=True):
        place.phones.all().delete()
        place.save()
        home.phones = [phone(CentrePhone, OF_CENTRE, type=PhoneType.SMS)]
        home.title = "Centre d’essai"
        home.save_revision().publish()
    page = read(client, service.url)
    assert page.each(".buttons li") == ["SMS au 90 00 00 03 Numéro de : Centre d’essai"]
    assert telephones(page) == [OF_CENTRE]
