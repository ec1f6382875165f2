"""A page of the portal is kept, and right as soon as any commune has published."""

import pytest
from django.core.cache import caches
from wagtail.models import PageViewRestriction

from centre.reference import load_communes
from communes.models import PlanAction
from services.models import Organisation
from tests.factories import (
    AwarenessEventPageFactory,
    NeedFactory,
    OrganisationFactory,
    ServicePageFactory,
    StandardPageFactory,
    on,
)
from tests.factories.communes import make_commune, make_partner, make_portal

pytestmark = pytest.mark.django_db

PAGES = ("/", "/besoins/sante/", "/agenda/", "/acteurs/", "/communes/", "/communes/ogou-1/")


@pytest.fixture(autouse=True)
def kept_pages(settings, clock):
    """Pages are kept, and none is at first."""
    clock("2026-11-23 09:00")
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def ogou(commit):
    def make():
        load_communes()
        branch = make_commune("Ogou 1")
        ServicePageFactory(branch=branch, needs=[NeedFactory(slug="sante")])
        OrganisationFactory(branch=branch, name="Première")
        make_partner("Ogou 1")
        return branch

    return commit(make)


def said(client):
    return {page: client.get(page).content.decode() for page in PAGES}


def test_who_comes_second_costs_one_query(client, ogou, django_assert_num_queries):
    first = said(client)
    for page in PAGES:
        with django_assert_num_queries(1):
            assert client.get(page).content.decode() == first[page]


def test_what_a_commune_publishes_is_on_the_portal_at_once(client, ogou, commit):
    said(client)
    commit(
        lambda: [
            AwarenessEventPageFactory(branch=ogou, title="Toute neuve", dates=[on("2026-11-25")]),
            ServicePageFactory(branch=ogou, title="Soin neuf", needs=[NeedFactory(slug="sante")]),
            OrganisationFactory(branch=ogou, name="Association neuve"),
        ]
    )
    now = said(client)
    assert all("Toute neuve" in now[page] for page in ("/", "/agenda/", "/communes/ogou-1/"))
    assert "Soin neuf" in now["/besoins/sante/"]
    assert "Association neuve" in now["/acteurs/"]


def test_what_a_commune_takes_away_leaves_at_once(client, ogou, commit):
    assert "Première" in said(client)["/acteurs/"]
    commit(lambda: Organisation.objects.all().delete())
    assert "Première" not in said(client)["/acteurs/"]
    commit(
        lambda: PageViewRestriction.objects.create(page=ogou.root_page, restriction_type="login")
    )
    assert "/ogou-1/" not in said(client)["/"]


def test_what_the_federation_publishes_is_there_at_once(client, ogou, commit):
    said(client)
    portal = make_portal()
    portal.introduction = "Une phrase toute neuve."
    commit(lambda: portal.save_revision().publish())
    assert "Une phrase toute neuve." in said(client)["/"]
    commit(lambda: StandardPageFactory(parent=portal, title="Le projet", show_in_menus=True))


def test_a_plan_that_is_published_is_there_at_once(client, ogou, commit):
    said(client)
    page = ogou.commune.partner_page
    page.actions = [PlanAction(title="Ouvrir un bureau d’écoute")]
    commit(lambda: page.save_revision().publish())
    assert "Ouvrir un bureau d’écoute" in said(client)["/communes/ogou-1/"]


def test_a_date_that_is_over_leaves_by_itself(client, ogou, commit, clock):
    commit(
        lambda: AwarenessEventPageFactory(
            branch=ogou, title="Ce matin", dates=[on("2026-11-23", "08:00", "09:02")]
        )
    )
    assert "Ce matin" in said(client)["/agenda/"]
    clock("2026-11-23 09:03")
    assert "Ce matin" not in said(client)["/agenda/"]
