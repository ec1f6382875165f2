"""The demonstration of the federation: five communes, true facts, and what was edited stays."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page, Site

from centre.models import Branch
from communes.models import FederationHomePage, PartnerCommunePage
from home.models import CentreHomePage
from tests.pages.reading import read

COMMUNES = {"Zio 1", "Ogou 1", "Tchaoudjo 1", "Kozah 1", "Tône 1"}


def load(command="load_federation", *arguments) -> str:
    """Run the command and return what it prints."""
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker):
    """What the first run prints; loaded once, each test goes back to that state."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture
def demo(printed, db):
    """The portal of the demonstration."""
    return FederationHomePage.objects.get()


def test_the_portal_holds_the_five_communes(demo, client):
    assert {branch.commune.name for branch in Branch.objects.all()} == COMMUNES
    homes = CentreHomePage.objects.child_of(demo)
    assert homes.count() == len(COMMUNES)
    assert list(homes.filter(has_building=True).values_list("slug", flat=True)) == ["ogou-1"]
    assert "Atakpamé" in read(client, "/").main


def test_what_nobody_published_is_empty(demo):
    for page in PartnerCommunePage.objects.all():
        assert (page.joined_on, page.office_phone, page.focal_phone) == (None, "", "")
        assert page.is_demonstration
        assert not page.actions.exists()
    opened = PartnerCommunePage.objects.filter(status="live")
    assert [page.commune.name for page in opened] == ["Ogou 1"]


def test_every_published_page_opens_and_is_marked(demo, client):
    for page in Page.objects.descendant_of(demo, inclusive=True).live().specific():
        reading = read(client, page.url)
        assert "Démonstration" in reading.words("header .demonstration"), page.url


def test_an_event_stands_under_the_commune_that_it_names(demo, client):
    assert "grand marché de Tsévié" in read(client, "/communes/zio-1/").main
    assert "Sokodé" in read(client, "/communes/tchaoudjo-1/").words("aside.beside")
    assert "commerçantes" not in read(client, "/communes/tone-1/").main


def test_a_page_of_the_federation_stands_in_each_commune(demo, client):
    for home in CentreHomePage.objects.child_of(demo):
        page = read(client, f"/{home.slug}/le-projet/")
        assert page.words("h1") == "Le projet des cinq communes"
        assert Page.objects.child_of(home).get(slug="le-projet").alias_of.slug == "le-projet"


def test_accounts_are_printed(printed, demo):
    for name in ("directrice ", "directrice-zio-1 ", "federation "):
        assert f"  {name}" in printed


def test_a_second_run_adds_nothing_and_keeps_what_was_edited(demo):
    partner = PartnerCommunePage.objects.get(commune__name="Zio 1")
    partner.title = "Tsévié, Zio 1"
    partner.save_revision().publish()
    before = sorted(Page.objects.values_list("pk", "latest_revision_id"))
    assert load().startswith("0 ")
    assert sorted(Page.objects.values_list("pk", "latest_revision_id")) == before


def test_the_demonstration_of_one_commune_leaves_it_alone(demo, client):
    assert load("load_demo").startswith("0 ")
    assert Site.objects.get(is_default_site=True).root_page_id == demo.pk
