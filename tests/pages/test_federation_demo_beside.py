"""The demonstration of the federation where something was loaded before."""

import pytest
from django.core.cache import cache
from django.core.management import CommandError

from communes.models import FederationHomePage
from home.models import CentreHomePage
from tests.factories import make_branch
from tests.pages.reading import read
from tests.pages.test_federation_demo import load

pytestmark = pytest.mark.django_db


def test_the_demonstration_of_one_commune_moves_below_the_portal(client):
    load("load_demo")
    service = read(client, "/services/").hrefs("main .card a")[0]
    cache.clear()
    load()
    assert CentreHomePage.objects.get(slug="ogou-1").get_parent().slug == "federation"
    assert read(client, f"/ogou-1{service}")
    assert read(client, "/agenda/").hrefs("main .event a")[0].startswith("/ogou-1/agenda/")
    assert load().startswith("0 ")


def test_it_is_not_loaded_over_pages_of_somebody_else():
    branch = make_branch("Zio 1", is_default_site=True)
    branch.root_page.specific.save_revision()
    with pytest.raises(CommandError):
        load()
    assert not FederationHomePage.objects.exists()
