"""The same commune twice at the same moment makes one; two different ones make two."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Collection, Page

from centre.models import Branch, Commune, Role
from centre.reference import load_communes, load_languages
from centre.tenancy.invitations import Guest, invite
from centre.tenancy.team import LastDirector, remove, roles_in
from communes.plan import CommunePlan
from communes.provisioning import CommuneExists, provision
from tests.factories import make_branch, make_user
from tests.pages.test_parallel_enrolments import at_once, db  # noqa: F401

TODAY = dt.date(2026, 11, 22)
AFI = Guest(Role.DIRECTOR, "Afi", "Exemple", "afi@example.com")


@pytest.fixture
def ogou(db):  # noqa: F811
    """The commune that the instance serves already, and the list of all."""
    load_communes()
    load_languages()
    return make_branch("Ogou 1", is_default_site=True)


def make(name: str) -> str:
    commune = Commune.objects.named(name)
    host = f"{commune.code.lower()}.example.com"
    try:
        provision(CommunePlan(commune, town="Ville", hostname=host, team=(AFI,)), TODAY)
    except CommuneExists as refused:
        return str(refused)
    return "made"


def tree_is_sound(model) -> bool:
    return not any(model.find_problems())


def test_the_same_commune_at_the_same_moment_is_made_once(ogou):
    made, *others = sorted(at_once(make, ["Kozah 1", "kozah1", "KOZAH 1"]), reverse=True)
    assert made == "made"
    assert ["a déjà son site" in other for other in others] == [True, True]
    branch = Branch.objects.get(commune__name="Kozah 1")
    assert branch.branch_groups.count() == len(Role)
    assert get_user_model().objects.filter(email=AFI.email).count() == 1
    assert tree_is_sound(Page) and tree_is_sound(Collection)


def test_different_communes_at_the_same_moment_are_all_made(ogou):
    names = ["Zio 1", "Tchaoudjo 1", "Tône 1"]
    assert at_once(make, names) == ["made"] * 3
    assert Branch.objects.filter(commune__name__in=names).count() == 3
    assert tree_is_sound(Page) and tree_is_sound(Collection)


def test_the_same_person_invited_twice_at_once_has_one_account(ogou):
    at_once(lambda _number: invite(ogou, AFI), range(3))
    assert list(roles_in(ogou).values()) == [Role.DIRECTOR]


def test_the_same_person_invited_by_two_communes_at_once_is_in_one_of_them(ogou):
    other = make_branch("Zio 1", hostname="zio.example.com")
    made = at_once(lambda branch: invite(branch, AFI), [ogou, other])
    assert sorted(invitation.is_new for invitation in made) == [False, True]
    assert len(roles_in(ogou)) + len(roles_in(other)) == 1


def test_two_directors_who_remove_each_other_leave_one(ogou):
    first, second = (make_user(ogou, Role.DIRECTOR, name) for name in ("afi", "ama"))

    def leave(pair):
        try:
            remove(ogou, *pair)
        except LastDirector:
            return "stays"
        return "left"

    assert sorted(at_once(leave, [(first, second), (second, first)])) == ["left", "stays"]
    assert len(roles_in(ogou)) == 1
