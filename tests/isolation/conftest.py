"""Two communes, each with one object of every owned model."""

import pytest

from centre.models import Federation, Role
from centre.tenancy.policy import owned_models
from tests.factories import make_user
from tests.isolation.commune import MAKERS
from tests.isolation.world import World

HERS = "Le nôtre"
FOREIGN = "Secret de Zio"


@pytest.fixture
def hers(branch):
    """What Ogou 1 owns: an object by model."""
    return {model: MAKERS[model](branch, HERS) for model in owned_models()}


@pytest.fixture
def foreign(other_branch):
    """What Zio 1 owns: an object by model."""
    return {model: MAKERS[model](other_branch, FOREIGN) for model in owned_models()}


@pytest.fixture(params=list(Role), ids=lambda role: role.name)
def role(request):
    return request.param


@pytest.fixture
def staff(client, branch, role):
    """A browser in which somebody of Ogou 1 is logged in."""
    client.force_login(make_user(branch, role))
    return client


@pytest.fixture
def in_both(client, branch, other_branch):
    """Somebody who is director of two communes, logged in."""
    user = make_user(branch, Role.DIRECTOR)
    make_user(other_branch, Role.DIRECTOR, username=user.username)
    client.force_login(user)
    return user


@pytest.fixture
def world(db):
    # As on a site that has published: without a version the portal is read anew for each answer.
    Federation.renew()
    return World()
