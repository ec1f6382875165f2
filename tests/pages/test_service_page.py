"""One service: what is known is said, what is unknown is said to be so."""

import datetime as dt

import pytest
from wagtail.models import PageViewRestriction

from services.models import (
    CostOption,
    ExceptionalHours,
    RequiredDocument,
    ServiceOpeningHours,
    ServicePhone,
    Visibility,
)
from tests.factories.centre import ImageFactory, LanguageFactory
from tests.factories.services import (
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
    at_place,
    phone,
    week_hours,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

TUESDAY_MORNING = "2026-03-03 09:00"
MORNING = ("08:00", "12:00")


def service_at(branch, *slots, **place):
    """Return a service at one place with these hours from Monday to Friday."""
    hours = week_hours(*slots) if slots else []
    return ServicePageFactory(places=[PlaceFactory(branch=branch, opening_hours=hours, **place)])


def facts(page) -> list[str]:
    return page.each(".beside .fact")


def test_a_service_that_nobody_described_yet(client, branch):
    page = read(client, ServicePageFactory(title="Couture", introduction="").url)

    assert page.each("h1") == ["Couture"]
    assert facts(page) == ["Prix à confirmer"]
    assert "Téléphone à confirmer" in page.main
    assert "Lieu à confirmer." in page.main
    assert "À confirmer Cette information n’a pas encore été vérifiée." in page.main
    assert page.each("main h2") == ["Comment venir"]


def test_a_service_that_somebody_described(client, branch, clock):
    clock(TUESDAY_MORNING)
    service = ServicePageFactory(
        title="Être écoutée",
        introduction="Une personne vous reçoit.",
        is_free=True,
        can_come_without=True,
        women_only=True,
        children_welcome=True,
        female_staff=True,
        capacity=12,
        confidentiality_note="Ce que vous dites reste entre vous deux.",
        interpretation_services="en ifè sur demande",
        languages=[
            LanguageFactory(code="fr", name="Français"),
            LanguageFactory(code="ee", name="Éwé"),
        ],
        application_process=[
            ("step", {"title": "Vous entrez", "text": ""}),
            ("step", {"title": "Vous parlez", "text": "Aussi longtemps qu’il le faut."}),
        ],
        description=[("text", "<p>Sans jugement.</p>")],
        eligibility_description="Toutes les femmes.",
        minimum_age=15,
        maximum_age=35,
        service_areas="Canton de Houdou\nGléi",
        required_documents=[RequiredDocument(document="Carnet de santé", note="si vous l’avez")],
        places=[PlaceFactory(branch=branch, name="La maison", opening_hours=week_hours(MORNING))],
    )

    page = read(client, service.url)

    assert facts(page) == [
        "Ouvert jusqu’à 12 h",
        "Gratuit",
        "Aucun papier demandé",
        "Éwé, Français en ifè sur demande",
        "Femmes uniquement",
        "Les enfants sont bienvenus",
        "Vous êtes reçue par une femme",
        "Ce que vous dites reste entre vous deux.",
        "12 places",
    ]
    assert page.each(".steps > li") == [
        "Vous entrez",
        "Vous parlez Aussi longtemps qu’il le faut.",
    ]
    for said in (
        "Une personne vous reçoit.",
        "Sans jugement.",
        "Toutes les femmes.",
        "De 15 à 35 ans.",
        "Canton de Houdou Gléi",
        "Carnet de santé (si vous l’avez)",
        "Vous pouvez venir sans aucun papier.",
    ):
        assert said in page.main
    assert page.href("La maison") == "/lieux/la-maison/"
    assert page.each(".hours tr") == ["Lundi à vendredi 8 h – 12 h", "Samedi et dimanche fermé"]


def test_an_interpreter_is_told_of_without_any_language(client, branch):
    page = read(client, ServicePageFactory(interpretation_services="en ifè sur demande").url)

    assert "en ifè sur demande" in facts(page)


@pytest.mark.parametrize(
    ("ages", "said"),
    [
        ({"minimum_age": 15}, "À partir de 15 ans."),
        ({"maximum_age": 35}, "Jusqu’à 35 ans."),
        ({"minimum_age": 0, "maximum_age": 5}, "Jusqu’à 5 ans."),
    ],
)
def test_ages(client, branch, ages, said):
    assert said in read(client, ServicePageFactory(**ages).url).main


def test_prices_are_told_and_the_unknown_ones_too(client, branch):
    service = ServicePageFactory(
        is_free=False,
        cost_options=[
            CostOption(option="Inscription", amount=5000),
            CostOption(option="Tissu", amount=None, description="à votre choix"),
            CostOption(option="Prêt de la machine", amount=0),
        ],
    )

    assert facts(read(client, service.url)) == [
        "Payant Inscription : 5 000 F CFA Tissu : à confirmer (à votre choix)"
        " Prêt de la machine : 0 F CFA"
    ]


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-03-03 07:00", "Ouvre aujourd’hui à 8 h"),
        ("2026-03-03 09:00", "Ouvert jusqu’à 12 h"),
        ("2026-03-03 13:00", "Ouvre demain à 8 h"),
        ("2026-03-07 09:00", "Ouvre lundi à 8 h"),
    ],
)
def test_the_state_is_said_once(client, branch, clock, moment, said):
    clock(moment)

    page = read(client, service_at(branch, MORNING).url)

    assert facts(page)[0] == said


def test_a_closure_says_why_and_when_it_opens_again(client, branch, clock):
    clock(TUESDAY_MORNING)
    closed = ExceptionalHours(
        start=dt.date(2026, 3, 2), end=dt.date(2026, 3, 4), reason="inventaire"
    )
    service = service_at(branch, MORNING, exceptional_hours=[closed])

    page = read(client, service.url)

    assert facts(page)[0] == "Fermé : inventaire Ouvre jeudi à 8 h"
    assert page.each(".hours tr")[0] == "Lundi à mercredi fermé : inventaire"


def test_a_closure_holds_for_services_with_hours_of_their_own(client, branch, clock):
    clock(TUESDAY_MORNING)
    day = dt.date(2026, 3, 3)
    place = PlaceFactory(
        branch=branch, exceptional_hours=[ExceptionalHours(start=day, end=day, reason="deuil")]
    )
    own = week_hours(MORNING, model=ServiceOpeningHours)
    service = ServicePageFactory(service_at_locations=[at_place(place, own)])

    assert facts(read(client, service.url))[0] == "Fermé : deuil Ouvre demain à 8 h"


@pytest.mark.parametrize(
    ("until", "today", "is_shown"),
    [
        (None, "2026-03-03", True),
        (dt.date(2026, 3, 3), "2026-03-03", True),
        (dt.date(2026, 3, 3), "2026-03-04", False),
    ],
)
def test_an_alert_is_shown_until_its_date(client, branch, clock, until, today, is_shown):
    service = ServicePageFactory(alert="Pas de séance cette semaine.", alert_until=until)

    for time in ("00:00", "23:59"):
        clock(f"{today} {time}")
        assert ("Pas de séance" in read(client, service.url).main) is is_shown


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("temporarily closed", "Fermé pour un temps"),
        ("inactive", "Pas disponible en ce moment"),
        ("defunct", "Terminé"),
    ],
)
def test_what_is_not_given_says_so_and_is_not_open(client, branch, clock, status, said):
    clock(TUESDAY_MORNING)
    place = PlaceFactory(branch=branch, opening_hours=week_hours(MORNING))

    page = read(client, ServicePageFactory(status=status, places=[place]).url)

    assert said in page.words(".callout-alert")
    assert "Ouvert jusqu’à" not in page.main


def test_every_number_is_called_as_it_should(client, branch):
    service = ServicePageFactory(
        phones=[
            phone(ServicePhone, "+22890000001", description="l’accueil"),
            phone(ServicePhone, "+22890000002", type="whatsapp"),
            phone(ServicePhone, "+22890000003", type="sms"),
        ]
    )

    page = read(client, service.url)

    assert page.href("Appeler le 90 00 00 01") == "tel:+22890000001"
    assert page.href("WhatsApp 90 00 00 02") == "https://wa.me/22890000002"
    assert page.href("SMS au 90 00 00 03") == "sms:+22890000003"
    assert "l’accueil" in page.main


WHEREABOUTS = {
    "address_1": "Derrière la pharmacie",
    "address_2": "Troisième porte",
    "canton": "Djama",
    "town": "Gléi",
    "transportation": "Le portail vert",
    "latitude": "7.53121",
    "longitude": "1.12345",
}


def test_a_place_on_request_tells_its_name_and_no_whereabouts(client, branch):
    service = service_at(
        branch, name="Bureau d’écoute", visibility=Visibility.ON_REQUEST, **WHEREABOUTS
    )

    page = read(client, service.url)

    assert "Bureau d’écoute L’adresse est donnée par téléphone, sur demande." in page.main
    assert "/lieux/bureau-decoute/" not in page.hrefs("a")
    for secret in WHEREABOUTS.values():
        assert secret not in page.response.content.decode()


def test_a_confidential_place_tells_its_name_alone(client, branch):
    place = PlaceFactory(branch=branch, confidential=True, name="Maison d’accueil", town="Gléi")

    page = read(client, ServicePageFactory(places=[place]).url)

    assert "Maison d’accueil L’adresse n’est pas publiée." in page.main
    assert "Gléi" not in page.response.content.decode()
    assert not [link for link in page.hrefs("a") if link.startswith("/lieux/")]


def test_several_places_each_with_its_own_hours(client, branch, clock):
    clock(TUESDAY_MORNING)
    near = PlaceFactory(branch=branch, name="Ici", opening_hours=week_hours(MORNING))
    far = PlaceFactory(branch=branch, name="Là-bas", transportation="")
    own = week_hours(("14:00", "16:00"), days=[1], model=ServiceOpeningHours)
    service = ServicePageFactory(
        service_at_locations=[at_place(near), at_place(far, own, description="salle 2")]
    )

    page = read(client, service.url)

    assert page.each("main h3")[:2] == ["Ici", "Là-bas , salle 2"]
    assert facts(page)[0] == "Ouvert jusqu’à 12 h"  # the best of both
    assert "Mardi 14 h – 16 h" in page.each(".hours tr")
    assert "Repères à confirmer" in page.main


def test_who_runs_it(client, branch):
    organisation = OrganisationFactory(branch=branch, name="Femmes debout", alternate_name="FD")

    page = read(client, ServicePageFactory(organization=organisation).url)

    assert page.href("Femmes debout") == "/organisations/femmes-debout/"
    assert "Femmes debout (FD)" in page.main


@pytest.mark.parametrize(
    ("verified", "said"),
    [
        (None, "À confirmer Cette information n’a pas encore été vérifiée."),
        (dt.date(2026, 3, 1), "Information vérifiée le 1er mars 2026."),
        (dt.date(2025, 9, 4), "Information vérifiée le 4 septembre 2025."),
        (dt.date(2025, 9, 3), "À confirmer Information vérifiée le 3 septembre 2025."),
    ],
)
def test_when_it_was_verified(client, branch, clock, verified, said):
    clock(TUESDAY_MORNING)
    service = ServicePageFactory(assured_date=verified, review_every=180)

    assert read(client, service.url).main.endswith(said)


def test_the_picture_is_described(client, branch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = ImageFactory(branch=branch)
    service = ServicePageFactory(image=image, image_alt="Une salle claire")

    (img,) = read(client, service.url).soup.select("main img")

    assert img["alt"] == "Une salle claire"
    assert img["width"]
    assert img["height"]


def test_other_services_leave_out_this_one_and_what_is_hidden(client, branch, other_branch):
    service = ServicePageFactory(title="Celui-ci")
    ServicePageFactory(title="Brouillon", live=False)
    ServicePageFactory(title="Terminé", status="defunct")
    ServicePageFactory(title="Ailleurs", branch=other_branch)
    for number in range(4):
        ServicePageFactory(title=f"Autre {number}")

    assert read(client, service.url).each(".card h3") == ["Autre 0", "Autre 1", "Autre 2"]


def test_it_leads_back_to_the_list(client, branch):
    assert read(client, ServicePageFactory().url).href("Tous les services") == "/services/"


def test_a_draft_and_a_restricted_service_are_not_shown(client, branch):
    assert client.get(ServicePageFactory(live=False).url).status_code == 404
    restricted = ServicePageFactory(title="Réservé", introduction="Rien que pour nous.")
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")

    response = client.get(restricted.url)

    assert response.status_code == 302
    assert b"Rien que pour nous" not in response.content


def test_words_are_words_and_not_markup(client, branch):
    service = ServicePageFactory(
        title="Avant <b>après</b>", introduction="1 < 2 & 3", alert="<script>alert(1)</script>"
    )

    page = read(client, service.url)

    assert page.each("h1") == ["Avant <b>après</b>"]
    assert "1 < 2 & 3" in page.main
    assert not page.soup.select("main script, h1 b")
