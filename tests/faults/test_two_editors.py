"""Two people change one page: whatever the order, nothing is lost without being said."""

import random
import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, Revision, TaskState

from centre.models import Role
from home.models import StandardPage
from tests.factories import StandardPageFactory, make_user
from tests.faults.two_editors import WARNED, Editor, newest_of, newest_values, words_of

pytestmark = pytest.mark.django_db

STEPS = ("open_again", "autosave", "autosave", "save", "publish")
ROUNDS = 200
STEPS_A_ROUND = 3


@pytest.fixture
def free_page(branch):
    return StandardPageFactory(branch=branch, title="Le centre", introduction="Au début.")


@pytest.fixture
def two(branch, free_page):
    """Two directors who may publish, in the same commune."""
    editors = []
    for name in ("Afi", "Dédé"):
        client = Client()
        user = make_user(branch, Role.DIRECTOR, username=name)
        user.first_name, user.last_name = name, "A."
        user.save()
        client.force_login(user)
        editors.append(Editor(name, free_page, client))
    return editors


@pytest.mark.parametrize("part", range(4))
def test_of_200_orders_none_loses_anything_unsaid(two, free_page, part):
    free_page.save_revision()
    for editor in two:
        editor.open()
        assert editor.form.items() >= newest_values(free_page).items()
    chance = random.Random(f"two editors {part}")
    for number in range(ROUNDS // 4):
        for editor in two:
            editor.known = set()
            editor.open_again()
        for step in range(STEPS_A_ROUND):
            act(chance, two, free_page, f"{part}-{number}-{step}")


def act(chance, two, page, mark):
    """Let one of them do something, and look at what became of both."""
    editor = chance.choice(two)
    step = chance.choice(STEPS)
    if step == "open_again":
        editor.open_again()
        return
    before, known = words_of(page), set(editor.known)
    words = f"{editor.name} {mark}"
    if getattr(editor, step)(words):
        assert before in known, f"{words} silently replaced {before}"
        assert words_of(page) == words
    else:
        assert before not in known, f"{words} was refused for nothing"
        assert words_of(page) == before
    if step == "publish" and words_of(page) == words:
        assert StandardPage.objects.get(pk=page.pk).introduction == words


def test_who_comes_second_keeps_her_words_and_may_insist(two, free_page):
    afi, dede = two
    afi.open(), dede.open()
    assert afi.save("Ouvert dès 7 h.")
    answer = dede._send("Ouvert dès 9 h.")
    content = answer.content.decode()
    text = re.sub(r"\s+", " ", content)
    assert WARNED in text
    assert "Afi A. a enregistré cette page le" in text
    assert "Ouvert dès 9 h." in content
    newer = reverse(
        "wagtailadmin_pages:revisions_view", args=[free_page.pk, newest_of(free_page).pk]
    )
    assert newer in content and dede.client.get(newer).status_code == 200
    # No script saves it for her before she has decided.
    assert "w-autosave-interval" not in content
    assert words_of(free_page) == "Ouvert dès 7 h."
    assert not dede.save("Ouvert dès 9 h.")
    assert dede.save("Ouvert dès 9 h.")
    kept = {one.content["introduction"] for one in Revision.objects.for_instance(free_page)}
    assert {"Ouvert dès 7 h.", "Ouvert dès 9 h."} <= kept


def test_a_page_without_any_version_is_watched_too(two, free_page):
    free_page.revisions.all().delete()
    Page.objects.filter(pk=free_page.pk).update(latest_revision=None, live_revision=None)
    afi, dede = two
    afi.open(), dede.open()
    assert "loaded_revision_id" not in dede.form
    assert afi.save("Un.")
    assert not dede.save("Deux.")
    assert words_of(free_page) == "Un."


def test_a_mistake_in_what_is_refused_is_shown_and_changes_nothing(two, free_page):
    afi, dede = two
    afi.open(), dede.open()
    assert afi.publish("Un.")
    dede.form["title"] = ""
    assert not dede.publish("Deux.")
    assert StandardPage.objects.get(pk=free_page.pk).introduction == "Un."


class TestApproval:
    @pytest.fixture
    def submitted(self, free_page, partner):
        free_page.introduction = "Proposé."
        free_page.save_revision(user=partner)
        free_page.get_workflow().start(free_page, partner)
        return free_page

    def decide(self, editor, page, action):
        state = TaskState.objects.get(workflow_state__object_id=str(page.pk))
        args = [page.pk, action, state.pk]
        return editor.client.post(
            reverse("wagtailadmin_pages:workflow_action", args=args), {"comment": ""}, follow=True
        )

    @pytest.mark.parametrize(
        ("first", "second"), [("approve", "approve"), ("approve", "reject"), ("reject", "approve")]
    )
    def test_of_two_decisions_the_first_holds_and_the_second_is_told(
        self, two, submitted, first, second
    ):
        afi, dede = two
        page = submitted
        self.decide(afi, page, first)
        state = TaskState.objects.get(workflow_state__object_id=str(page.pk))
        expected = "approved" if first == "approve" else "rejected"
        assert state.status == expected
        told = self.decide(dede, page, second).content.decode()
        assert said_no_longer(told)
        state.refresh_from_db()
        assert state.status == expected
        live = StandardPage.objects.get(pk=page.pk)
        assert live.introduction == ("Proposé." if first == "approve" else "Au début.")
        published = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish")
        assert published.count() == (first == "approve")


def said_no_longer(content: str) -> bool:
    """Return whether a message of Wagtail says that nothing waits for a decision."""
    messages = " ".join(re.findall(r'class="messages".*?</div>', content, re.S))
    return "Le centre" in messages and "modération" in messages
