"""The editor of a place: what is refused is said next to its field, and nothing is half saved."""

import datetime as dt

import pytest
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from services.models import Place, PlaceOpeningHours, Visibility
from tests.factories import PlaceFactory, ServicePageFactory, make_user, week_hours

pytestmark = pytest.mark.django_db


def slot(weekday, opens_at, closes_at, **values):
    return {"weekday": weekday, "opens_at": opens_at, "closes_at": closes_at, **values}


def data(slots=(), periods=(), phones=(), **values):
    """Return what the form of a place sends."""
    return nested_form_data(
        {
            "name": "Maison des femmes",
            "slug": "",
            "location_type": "physical",
            "visibility": "public",
            "town": "Atakpamé",
            "phones": inline_formset(list(phones)),
            "opening_hours": inline_formset(list(slots)),
            "exceptional_hours": inline_formset(list(periods)),
            **values,
        }
    )


@pytest.fixture
def staff(client, director):
    client.force_login(director)
    return client


@pytest.fixture
def send(staff):
    """Send the form of a new place and return its form, or nothing once it is saved."""

    def send(**values):
        response = staff.post(reverse("place:add"), data(**values))
        return response.context["form"] if response.status_code == 200 else None

    return send


def row_errors(form, name):
    return [dict(row.errors) for row in form.formsets[name].forms]


def test_a_place_is_hers_and_its_address_comes_from_its_name(staff, branch, director):
    page = staff.get(reverse("place:add")).content.decode()
    assert 'name="branch"' not in page
    assert "Confidentiel tant que vous n’avez pas choisi" in page
    response = staff.post(
        reverse("place:add"),
        data(name="Centre d’écoute de Kpékpéɖeŋu", slots=[slot(0, "8:00", "12:00")]),
    )
    place = Place.objects.get()
    assert response.url == reverse("place:index")
    assert (place.branch, place.slug) == (branch, "centre-d-ecoute-de-kpekpedengu")
    assert place.opening_hours.get().closes_at == dt.time(12)
    log = registry.get_logs_for_instance(place).get()
    assert (log.action, log.user) == ("wagtail.create", director)


def test_the_branch_never_changes(staff, branch, other_branch):
    place = PlaceFactory(branch=branch)
    staff.post(
        reverse("place:edit", args=[place.pk]), data(name="Autre nom", branch=other_branch.pk)
    )
    place.refresh_from_db()
    assert (place.name, place.branch) == ("Autre nom", branch)


def test_who_works_for_two_communes_chooses_between_them(client, director, branch, other_branch):
    third = PlaceFactory(branch=branch).branch
    make_user(other_branch, "editrice", director.username)
    client.force_login(director)
    form = client.get(reverse("place:add")).context["form"]
    assert set(form.fields["branch"].queryset) == {third, other_branch}
    response = client.post(reverse("place:add"), data())
    assert list(response.context["form"].errors) == ["branch"]
    client.post(reverse("place:add"), data(branch=other_branch.pk))
    assert Place.objects.get(slug="maison-des-femmes").branch == other_branch


def test_who_works_for_two_communes_cannot_choose_a_third(client, director, branch, other_branch):
    from tests.factories import make_branch

    make_user(other_branch, "editrice", director.username)
    client.force_login(director)
    response = client.post(reverse("place:add"), data(branch=make_branch("Kozah 1").pk))
    assert list(response.context["form"].errors) == ["branch"]
    assert not Place.objects.exists()


def test_one_address_serves_one_place_of_a_commune(send, branch, other_branch):
    PlaceFactory(branch=other_branch, slug="maison-des-femmes")
    assert send() is None
    form = send()
    assert form.errors == {
        "slug": [
            "Déjà pris dans cette commune par «\xa0Maison des femmes\xa0»\xa0: écrivez autre chose."
        ]
    }
    assert Place.objects.filter(branch=branch).count() == 1


def test_a_name_without_letters_asks_for_an_address(send):
    assert list(send(name="★★★").errors) == ["slug"]
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("slots", "row", "field", "sentence"),
    [
        (
            [slot(0, "12:00", "8:00")],
            0,
            "closes_at",
            "L’heure de fermeture doit venir après l’heure d’ouverture.",
        ),
        (
            [slot(0, "8:00", "12:00"), slot(0, "11:30", "17:00")],
            1,
            "opens_at",
            "Ces heures en recouvrent d’autres du même jour.",
        ),
        (
            [slot(0, "8:00", "9:00", valid_from="2026-03-10", valid_to="2026-03-01")],
            0,
            "valid_to",
            "La fin ne peut pas venir avant le début.",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_in_their_row(send, slots, row, field, sentence):
    errors = row_errors(send(slots=slots), "opening_hours")
    assert list(errors[row]) == [field]
    assert [error for other, error in enumerate(errors) if other != row and error] == []
    assert not Place.objects.exists()
    assert sentence in errors[row][field]


def test_a_midday_break_and_an_evening_until_midnight_are_fine(send):
    slots = [slot(0, "8:00", "12:00"), slot(0, "12:00", "14:00"), slot(0, "20:00", "0:00")]
    assert send(slots=[*slots, slot(1, "8:00", "12:00")]) is None


def test_a_row_that_is_deleted_overlaps_nothing(send):
    rows = [slot(0, "8:00", "12:00"), slot(0, "9:00", "11:00", DELETE="1")]
    assert send(slots=rows) is None
    assert PlaceOpeningHours.objects.count() == 1


def period(start, end, **values):
    return {"start": start, "end": end, **values}


@pytest.mark.parametrize(
    ("periods", "row", "field"),
    [
        ([period("2026-05-02", "2026-05-01")], 0, "end"),
        ([period("2026-05-01", "2026-05-01", opens_at="8:00")], 0, "closes_at"),
        (
            [
                period("2026-05-01", "2026-05-01"),
                period("2026-05-01", "2026-05-01", opens_at="8:00", closes_at="9:00"),
            ],
            1,
            "start",
        ),
    ],
)
def test_exceptions_that_cannot_be_are_refused_in_their_row(send, periods, row, field):
    errors = row_errors(send(periods=periods), "exceptional_hours")
    assert [list(error) for error in errors if error] == [[field]]
    assert errors[row]
    assert not Place.objects.exists()


def test_a_confidential_place_keeps_no_address(send):
    form = send(
        visibility=Visibility.CONFIDENTIAL,
        address_1="Rue du marché",
        transportation="Derrière le marché",
        latitude="7.5",
        longitude="1.1",
    )
    sentence = ["Un lieu confidentiel ne garde pas d’adresse\xa0: videz ce champ."]
    assert form.errors == dict.fromkeys(
        ["transportation", "address_1", "latitude", "longitude"], sentence
    )
    assert not Place.objects.exists()


def test_half_a_position_is_refused(send):
    assert list(send(latitude="7.5").errors) == ["longitude"]
    assert list(send(latitude="97", longitude="1").errors) == ["latitude"]


def test_a_phone_with_letters_is_refused_in_its_row(send):
    row = {"number": "quatre-vingt-dix", "type": "voice", "ORDER": "1"}
    errors = row_errors(send(phones=[row]), "phones")
    assert list(errors[0]) == ["number"]


def test_a_place_where_a_service_is_given_is_not_deleted(staff, branch):
    place = PlaceFactory(branch=branch, opening_hours=week_hours(("08:00", "12:00")))
    ServicePageFactory(branch=branch, title="Écoute", places=[place])
    staff.post(reverse("place:delete", args=[place.pk]))
    assert Place.objects.filter(pk=place.pk).exists()
    used = staff.get(reverse("place:usage", args=[place.pk])).content.decode()
    assert "Écoute" in used


def test_the_errors_are_shown_in_the_page(staff):
    page = staff.post(
        reverse("place:add"), data(slots=[slot(0, "8:00", "12:00"), slot(0, "9:00", "10:00")])
    ).content.decode()
    assert "Ces heures en recouvrent d’autres du même jour." in page
    assert "Rien n’est encore enregistré" in page
    assert "Ajouter un lieu" in page
