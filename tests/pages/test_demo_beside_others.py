"""The demonstration is never loaded over the work of others."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from wagtail.models import Page, Site

from home.demo.accounts import load_accounts
from home.models import CentreHomePage
from home.serving import serve
from tests.factories import make_branch
from tests.pages.demonstration import load_demo

pytestmark = pytest.mark.django_db


def default_site():
    return Site.objects.get(is_default_site=True)


def test_a_commune_that_has_a_centre_is_left_alone():
    real = make_branch("Ogou 1", is_default_site=True)

    with pytest.raises(CommandError, match="Ogou 1"):
        load_demo()

    assert list(CentreHomePage.objects.all()) == [real.root_page.specific]
    assert not get_user_model().objects.exists()


def test_the_welcome_page_of_a_new_instance_gives_way():
    welcome = default_site().root_page
    home = make_branch().root_page.specific

    serve(home)

    assert default_site().root_page == home.page_ptr
    assert not Page.objects.filter(pk=welcome.pk).exists()


def test_a_welcome_page_that_somebody_edited_stays():
    welcome = default_site().root_page
    welcome.save_revision()

    serve(make_branch().root_page.specific)

    assert default_site().root_page == welcome


def test_a_site_that_serves_another_centre_keeps_its_front_page():
    other = make_branch("Zio 1", is_default_site=True)

    serve(make_branch().root_page.specific)

    assert default_site().root_page == other.root_page


def test_the_port_follows_the_address_of_the_demonstration(settings):
    home = make_branch().root_page.specific
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8000"
    serve(home)

    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8123"
    serve(home)

    assert default_site().root_url == "http://localhost:8123"


def test_a_host_that_staff_chose_stays(settings):
    home = make_branch(hostname="ogou-1.example.com", is_default_site=True).root_page.specific
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8123"

    serve(home)

    assert default_site().root_url == "http://ogou-1.example.com"


@pytest.mark.parametrize("username", ["editrice", "federation"])
def test_an_account_that_only_bears_the_name_is_left_alone(username):
    stranger = get_user_model().objects.create_user(username, password="la-sienne-propre")

    accounts = load_accounts(make_branch(), "un-seul-pour-tous")

    printed = {account.user.username: account.password for account in accounts}
    assert printed.pop(username) == ""
    assert set(printed.values()) == {"un-seul-pour-tous"}
    stranger.refresh_from_db()
    assert stranger.check_password("la-sienne-propre")
    assert not stranger.groups.exists()
