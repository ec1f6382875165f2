"""A commune that has just joined shows no empty page: whom to call stands where needs will be."""

import pytest
from wagtail.models import Page, Site

from centre.tenancy.branches import create_branch
from home.models import CentrePhone
from tests.factories import (
    CentreHomePageFactory,
    CommuneFactory,
    HelpLineFactory,
    NeedFactory,
    ServicePageFactory,
    phone,
)
from tests.factories.services import ServiceIndexPageFactory
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

SENTENCE = "Pour avoir de l’aide dès maintenant, appelez :"
PAGES = {"/": 200, "/recherche/?q=naissance": 200, "/recherche/": 200, "/nulle-part/": 404}


@pytest.fixture
def new_home(db):
    """The home page of a commune that has nothing else."""
    home = CentreHomePageFactory(
        parent=Page.get_first_root_node(), title="Centre neuf", slug="haho-1", town_name="Notsé"
    )
    create_branch(home, CommuneFactory(name="Haho 1"))
    Site.objects.filter(is_default_site=True).update(root_page=home)
    NeedFactory(title="Ma santé")
    HelpLineFactory(number="1014", label="Signaler un viol")
    return home


@pytest.mark.parametrize(("address", "status"), PAGES.items())
def test_whom_to_call_stands_where_needs_will_be(client, new_home, address, status):
    new_home.phones = [phone(CentrePhone, "+22890000001")]
    new_home.save()
    page = read(client, address, status=status)
    assert SENTENCE in page.main
    assert "tel:+22890000001" in page.hrefs("main .buttons a")
    assert page.href("1014") == "tel:1014"
    assert "/numeros-utiles/" in page.hrefs("main a.way")
    assert not page.soup.select("ul:not(:has(li))")


def test_a_list_of_services_without_any_says_the_same(client, new_home):
    ServiceIndexPageFactory(parent=new_home, slug="services")
    page = read(client, "/services/")
    assert SENTENCE in page.main
    assert "Choisissez ce dont vous avez besoin" not in page.main
    assert not page.soup.select("ul:not(:has(li))")


def test_without_a_phone_the_help_numbers_remain(client, new_home):
    page = read(client, "/")
    assert SENTENCE in page.main
    assert "/numeros-utiles/" in page.hrefs("main a.way")


def test_the_first_service_opens_its_door(client, new_home, django_capture_on_commit_callbacks):
    assert SENTENCE in read(client, "/").main
    index = ServiceIndexPageFactory(parent=new_home, slug="services")
    with django_capture_on_commit_callbacks(execute=True):
        service = ServicePageFactory(parent=index, needs=[NeedFactory(title="Ma santé")])
        service.save_revision().publish()
    page = read(client, "/")
    assert page.each(".need-grid a") == ["Ma santé"]
    assert SENTENCE not in page.main
