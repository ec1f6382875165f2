"""Programmes: what is known of their money, time and partners, and the activities they hold."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from centre.models import Commune
from centre.search.query import search
from centre.search.rebuild import rebuild
from events.models import DevelopmentGoal, EventIndexPage, ProgrammePage, ProgrammePartner
from events.programmes.detail import length_in_words
from tests.factories import (
    AwarenessEventPageFactory,
    CommuneFactory,
    OrganisationFactory,
    ProgrammeIndexPageFactory,
    ProgrammePageFactory,
    TrainingCoursePageFactory,
    change,
    on,
    programmes,
    weekly,
)
from tests.pages.budget_site import forget
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

FIGURE = {"figure": "1 573", "label": "acteurs formés", "source": "bilan de janvier 2025"}


@pytest.fixture
def project(branch):
    """The project of this centre, as far as its partners have told."""
    CommuneFactory(name="Zio 1")
    aimf = OrganisationFactory(branch=branch, name="AIMF", slug="aimf")
    return ProgrammePageFactory(
        title="Centre de promotion féminine à Ogou 1", slug="centre-de-promotion-feminine",
        budget=Decimal(390_000), months=24, gender_marker=None,
        objectives="L’égalité femmes-hommes\n\nDes communes qui agissent",
        figures=[("figure", FIGURE)],
        results=[("text", "<p>Le centre est ouvert.</p>")],
        communes=list(Commune.objects.filter(name__in=["Ogou 1", "Zio 1"])),
        partners=[
            ProgrammePartner(organisation=aimf, role="finance"),
            ProgrammePartner(name="Union européenne", role="finance"),
            ProgrammePartner(name="Faîtière des Communes du Togo", role="mene"),
        ],
    )  # fmt: skip


@pytest.fixture
def federation(branch):
    """A site whose root stands above the communes, with its own list of programmes."""
    root = Page.get_first_root_node()
    portal = root.add_child(instance=Page(title="Faîtière", slug="faitiere"))
    Site.objects.create(hostname="federation.example.com", root_page=portal)
    return ProgrammeIndexPageFactory(parent=portal)


def facts(page) -> list[str]:
    return page.each(".fact")


def test_the_project_of_this_centre_is_told(client, project):
    page = read(client, "/programmes/centre-de-promotion-feminine/")

    assert facts(page) == ["390 000 €", "24 mois", "Ogou 1, Zio 1"]
    assert "L’égalité femmes-hommes" in page.each("main li")
    assert page.each(".figures li") == ["1 573 acteurs formés bilan de janvier 2025"]
    assert "Ce qu’il a donné Le centre est ouvert." in page.main
    assert page.href("AIMF") == "/organisations/aimf/"
    assert "Union européenne Finance" in page.main
    assert "Faîtière des Communes du Togo Mène" in page.main


def test_a_programme_of_two_countries_is_told(client, federation):
    goal = DevelopmentGoal.objects.get_or_create(number=5, title="Égalité entre les sexes")[0]
    ProgrammePageFactory(
        parent=federation, title="Contre la traite", slug="traite", goals=[goal],
        budget=Decimal(2_200_000), currency="USD", start=dt.date(2027, 1, 1),
        end=dt.date(2028, 12, 31), area="Togo et Gabon", gender_marker=2,
        partners=[ProgrammePartner(name="Un bailleur", role="finance")],
    )  # fmt: skip

    page = read(client, "/programmes/traite/", host="federation.example.com")

    assert facts(page) == [
        "2,2 millions de dollars US",
        "Du 1er janvier 2027 au 31 décembre 2028 24 mois",
        "Togo et Gabon",
        "Objectifs de développement durable 5. Égalité entre les sexes",
        "Marqueur genre de l’OCDE 2 : l’égalité entre les femmes et les hommes est son but "
        "principal",
    ]
    assert "Un bailleur Finance" in page.main
    listed = read(client, "/programmes/", host="federation.example.com")
    assert "2,2 millions de dollars US · 24 mois · Togo et Gabon" in listed.main
    assert listed.href("Contre la traite") == "/programmes/traite/"


def test_what_nobody_said_is_to_be_confirmed(client, branch):
    ProgrammePageFactory(slug="inconnu")

    page = read(client, "/programmes/inconnu/")

    assert facts(page) == ["Budget à confirmer", "Dates à confirmer"]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"start": dt.date(2027, 1, 1), "end": dt.date(2027, 1, 20)}, "1 mois"),
        ({"start": dt.date(2027, 1, 15), "end": dt.date(2028, 1, 14)}, "12 mois"),
        ({"start": dt.date(2027, 3, 1), "end": dt.date(2029, 2, 28)}, "24 mois"),
        ({"start": dt.date(2027, 1, 1)}, ""),
        ({"start": dt.date(2027, 1, 1), "months": 18}, "18 mois"),
    ],
)
def test_its_length_is_said_or_counted(known, said):
    assert length_in_words(ProgrammePage(**known)).replace("\xa0", " ") == said


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"start": dt.date(2027, 2, 1), "end": dt.date(2027, 1, 1)}, "end"),
        ({"start": dt.date(2027, 1, 1), "end": dt.date(2028, 12, 31), "months": 36}, "months"),
        ({"budget": Decimal(0)}, "budget"),
        ({"budget": Decimal("0.001")}, "budget"),
        ({"months": 0}, "months"),
        ({"gender_marker": 3}, "gender_marker"),
        ({"currency": "GBP"}, "currency"),
    ],
)
def test_what_cannot_be_is_refused(branch, wrong, field):
    with pytest.raises(ValidationError) as error:
        ProgrammePage(title="P", slug="p", **wrong).full_clean()
    assert field in error.value.message_dict


@pytest.mark.parametrize("both", [True, False])
def test_a_partner_is_an_organisation_or_a_name(branch, both):
    partner = ProgrammePartner(role="finance")
    if both:
        partner.organisation, partner.name = OrganisationFactory(branch=branch), "Autre"
    with pytest.raises(ValidationError) as error:
        partner.clean()
    assert list(error.value.message_dict) == ["name"]


def test_activities_to_come_and_past_ones_are_listed(client, project, clock):
    clock("2026-06-15 10:00")
    AwarenessEventPageFactory(
        programme=project, title="Causerie", dates=[on("2026-07-01", "09:00", "12:00")]
    )
    TrainingCoursePageFactory(
        programme=project, title="Couture", dates=[weekly("2026-06-18", "15:00", "17:00", count=9)]
    )
    AwarenessEventPageFactory(
        programme=project, title="Lancement", dates=[on("2025-05-02")], decisions="Continuer."
    )
    AwarenessEventPageFactory(title="Autre chose", dates=[on("2026-07-02")])
    AwarenessEventPageFactory(programme=project, title="Brouillon", live=False)

    page = read(client, "/programmes/centre-de-promotion-feminine/")

    assert page.each("main .events .card-title") == ["Couture", "Causerie"]
    assert page.each("main .cards .card-title") == ["Lancement"]
    assert "Vendredi 2 mai 2025 Continuer." in page.main
    assert page.href("Causerie") == "/agenda/causerie/"
    assert "Brouillon" not in page.main


def test_a_cancelled_activity_stays_with_its_reason(client, project, clock):
    clock("2026-06-15 10:00")
    AwarenessEventPageFactory(
        programme=project, dates=[on("2026-07-01")],
        date_changes=[change("cancelled", "2026-07-01", reason="La pluie.")],
    )  # fmt: skip

    page = read(client, "/programmes/centre-de-promotion-feminine/")

    assert "Annulé Sensibilisation La pluie." in page.main


def test_a_sensitive_activity_is_not_listed(client, project, clock):
    clock("2026-06-15 10:00")
    AwarenessEventPageFactory(
        programme=project, title="Secret", neutral_title="Rencontre", is_sensitive=True,
        dates=[on("2026-07-01")],
    )  # fmt: skip

    page = read(client, "/programmes/centre-de-promotion-feminine/")

    assert "Rencontre" not in page.main
    assert "Secret" not in page.response.content.decode()


def test_an_activity_leads_to_its_programme(client, project):
    AwarenessEventPageFactory(programme=project, slug="causerie")

    page = read(client, "/agenda/causerie/")

    assert page.href(project.title) == "/programmes/centre-de-promotion-feminine/"


@pytest.mark.parametrize("why", ["draft", "restricted", "sensitive"])
def test_a_programme_that_not_everybody_may_see_is_not_named(client, project, why):
    AwarenessEventPageFactory(programme=project, slug="causerie")
    if why == "restricted":
        PageViewRestriction.objects.create(page=project, restriction_type="login")
    else:
        name, value = {"draft": ("live", False), "sensitive": ("is_sensitive", True)}[why]
        setattr(project, name, value)
        project.save()
        forget()

    assert project.title not in read(client, "/agenda/causerie/").main


def test_a_programme_of_another_commune_is_neither_named_nor_lists_it(
    client, project, other_branch
):
    there = programmes(other_branch)
    theirs = ProgrammePageFactory(parent=there, title="Programme de Zio", slug="zio")
    AwarenessEventPageFactory(programme=theirs, title="Copie", slug="copie")

    assert "Programme de Zio" not in read(client, "/agenda/copie/").main
    listed = read(client, "/programmes/zio/", host="zio-1.example.com")
    assert "Copie" not in listed.main


def test_activities_of_every_commune_belong_to_the_federation(
    client, federation, branch, other_branch, clock
):
    clock("2026-06-15 10:00")
    page = ProgrammePageFactory(parent=federation, title="Contre la traite", slug="traite")
    AwarenessEventPageFactory(programme=page, title="Ici", slug="ici", dates=[on("2026-07-01")])
    AwarenessEventPageFactory(
        branch=other_branch, programme=page, title="Là-bas", slug="la-bas",
        dates=[on("2026-07-02")],
    )  # fmt: skip

    listed = read(client, "/programmes/traite/", host="federation.example.com")

    assert listed.each("main .events .card-title") == ["Ici", "Là-bas"]
    assert listed.href("Là-bas") == "http://zio-1.example.com/agenda/la-bas/"
    event = read(client, "/agenda/ici/")
    assert event.href("Contre la traite") == "http://federation.example.com/programmes/traite/"


def test_an_activity_may_be_of_a_programme_of_hers_or_of_the_federation(
    federation, branch, other_branch
):
    hers = ProgrammePageFactory(branch=branch)
    theirs = ProgrammePageFactory(branch=other_branch)
    shared = ProgrammePageFactory(parent=federation)

    assert set(ProgrammePage.objects.open_to(branch)) == {hers, shared}
    assert set(ProgrammePage.objects.open_to(other_branch)) == {theirs, shared}
    assert set(ProgrammePage.objects.open_to(None)) == {shared}


def test_the_list_names_what_may_be_named(client, project):
    ProgrammePageFactory(title="Discret", neutral_title="Un autre", is_sensitive=True)
    ProgrammePageFactory(title="Muet", is_sensitive=True)
    ProgrammePageFactory(title="Brouillon", live=False)

    page = read(client, "/programmes/")

    assert page.each("main .card-title") == [project.title, "Un autre"]
    assert "390 000 € · 24 mois" in page.main


def test_an_empty_list_says_so(client, branch):
    programmes(branch)

    assert "Aucun programme n’est encore publié." in read(client, "/programmes/").main


def test_search_engines_read_what_is_known(client, project):
    page = read(client, "/programmes/centre-de-promotion-feminine/")

    (script,) = page.soup.select('script[type="application/ld+json"]')
    data = json.loads(script.string)
    assert data["@type"] == "Project"
    assert data["funding"]["amount"]["value"] == "390000.00"
    assert [one["name"] for one in data["funding"]["funder"]] == ["AIMF", "Union européenne"]
    assert [one["name"] for one in data["member"]] == ["Faîtière des Communes du Togo"]
    assert "foundingDate" not in data
    assert page.soup.select_one("meta[name=description]")["content"] == project.introduction


def test_a_programme_is_found(project):
    rebuild()

    found = search(project.owner_branch.pk, "acteurs formés")

    assert [entry.url for entry in found.entries] == ["programmes/centre-de-promotion-feminine/"]


def test_pages_of_a_long_past_go_on(client, project, clock):
    clock("2026-06-15 10:00")
    for day in range(1, 13):
        AwarenessEventPageFactory(programme=project, dates=[on(f"2026-05-{day:02}")])

    first = read(client, "/programmes/centre-de-promotion-feminine/")
    second = read(client, "/programmes/centre-de-promotion-feminine/", {"page": "2"})
    wrong = read(client, "/programmes/centre-de-promotion-feminine/", {"page": "zut"})

    assert [len(page.each("main .cards > li")) for page in (first, second, wrong)] == [10, 2, 10]


def test_queries_do_not_grow_with_activities(client, project, clock):
    clock("2026-06-15 10:00")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as sent:
            client.get("/programmes/centre-de-promotion-feminine/")
        return len(sent)

    def add(number):
        for day in range(1, number + 1):
            for month in ("05", "07"):
                AwarenessEventPageFactory(
                    programme=project, dates=[on(f"2026-{month}-{day:02}")], decisions="Oui."
                )

    add(1)
    queries()
    one = queries()
    add(8)
    queries()
    assert queries() == one <= 12


def test_the_agenda_knows_of_no_programme(branch):
    assert not EventIndexPage.allowed_subpage_models().count(ProgrammePage)
