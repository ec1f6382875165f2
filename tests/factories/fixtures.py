"""Fixtures made of factories, for every test."""

import pytest
from django.core.cache import cache

from centre.models import Role
from tests.factories.centre import make_branch, make_superuser, make_user


@pytest.fixture(autouse=True)
def empty_cache():
    """Give each test an empty cache: Wagtail keeps there the addresses of sites."""
    cache.clear()


@pytest.fixture
def branch(db):
    """The branch of Ogou 1, served at the root of every host without a site of its own."""
    return make_branch(is_default_site=True)


@pytest.fixture
def other_branch(db):
    """The branch of Zio 1: what belongs to it must never be seen from the first."""
    return make_branch("Zio 1", hostname="zio-1.example.com", town_name="Tsévié")


@pytest.fixture
def home(branch):
    """The home page of Ogou 1."""
    return branch.root_page.specific


@pytest.fixture
def director(branch):
    """A director of Ogou 1."""
    return make_user(branch, Role.DIRECTOR)


@pytest.fixture
def editor(branch):
    """An editor of Ogou 1."""
    return make_user(branch, Role.EDITOR)


@pytest.fixture
def events_officer(branch):
    """An events officer of Ogou 1."""
    return make_user(branch, Role.EVENTS)


@pytest.fixture
def partner(branch):
    """A partner of Ogou 1, who writes drafts only."""
    return make_user(branch, Role.PARTNER)


@pytest.fixture
def superuser(db):
    """A user of the federation."""
    return make_superuser()
