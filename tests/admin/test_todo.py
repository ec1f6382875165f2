"""The home page of the staff area says what to do today, and where."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from centre.models import Role
from centre.staff.todo import SHOWN, Desk, TodoGroup, TodoItem, group_of, todo_groups
from services.models import HelpLine
from tests.factories import (
    HelpLineFactory,
    ImageFactory,
    ServicePageFactory,
    StandardPageFactory,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 9)


@pytest.fixture(autouse=True)
def nothing_national(db):
    """Leave only the help numbers that a test makes."""
    HelpLine.objects.all().delete()


def lines(user, today=TODAY) -> dict[str, list[tuple[str, str]]]:
    groups = todo_groups(Desk(user=user, today=today))
    return {
        str(group.heading): [(item.title, str(item.detail)) for item in group.items]
        for group in groups
    }


def submit(page, user):
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    return page


def home_page(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_nothing_to_do_is_said(client, branch, director):
    assert lines(director) == {}
    assert "Tout est à jour." in home_page(client, director)


def test_services_never_verified_come_first_then_the_oldest(branch, editor):
    for title, days in (("Jamais", None), ("Vieux", 300), ("Plus vieux", 400), ("Récent", 10)):
        on = TODAY - dt.timedelta(days=days) if days else None
        ServicePageFactory(branch=branch, title=title, assured_date=on)
    assert lines(editor) == {
        "Services à vérifier": [
            ("Jamais", "jamais vérifié"),
            ("Plus vieux", "vérifié le 2 février 2025"),
            ("Vieux", "vérifié le 13 mai 2025"),
        ]
    }


@pytest.mark.parametrize("values", [{"live": False}, {"status": "defunct"}])
def test_what_nobody_reads_is_not_to_verify(branch, editor, values):
    ServicePageFactory(branch=branch, has_unpublished_changes=False, **values)
    assert lines(editor) == {}


def test_help_numbers_of_the_commune_are_to_verify(branch, editor):
    HelpLineFactory(branch=branch, number="90000001", label="Écoute", verified_on=None)
    HelpLineFactory(branch=branch, verified_on=TODAY - dt.timedelta(days=30))
    HelpLineFactory(branch=branch, verified_on=None, is_published=False)
    HelpLineFactory(verified_on=None)
    assert lines(editor) == {
        "Numéros utiles à vérifier": [("+22890000001 · Écoute", "jamais vérifié")]
    }


def test_national_numbers_are_to_verify_by_the_federation(branch, superuser):
    HelpLineFactory(number="1014", label="Signaler un viol", verified_on=None)
    assert lines(superuser) == {
        "Numéros utiles à vérifier": [("1014 · Signaler un viol", "jamais vérifié")]
    }


def test_the_director_finds_what_waits_for_her(branch, partner, director):
    page = submit(ServicePageFactory(branch=branch, title="Cours", live=False), partner)
    assert lines(director) == {"À relire et approuver": [("Cours", f"envoyé par {partner}")]}
    page.current_workflow_task_state.approve(user=director)
    page.refresh_from_db()
    assert "À relire et approuver" not in lines(director)


def test_who_cannot_approve_is_not_asked_to(branch, partner, editor):
    submit(ServicePageFactory(branch=branch, live=False), partner)
    assert lines(editor) == {}


def test_drafts_are_to_finish(branch, editor):
    new = ServicePageFactory(branch=branch, title="Nouveau", live=False)
    new.save_revision()
    changed = ServicePageFactory(branch=branch, title="Ancien", assured_date=TODAY)
    changed.title = "Changé"
    changed.save_revision()
    assert lines(editor) == {
        "Brouillons à terminer": [
            ("Changé", "le public lit l’ancien texte"),
            ("Nouveau", "pas encore publié"),
        ]
    }


def test_who_looks_after_several_communes_reads_of_which_a_draft_is(
    client, branch, other_branch, editor, superuser
):
    for one in (branch, other_branch):
        ServicePageFactory(branch=one, title="Écoute", live=False).save_revision()
    for user, communes in (
        (superuser, {branch.commune.name, other_branch.commune.name}),
        (editor, {""}),
    ):
        drafts = todo_groups(Desk(user=user, today=TODAY))[0]
        assert {item.commune for item in drafts.items if item.title == "Écoute"} == communes
    assert f">{other_branch.commune.name}</span>" in home_page(client, superuser)


def test_a_scheduled_text_is_not_to_finish(branch, editor):
    page = ServicePageFactory(branch=branch, live=False)
    page.go_live_at = timezone.now() + dt.timedelta(days=2)
    page.save_revision(approved_go_live_at=page.go_live_at)
    assert lines(editor) == {}


def test_a_partner_finds_her_own_drafts_only(branch, partner, editor):
    for title, owner in (("À moi", partner), ("À elle", editor)):
        ServicePageFactory(branch=branch, title=title, live=False, owner=owner).save_revision()
    assert lines(partner) == {"Brouillons à terminer": [("À moi", "pas encore publié")]}


def test_a_text_sent_back_is_said(branch, partner, director):
    page = submit(
        ServicePageFactory(branch=branch, title="Cours", live=False, owner=partner), partner
    )
    page.current_workflow_task_state.reject(user=director)
    assert lines(partner) == {"Brouillons à terminer": [("Cours", "renvoyé pour correction")]}


def test_pages_without_image_or_sentence_are_to_complete(branch, editor):
    image = ImageFactory(branch=branch)
    StandardPageFactory(branch=branch, title="Nue", introduction="")
    StandardPageFactory(branch=branch, title="Sans image")
    StandardPageFactory(
        branch=branch, title="Muette", introduction="", image=image, image_is_decorative=True
    )
    StandardPageFactory(branch=branch, title="Entière", image=image, image_is_decorative=True)
    StandardPageFactory(branch=branch, live=False, introduction="", has_unpublished_changes=False)
    assert lines(editor) == {
        "Pages à compléter": [
            ("Nue", "ni phrase de présentation, ni image"),
            ("Sans image", "pas d’image"),
            ("Muette", "pas de phrase de présentation"),
        ]
    }


def test_an_image_is_not_asked_for_where_the_public_would_not_see_it(branch, editor):
    ServicePageFactory(branch=branch, assured_date=TODAY, image=None)
    assert lines(editor) == {}


@pytest.mark.parametrize("role", list(Role))
def test_another_commune_is_not_seen(branch, other_branch, role):
    theirs = make_user(other_branch, Role.PARTNER)
    submit(ServicePageFactory(branch=other_branch, live=False, owner=theirs), theirs)
    ServicePageFactory(branch=other_branch, live=False, owner=theirs).save_revision()
    ServicePageFactory(branch=other_branch, introduction="")
    StandardPageFactory(branch=other_branch)
    HelpLineFactory(branch=other_branch, verified_on=None)
    assert lines(make_user(branch, role)) == {}


def test_each_line_leads_to_where_it_is_done(client, branch, editor):
    service = ServicePageFactory(branch=branch)
    number = HelpLineFactory(branch=branch, verified_on=None)
    page = home_page(client, editor)
    for name, pk in (
        ("wagtailadmin_pages:edit", service.pk),
        ("centre_verify_page", service.pk),
        ("helpline:edit", number.pk),
        ("helpline:verify", number.pk),
    ):
        assert f'"{reverse(name, args=[pk])}"' in page


def test_the_buttons_of_the_panel_work(client, branch, editor):
    service = ServicePageFactory(branch=branch)
    number = HelpLineFactory(branch=branch, verified_on=None)
    client.force_login(editor)
    for name, thing in (("centre_verify_page", service), ("helpline:verify", number)):
        client.post(reverse(name, args=[thing.pk]))
    assert "Tout est à jour." in home_page(client, editor)


def test_the_rest_of_a_long_list_is_one_click_away(client, branch, editor):
    for _ in range(SHOWN + 2):
        ServicePageFactory(branch=branch)
    assert len(lines(editor)["Services à vérifier"]) == SHOWN
    everything = reverse("services:index") + "?verification=overdue"
    assert f'href="{everything}"' in home_page(client, editor)
    listed = client.get(everything).content.decode()
    assert listed.count("J’ai vérifié") == SHOWN + 2


def test_a_group_without_items_is_none():
    assert group_of([], "Titre", "check") is None


def test_a_group_of_exactly_what_is_shown_has_no_more():
    items = [TodoItem(str(number), "/") for number in range(SHOWN)]
    assert group_of(items, "Titre", "check") == TodoGroup("Titre", "check", items, False, "")


def test_the_home_page_costs_the_same_for_one_and_for_many(
    client, branch, partner, director, django_assert_num_queries
):
    def fill(times):
        for _ in range(times):
            ServicePageFactory(branch=branch, introduction="")
            StandardPageFactory(branch=branch)
            HelpLineFactory(branch=branch, verified_on=None)
            submit(ServicePageFactory(branch=branch, live=False, owner=partner), partner)
            ServicePageFactory(branch=branch, live=False).save_revision()

    fill(1)
    home_page(client, director)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("wagtailadmin_home"))
    fill(SHOWN + 2)
    with django_assert_num_queries(len(few)):
        client.get(reverse("wagtailadmin_home"))
