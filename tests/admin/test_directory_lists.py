"""The lists of the directory in the staff area: who sees them, what they show, what they cost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data

from centre.icons import drawings
from centre.models import Commune
from centre.pictograms import PICTOGRAMS
from services.models import Need, Organisation, Place, PublicHoliday
from tests.factories import (
    CommuneFactory,
    HelpLineFactory,
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    PublicHolidayFactory,
)

pytestmark = pytest.mark.django_db

OWNED = ["place", "organisation", "helpline", "publicholiday"]
FEDERATION = ["need", "language", "commune"]


@pytest.fixture
def staff(client, director):
    client.force_login(director)
    return client


@pytest.fixture
def federation(client, superuser):
    client.force_login(superuser)
    return client


def make(name, branch, number):
    if name == "publicholiday":
        return PublicHolidayFactory(branch=branch, date=dt.date(2026, 1, 1) + dt.timedelta(number))
    factory = {
        "place": PlaceFactory,
        "organisation": OrganisationFactory,
        "helpline": HelpLineFactory,
    }[name]
    return factory(branch=branch)


def queries(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("user", ["director", "superuser"])
@pytest.mark.parametrize("name", OWNED)
def test_a_list_costs_the_same_for_one_row_and_for_fifty(client, request, branch, name, user):
    client.force_login(request.getfixturevalue(user))
    url = reverse(f"{name}:index")
    make(name, branch, 0)
    client.get(url)
    one = queries(client, url)
    for number in range(1, 50):
        make(name, branch, number)
    assert queries(client, url) == one


def test_the_menu_holds_what_the_role_reads(client, director, partner, superuser):
    def entries(user):
        client.force_login(user)
        page = client.get("/admin/").content.decode()
        return {name for name in OWNED + FEDERATION if f"/admin/{name}/" in page}

    assert entries(director) == set(OWNED)
    assert entries(partner) == set()
    assert entries(superuser) == set(OWNED + FEDERATION)


@pytest.mark.parametrize("name", OWNED)
def test_the_commune_is_said_to_who_sees_several(
    client, director, superuser, branch, other_branch, name
):
    make(name, branch, 0)
    make(name, other_branch, 0)
    client.force_login(superuser)
    response = client.get(reverse(f"{name}:index"))
    assert "Zio 1" in response.content.decode()
    narrowed = client.get(reverse(f"{name}:index"), {"branch": other_branch.pk})
    assert [row.branch for row in narrowed.context["object_list"]] == [other_branch]
    client.force_login(director)
    assert "branch" not in client.get(reverse(f"{name}:index")).context["filters"].filters


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("place", {"visibility": "confidential"}, {"Abri"}),
        ("place", {"q": "mais"}, {"Maison"}),
        ("organisation", {"kind": "mairie"}, {"Mairie"}),
        ("publicholiday", {"date_from": "02/05/2026"}, {"Assomption"}),
        ("publicholiday", {"date_from": "demain"}, {"Fête du Travail", "Assomption"}),
    ],
)
def test_the_filters_find(staff, branch, name, query, expected):
    PlaceFactory(branch=branch, name="Maison")
    PlaceFactory(branch=branch, name="Abri", confidential=True)
    OrganisationFactory(branch=branch, name="Mairie", kind="mairie")
    OrganisationFactory(branch=branch, name="ONG")
    PublicHolidayFactory(branch=branch)
    PublicHolidayFactory(branch=branch, name="Assomption", date=dt.date(2026, 8, 15))
    found = staff.get(reverse(f"{name}:index"), query).context["object_list"]
    assert {str(row) for row in found} == expected


def test_one_holiday_a_day(staff, branch):
    PublicHolidayFactory(branch=branch)
    response = staff.post(
        reverse("publicholiday:add"), {"date": "2026-05-01", "name": "Fête du Travail"}
    )
    assert list(response.context["form"].errors) == ["date"]
    assert PublicHoliday.objects.count() == 1


def organisation_data(**values):
    from wagtail.test.utils.form_data import inline_formset

    return nested_form_data(
        {"name": "ONG", "kind": "ong", "country": "Togo", "phones": inline_formset([]), **values}
    )


def test_an_organisation_points_only_at_what_its_commune_owns(staff, branch, other_branch):
    foreign = {
        "place": PlaceFactory(branch=other_branch),
        "parent_organisation": OrganisationFactory(branch=other_branch),
    }
    keys = {name: value.pk for name, value in foreign.items()}
    response = staff.post(reverse("organisation:add"), organisation_data(**keys))
    sentence = "Cet élément est à une autre commune\xa0: choisissez-en un de la vôtre."
    assert response.context["form"].errors == {name: [sentence] for name in keys}
    assert not Organisation.objects.filter(branch=branch).exists()
    place = PlaceFactory(branch=branch)
    staff.post(reverse("organisation:add"), organisation_data(place=place.pk))
    assert Organisation.objects.get(branch=branch).place == place


def test_the_federation_points_at_what_the_chosen_commune_owns(federation, branch, other_branch):
    values = organisation_data(branch=branch.pk, place=PlaceFactory(branch=other_branch).pk)
    response = federation.post(reverse("organisation:add"), values)
    assert list(response.context["form"].errors) == ["place"]


def test_the_window_of_the_chooser_finds_by_name(staff, branch, other_branch):
    for owner, name in [(branch, "Salle bleue"), (branch, "Cour"), (other_branch, "Salle verte")]:
        PlaceFactory(branch=owner, name=name)
    window = staff.get(reverse("place_chooser:choose")).json()["html"]
    assert "Salle bleue" in window
    assert "Cour" in window
    found = staff.get(reverse("place_chooser:choose_results"), {"q": "salle"}).content.decode()
    assert "Salle bleue" in found
    assert "Cour" not in found


@pytest.mark.parametrize("name", FEDERATION)
def test_reference_lists_are_the_federation_s(client, director, superuser, name):
    client.force_login(director)
    assert client.get(reverse(f"{name}:index")).status_code == 302
    assert client.get(reverse(f"{name}:add")).status_code == 302
    client.force_login(superuser)
    assert client.get(reverse(f"{name}:index")).status_code == 200
    assert client.get(reverse(f"{name}:add")).status_code == 200


def need_data(**values):
    written = {"title": "Apprendre", "slug": "apprendre", "pictogram": "learning"}
    no_recordings = {"recordings-TOTAL_FORMS": 0, "recordings-INITIAL_FORMS": 0}
    return written | no_recordings | values


def test_a_need_has_a_drawing_that_exists(federation):
    response = federation.post(reverse("need:add"), need_data(pictogram="dragon"))
    assert list(response.context["form"].errors) == ["pictogram"]
    page = federation.get(reverse("need:add")).content.decode()
    assert page.count('type="radio"') == len(PICTOGRAMS)
    assert drawings()["learning"] in page
    federation.post(reverse("need:add"), need_data())
    assert Need.objects.get().pictogram == "learning"


def test_there_are_ten_needs_at_most(federation):
    NeedFactory.create_batch(10)
    response = federation.post(reverse("need:add"), need_data())
    assert "Il y a déjà dix besoins" in str(response.context["form"].non_field_errors())
    assert Need.objects.count() == 10
    first = Need.objects.first()
    federation.post(reverse("need:edit", args=[first.pk]), need_data())
    assert Need.objects.get(pk=first.pk).title == "Apprendre"


def test_every_pictogram_is_drawn():
    assert set(PICTOGRAMS) <= set(drawings())


def test_a_commune_has_its_other_spellings(federation):
    commune = CommuneFactory(name="Ogou 1")
    values = {
        "name": "Ogou 1",
        "code": commune.code,
        "region": commune.region,
        "prefecture": "Ogou",
        "aliases": "Ogou I, , Ogou-1 ",
    }
    federation.post(reverse("commune:edit", args=[commune.pk]), values)
    assert Commune.objects.get(pk=commune.pk).aliases == ["Ogou I", "Ogou-1"]
    page = federation.get(reverse("commune:edit", args=[commune.pk])).content.decode()
    assert 'value="Ogou I, Ogou-1"' in page


def test_place_model_is_listed_by_name(staff, branch):
    for name in ("B", "A"):
        PlaceFactory(branch=branch, name=name)
    assert [str(row) for row in staff.get("/admin/place/").context["object_list"]] == ["A", "B"]
    assert Place.objects.count() == 2
