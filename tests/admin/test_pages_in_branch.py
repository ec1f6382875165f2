"""What a page points at belongs to its commune, whatever the request says."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from services.models import ServiceOpeningHours, ServicePage
from tests.factories import (
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
    at_place,
    service_index,
    week_hours,
)

pytestmark = pytest.mark.django_db

FORM = "page-edit-form"
SENTENCE = ["Cet élément est à une autre commune\xa0: choisissez-en un de la vôtre."]


@pytest.fixture
def staff(client, director):
    client.force_login(director)
    return client


@pytest.fixture
def service(branch):
    place = PlaceFactory(branch=branch, name="Salle du centre")
    own = week_hours(("08:00", "12:00"), days=[0, 1], model=ServiceOpeningHours)
    return ServicePageFactory(
        branch=branch, title="Écoute", service_at_locations=[at_place(place, own)]
    )


# The script of the editor counts the blocks of a stream.
NO_BLOCKS = {f"{name}-count": "0" for name in ("application_process", "description", "body")}


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def sent(client, url, **values):
    """Send the editor's own form at ``url`` with ``values`` changed; return it when refused."""
    data = querydict_from_html(client.get(url).content.decode(), form_id=FORM)
    for name, value in (NO_BLOCKS | values).items():
        data[name] = value
    response = client.post(url, data)
    return response.context["form"] if response.status_code == 200 else None


ROW = "service_at_locations-0-place"
PUBLISH = {"action-publish": "1"}


@pytest.mark.parametrize("action", [{}, PUBLISH], ids=["draft", "publish"])
def test_a_place_or_an_organisation_of_another_commune_is_refused(
    staff, service, other_branch, action
):
    foreign = {
        "organization": OrganisationFactory(branch=other_branch).pk,
        ROW: PlaceFactory(branch=other_branch).pk,
    }
    form = sent(staff, edit_url(service), **foreign, **action)
    assert form.errors == {"organization": SENTENCE}
    assert form.formsets["service_at_locations"].forms[0].errors == {"place": SENTENCE}
    assert not service.revisions.exists()
    assert ServicePage.objects.get().organization is None


def test_those_of_the_commune_are_taken(staff, service, branch):
    organisation = OrganisationFactory(branch=branch)
    place = PlaceFactory(branch=branch)
    changes = {"organization": organisation.pk, ROW: place.pk, **PUBLISH}
    assert sent(staff, edit_url(service), **changes) is None
    saved = ServicePage.objects.get()
    assert saved.organization == organisation
    assert saved.service_at_locations.get().place == place


def test_the_federation_too_keeps_to_the_commune_of_the_page(
    client, superuser, service, other_branch
):
    client.force_login(superuser)
    form = sent(client, edit_url(service), organization=OrganisationFactory(branch=other_branch).pk)
    assert form.errors == {"organization": SENTENCE}


def test_a_new_service_points_at_its_commune(staff, branch, other_branch):
    url = reverse(
        "wagtailadmin_pages:add", args=["services", "servicepage", service_index(branch).pk]
    )
    foreign = OrganisationFactory(branch=other_branch).pk
    form = sent(staff, url, title="Couture", slug="couture", organization=foreign)
    assert form.errors == {"organization": SENTENCE}
    assert not ServicePage.objects.exists()


def test_the_place_of_the_centre_is_hers(staff, home, branch, other_branch):
    form = sent(staff, edit_url(home), place=PlaceFactory(branch=other_branch).pk)
    assert form.errors == {"place": SENTENCE}
    own = PlaceFactory(branch=branch)
    assert sent(staff, edit_url(home), place=own.pk, **PUBLISH) is None
    home.refresh_from_db()
    assert home.place == own


def test_hours_of_a_service_that_overlap_are_refused_in_their_row(staff, service):
    hours = "service_at_locations-0-opening_hours"
    second = {f"{hours}-1-weekday": "0", f"{hours}-1-opens_at": "11:00"}  # the first: 8 to 12
    form = sent(staff, edit_url(service), **second)
    rows = form.formsets["service_at_locations"].forms[0].formsets["opening_hours"].forms
    assert [dict(row.errors) for row in rows] == [
        {},
        {"opens_at": ["Ces heures en recouvrent d’autres du même jour."]},
    ]
    assert not service.revisions.exists()


def test_the_editor_offers_choosers_boxes_and_drawings(staff, service):
    need = NeedFactory(title="Être écoutée")
    page = staff.get(edit_url(service)).content.decode()
    assert reverse("place_chooser:choose") in page
    assert reverse("organisation_chooser:choose") in page
    assert f'type="checkbox" name="needs" value="{need.pk}"' in page
    assert 'type="radio" name="pictogram" value="listening"' in page
