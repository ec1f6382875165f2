"""The list of services: each filter as a link and in the form, alone and together."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from wagtail.models import PageViewRestriction

from services.listing import PER_PAGE
from services.models import ExceptionalHours, ServiceOpeningHours, Visibility
from tests.factories.centre import LanguageFactory
from tests.factories.services import (
    HelpLineFactory,
    NeedFactory,
    PlaceFactory,
    ServicePageFactory,
    at_place,
    week_hours,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

LIST = "/services/"
TUESDAY_MORNING = "2026-03-03 09:00"
MORNING = ("08:00", "12:00")


def titles(client, **query) -> list[str]:
    return read(client, LIST, query).each(".card h2")


def as_form(page) -> dict[str, str]:
    """Return what the form of filters would send as it stands."""
    sent = {}
    for box in page.soup.select(".filter-form input[checked]"):
        sent[box["name"]] = box.get("value", "on")
    for choice in page.soup.select(".filter-form select"):
        sent[choice["name"]] = next(iter(choice.select("option[selected]")), {}).get("value", "")
    return sent


@pytest.fixture
def offer(branch, clock):
    """Services of which each filter keeps one or two, on a Tuesday morning."""
    clock(TUESDAY_MORNING)
    place = PlaceFactory(branch=branch, slug="maison", opening_hours=week_hours(MORNING))
    ewe = LanguageFactory(code="ee", name="Éwé")
    need = NeedFactory(slug="apprendre", title="Apprendre")
    ServicePageFactory(title="Gratuit", is_free=True)
    ServicePageFactory(title="Femmes", women_only=True)
    ServicePageFactory(title="Sans papiers", can_come_without=True)
    ServicePageFactory(title="En éwé", languages=[ewe])
    ServicePageFactory(title="Apprendre à lire", needs=[need], is_free=True, languages=[ewe])
    ServicePageFactory(title="À la maison", places=[place])
    ServicePageFactory(title="Payant", is_free=False, can_come_without=False, women_only=False)


ALONE = [
    ({"gratuit": "1"}, ["Gratuit", "Apprendre à lire"]),
    ({"femmes": "1"}, ["Femmes"]),
    ({"sans_papiers": "1"}, ["Sans papiers"]),
    ({"langue": "ee"}, ["En éwé", "Apprendre à lire"]),
    ({"besoin": "apprendre"}, ["Apprendre à lire"]),
    ({"lieu": "maison"}, ["À la maison"]),
    ({"ouvert": "1"}, ["À la maison"]),
]
TOGETHER = [
    ({"gratuit": "1", "langue": "ee"}, ["Apprendre à lire"]),
    ({"gratuit": "on", "langue": "ee", "besoin": "apprendre"}, ["Apprendre à lire"]),
    ({"ouvert": "1", "lieu": "maison"}, ["À la maison"]),
    ({"ouvert": "1", "gratuit": "1"}, []),
]


@pytest.mark.parametrize(("query", "expected"), [*ALONE, *TOGETHER])
def test_a_filter_keeps_what_is_known_to_match(client, offer, query, expected):
    assert titles(client, **query) == expected


@pytest.mark.parametrize(("query", "expected"), [*ALONE, *TOGETHER])
def test_the_form_sends_again_what_it_shows(client, offer, query, expected):
    sent = as_form(read(client, LIST, query))

    assert {name for name, value in sent.items() if value} == set(query)
    assert titles(client, **sent) == expected


@pytest.mark.parametrize("name", ["gratuit", "ouvert", "femmes", "sans_papiers"])
def test_a_yes_or_no_filter_is_a_link_that_adds_and_removes_itself(client, offer, name):
    links = read(client, LIST, {"langue": "ee"}).hrefs(".filter-link")
    (adding,) = [link for link in links if name in parse_qs(urlsplit(link).query)]
    assert parse_qs(urlsplit(adding).query) == {"langue": ["ee"], name: ["1"]}

    page = read(client, LIST + adding)
    (current,) = page.soup.select(".filter-link[aria-current]")
    assert parse_qs(urlsplit(current["href"]).query) == {"langue": ["ee"]}
    assert page.href("Enlever tous les filtres") == "?"


def test_without_filter_all_come_in_the_order_of_the_staff(client, offer):
    assert titles(client) == [
        "Gratuit", "Femmes", "Sans papiers", "En éwé", "Apprendre à lire", "À la maison", "Payant",
    ]  # fmt: skip


def test_the_state_is_kept_from_page_to_page(client, branch):
    need = NeedFactory(slug="parler", title="Parler & écouter")
    for number in range(PER_PAGE + 2):
        ServicePageFactory(title=f"Service {number:02}", needs=[need], is_free=True)
    ServicePageFactory(title="Hors sujet", is_free=True)
    query = {"besoin": "parler", "gratuit": "1"}

    first = read(client, LIST, query)
    assert len(first.each(".card h2")) == PER_PAGE
    assert not first.soup.select("a[rel=prev]")
    (following,) = first.hrefs("a[rel=next]")

    second = read(client, LIST + following)
    assert second.each(".card h2") == [f"Service {PER_PAGE}", f"Service {PER_PAGE + 1}"]
    assert not second.soup.select("a[rel=next]")
    assert {name: value for name, value in as_form(second).items() if value} == {
        "besoin": "parler",
        "gratuit": "on",
    }
    (back,) = second.hrefs("a[rel=prev]")
    assert read(client, LIST + back).each(".card h2") == first.each(".card h2")
    # A filter that is changed begins again at the first page.
    assert all("page" not in link for link in second.hrefs(".filter-link"))


@pytest.mark.parametrize("number", ["9", "1000", "1001", "0", "-1", "x", ""])
def test_a_page_that_does_not_exist_is_the_first_one(client, offer, number):
    assert titles(client, page=number, gratuit="1") == ["Gratuit", "Apprendre à lire"]


def test_an_unknown_value_is_no_filter_and_is_said_beside_the_field(client, offer):
    page = read(client, LIST, {"besoin": "inconnu", "gratuit": "1"})

    assert page.each(".card h2") == ["Gratuit", "Apprendre à lire"]
    (field,) = page.soup.select("select[name=besoin]")
    assert field["aria-invalid"] == "true"
    assert page.words(f"#{field['aria-describedby']}").endswith(".")
    assert page.soup.select("details[open]")


def test_nothing_found_says_what_to_do(client, offer):
    HelpLineFactory(number="1014")

    page = read(client, LIST, {"ouvert": "1", "gratuit": "1"})

    assert "Aucun service ne correspond" in page.main
    assert page.hrefs("main .need") == ["/besoins/apprendre/"]
    assert page.soup.select('a[href="tel:1014"]')
    assert page.href("Enlever tous les filtres") == "?"


def test_a_centre_without_services_says_so(client, branch):
    assert "Aucun service" in read(client, LIST).main


def test_only_what_the_public_may_see_and_still_exists_is_listed(client, branch):
    ServicePageFactory(title="Ouvert à toutes")
    ServicePageFactory(title="Brouillon", live=False)
    ServicePageFactory(title="Terminé", status="defunct")
    restricted = ServicePageFactory(title="Réservé")
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")

    assert titles(client) == ["Ouvert à toutes"]


@pytest.mark.parametrize(
    ("status", "said"),
    [("inactive", "Pas disponible en ce moment"), ("temporarily closed", "Fermé pour un temps")],
)
def test_what_is_not_given_now_says_so_and_is_not_open(client, branch, clock, status, said):
    clock(TUESDAY_MORNING)
    place = PlaceFactory(branch=branch, opening_hours=week_hours(MORNING))
    ServicePageFactory(title="Couture", status=status, places=[place])

    assert read(client, LIST).each(".chip")[0] == said
    assert titles(client, ouvert="1") == []


@pytest.mark.parametrize(
    ("moment", "open_now", "said"),
    [
        ("2026-03-03 07:59", False, "Ouvre aujourd’hui à 8 h"),
        ("2026-03-03 08:00", True, "Ouvert jusqu’à 12 h"),
        ("2026-03-03 11:59", True, "Ouvert jusqu’à 12 h"),
        ("2026-03-03 12:00", False, "Ouvre jeudi à 8 h"),
        ("2026-03-04 09:00", False, "Fermé : inventaire"),
        ("2026-03-07 09:00", False, "Ouvre lundi à 8 h"),
    ],
)
def test_open_now_is_asked_of_the_moment(client, branch, clock, moment, open_now, said):
    clock(moment)
    day = dt.date(2026, 3, 4)
    closed = ExceptionalHours(start=day, end=day, reason="inventaire")
    place = PlaceFactory(
        branch=branch, opening_hours=week_hours(MORNING), exceptional_hours=[closed]
    )
    ServicePageFactory(title="Couture", places=[place])

    assert read(client, LIST).each(".chip") == [said]
    assert titles(client, ouvert="1") == (["Couture"] if open_now else [])


def test_the_hours_of_a_service_count_before_those_of_its_place(client, branch, clock):
    clock(TUESDAY_MORNING)
    place = PlaceFactory(branch=branch, opening_hours=week_hours(MORNING))
    afternoon = week_hours(("14:00", "16:00"), model=ServiceOpeningHours)
    ServicePageFactory(title="L’après-midi", service_at_locations=[at_place(place, afternoon)])
    ServicePageFactory(title="Le matin", places=[place])

    assert titles(client, ouvert="1") == ["Le matin"]
    clock("2026-03-03 15:00")
    assert titles(client, ouvert="1") == ["L’après-midi"]


def test_by_appointment_is_not_open_to_who_just_comes(client, branch, clock):
    clock(TUESDAY_MORNING)
    place = PlaceFactory(branch=branch, opening_hours=week_hours(MORNING, by_appointment=True))
    ServicePageFactory(title="Sage-femme", places=[place])

    assert read(client, LIST).each(".chip") == ["Sur rendez-vous jusqu’à 12 h"]
    assert titles(client, ouvert="1") == []


def test_unknown_hours_say_nothing_in_a_list_and_are_not_open(client, branch, clock):
    clock(TUESDAY_MORNING)
    ServicePageFactory(title="Couture", places=[PlaceFactory(branch=branch)])

    assert read(client, LIST).each(".chip") == []
    assert titles(client, ouvert="1") == []


def test_only_public_places_can_be_chosen(client, branch):
    for visibility in Visibility:
        place = PlaceFactory(
            branch=branch,
            name=f"Lieu {visibility.value}",
            visibility=visibility,
            transportation="",
        )
        ServicePageFactory(places=[place])

    page = read(client, LIST)

    assert page.each("select[name=lieu] option") == ["Tous", "Lieu public"]
    assert len(titles(client, lieu="lieu-confidential")) == 3  # unknown: no filter


def test_what_another_commune_offers_is_not_among_the_choices(client, branch, other_branch):
    ServicePageFactory(
        branch=other_branch,
        needs=[NeedFactory(slug="ailleurs")],
        languages=[LanguageFactory(code="kbp", name="Kabiyè")],
        places=[PlaceFactory(branch=other_branch, name="Maison de Zio")],
    )

    page = read(client, LIST)

    for name in ("besoin", "langue", "lieu"):
        assert page.each(f"select[name={name}] option") == ["Tous"]


def test_the_list_leads_to_paper(client, branch):
    assert "/imprimer/services/" in read(client, LIST).hrefs()


def test_everything_answers_without_script(client, offer):
    page = read(client, LIST)
    assert not page.soup.select("main script")
    (form,) = page.soup.select(".filter-form")
    assert form.get("method", "get") == "get"
    assert {field["name"] for field in form.select("[name]")} == {
        "besoin", "langue", "lieu", "gratuit", "ouvert", "femmes", "sans_papiers",
    }  # fmt: skip
