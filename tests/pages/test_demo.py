"""The demonstration is honest, whole, and gives way to what staff write."""

import re

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import PageLogEntry, WorkflowState

from centre.models import Commune, Role
from centre.reference import read_rows
from centre.validation import validate_whole
from services.models import (
    HelpLine,
    Need,
    Organisation,
    OrganisationPhone,
    Place,
    PlaceOpeningHours,
    PlacePhone,
    ServiceOpeningHours,
    ServicePage,
    ServicePhone,
    Visibility,
)
from services.reference import DATA
from tests.pages.demonstration import branch, load_demo, pages, passwords

ACCOUNTS = {"directrice", "editrice", "evenements", "partenaire", "federation"}
PHONE_LIKE = re.compile(r"\+?\d(?:[\s.\-]?\d){7,}")


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker):
    """What the first run prints; loaded once, each test goes back to that state."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def demo(printed, db):
    """The branch of the demonstration."""
    return branch()


def told_numbers():
    return {row["number"]: row["publish"] for row in read_rows(DATA / "help_numbers.csv")}


def test_every_page_is_marked_as_demonstration(demo):
    assert {page.is_demonstration for page in pages()} == {True}


def test_everything_is_valid(demo):
    loaded = [*pages(), *Place.objects.all(), *Organisation.objects.all(), *HelpLine.objects.all()]
    assert len(loaded) > 30
    for instance in loaded:
        validate_whole(instance)


def test_no_phone_is_invented(demo):
    for model in (ServicePhone, PlacePhone, OrganisationPhone):
        assert not model.objects.exists()
    assert not demo.root_page.specific.phones.exists()
    numbers = told_numbers()
    for line in HelpLine.objects.all():
        assert numbers[line.number] == ("yes" if line.is_published else "to_confirm")


def test_no_page_says_a_phone_number(demo, client):
    for page in pages().live():
        main = client.get(page.url).content.decode().split("<main")[1].split("</main>")[0]
        text = re.sub(r"<[^>]*>", " ", main)
        assert PHONE_LIKE.findall(text) == [], page.url


def test_the_hours_of_the_centre_are_unknown_and_those_shown_say_that_they_are_an_example(demo):
    assert not PlaceOpeningHours.objects.exists()
    notes = set(ServiceOpeningHours.objects.values_list("note", flat=True))
    assert notes == {"exemple, à confirmer"}


def test_a_confidential_place_has_no_address(demo):
    hidden = Place.objects.get(visibility=Visibility.CONFIDENTIAL)

    assert not any(getattr(hidden, name) for name in (*Place.WHEREABOUTS, "town"))


def test_ten_to_fourteen_services_answer_every_need(demo):
    services = ServicePage.objects.live()

    assert 10 <= services.count() <= 14
    assert set(Need.objects.filter(services__in=services)) == set(Need.objects.all())


def test_every_live_page_opens_and_no_draft_does(demo, client):
    for page in pages():
        assert client.get(page.url).status_code == (200 if page.live else 404), page.url


def test_the_centre_is_the_front_page_of_the_site(demo, client):
    response = client.get("/")

    assert "Centre de promotion féminine d’Ogou 1" in response.content.decode()


def test_history_says_who_wrote_and_who_published(demo):
    service = ServicePage.objects.live().first()
    actions = dict(
        PageLogEntry.objects.filter(page=service.pk).values_list("action", "user__username")
    )

    assert actions["wagtail.create"] == "editrice"
    assert actions["wagtail.publish"] == "directrice"


def test_a_draft_and_a_request_for_approval_wait_for_the_director(demo):
    drafts = set(ServicePage.objects.filter(live=False))
    state = WorkflowState.objects.get(status=WorkflowState.STATUS_IN_PROGRESS)

    assert {page.owner.username for page in drafts} == {"partenaire", "evenements"}
    assert state.content_object.specific in drafts
    director = demo.branch_groups.get(role=Role.DIRECTOR).group
    assert list(state.current_task_state.task.specific.groups.all()) == [director]


def test_facts_of_the_press_are_told_with_their_source(demo, client):
    told = client.get("/le-centre/").content.decode()

    assert "3 décembre 2024" in told
    assert (
        "https://togoreport.net/atakpame-inauguration-du-centre-de-promotion-feminine-dogou1"
        in told
    )


def test_accounts_are_printed_with_the_address(printed, demo, settings):
    assert f"{settings.WAGTAILADMIN_BASE_URL}/admin/" in printed
    assert passwords(printed).keys() == ACCOUNTS
    assert len(set(passwords(printed).values())) == len(ACCOUNTS)


@pytest.mark.parametrize("username", sorted(ACCOUNTS))
def test_each_account_enters_the_staff_area_with_the_printed_password(
    username, printed, demo, client
):
    form = {"username": username, "password": passwords(printed)[username]}

    response = client.post(reverse("wagtailadmin_login"), form)

    assert response.status_code == 302
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_second_run_adds_nothing_and_keeps_passwords(printed, demo):
    before = sorted(pages().values_list("pk", "latest_revision_id"))

    again = load_demo()

    assert again.startswith("0 ")
    assert passwords(again) == {}
    assert "--new-passwords" in again
    assert sorted(pages().values_list("pk", "latest_revision_id")) == before
    user = demo.branch_groups.get(role=Role.EDITOR).group.user_set.get()
    assert user.check_password(passwords(printed)["editrice"])


def test_a_second_run_keeps_what_staff_edited(demo):
    service = ServicePage.objects.live().first()
    service.title, service.slug = "Un autre titre", "une-autre-adresse"
    service.save_revision().publish()
    Place.objects.filter(slug="centre").update(slug="notre-centre", transportation="À côté.")
    HelpLine.objects.filter(number="117").update(answered_by="Le poste d’Atakpamé")

    again = load_demo()

    assert again.startswith("0 ")
    service.refresh_from_db()
    assert (service.title, service.slug) == ("Un autre titre", "une-autre-adresse")
    assert Place.objects.get(slug="notre-centre").transportation == "À côté."
    assert HelpLine.objects.get(number="117").answered_by == "Le poste d’Atakpamé"


def test_a_second_run_brings_back_what_is_missing(demo):
    ServicePage.objects.get(slug="alphabetisation").delete()
    count = pages().count()

    load_demo()

    assert pages().count() == count + 1
    assert ServicePage.objects.get(slug="alphabetisation").live


def test_a_holiday_that_staff_removed_does_not_come_back(demo):
    demo.publicholidays.first().delete()
    kept = set(demo.publicholidays.values_list("date", flat=True))

    load_demo()

    assert set(demo.publicholidays.values_list("date", flat=True)) == kept


def test_new_passwords_are_drawn_when_asked(printed, demo):
    drawn = passwords(load_demo("--new-passwords"))

    assert drawn.keys() == ACCOUNTS
    assert set(drawn.values()).isdisjoint(passwords(printed).values())


def test_one_password_for_all_when_the_environment_says_so(demo, monkeypatch, client):
    monkeypatch.setenv("DEMO_PASSWORD", "un-seul-pour-tous")

    assert passwords(load_demo()) == dict.fromkeys(ACCOUNTS, "un-seul-pour-tous")
    assert client.login(username="partenaire", password="un-seul-pour-tous")


def test_the_lists_of_the_federation_are_whole(demo):
    assert Commune.objects.count() == 117
    assert Need.objects.count() == 10
