"""The factories make what they say: valid, whole, in the right commune."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from centre.models import Role
from centre.validation import validate_whole
from services.models import ServiceOpeningHours, ServicePhone
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_branch_is_made_once_with_its_pages_groups_and_collection():
    branch = factories.make_branch()

    assert factories.make_branch() == branch
    assert branch.root_page.specific.owner_branch == branch
    assert factories.service_index(branch).slug == "services"
    assert branch.branch_groups.count() == len(Role)


@pytest.mark.parametrize(
    "factory",
    [
        factories.StandardPageFactory,
        factories.PartnersPageFactory,
        factories.ServicePageFactory,
    ],
)
def test_a_page_stands_in_the_branch_asked_for(factory):
    other = factories.make_branch("Zio 1")

    page = factory(branch=other)

    validate_whole(page)
    assert page.live
    assert page.owner_branch == other


@pytest.mark.parametrize(
    "factory",
    [
        factories.PlaceFactory,
        factories.OrganisationFactory,
        factories.HelpLineFactory,
        factories.PublicHolidayFactory,
    ],
)
def test_what_is_owned_belongs_to_the_branch_asked_for(factory):
    other = factories.make_branch("Zio 1")

    assert factory(branch=other).branch == other


def test_a_help_number_is_national_unless_it_has_a_branch():
    assert factories.HelpLineFactory().branch is None


def test_related_values_are_saved_with_their_owner(branch):
    need = factories.NeedFactory(title="Être écoutée")
    place = factories.PlaceFactory(opening_hours=factories.week_hours(("08:00", "12:00")))
    own = factories.week_hours(("09:00", "10:00"), days=[2], model=ServiceOpeningHours)
    service = factories.ServicePageFactory(
        needs=[need],
        languages=[factories.LanguageFactory()],
        phones=[factories.phone(ServicePhone, "90 12 34 56")],
        service_at_locations=[factories.at_place(place, own)],
    )

    saved = type(service).objects.get()
    assert list(saved.needs.all()) == [need]
    assert saved.languages.get().code == "fr"
    assert saved.phones.get().number == "+22890123456"
    link = saved.service_at_locations.get()
    assert link.place.opening_hours.count() == 5
    assert link.opening_hours.get().opens_at == dt.time(9)


def test_impossible_rows_are_refused():
    with pytest.raises(ValidationError):
        factories.PlaceFactory(opening_hours=factories.week_hours(("12:00", "08:00")))


def test_a_confidential_place_has_no_address():
    place = factories.PlaceFactory(confidential=True)

    assert not any(getattr(place, name) for name in place.WHEREABOUTS)


def test_an_image_is_kept_in_the_collection_of_its_branch(branch):
    assert factories.ImageFactory(branch=branch).collection == branch.collection


def test_users_have_the_group_of_their_role(branch, editor, superuser):
    assert editor.groups.get().branch_group.role == Role.EDITOR
    assert superuser.is_superuser


def test_the_branch_is_served_at_the_root(branch, other_branch):
    assert branch.root_page.get_full_url().startswith("http://localhost")
    assert other_branch.root_page.get_full_url() == "http://zio-1.example.com/"
