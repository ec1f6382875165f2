"""A meeting of several days with its programme, written and told afterwards in the editor.

The days are those of the retreat of the United Nations country team in Togo, from 31 May to
2 June 2021; what was said there is not invented here.
"""

import datetime as dt
import json

import pytest
from bs4 import BeautifulSoup

from centre.models import Role
from events.models import AwarenessEventPage, EventPage, Occurrence
from events.wording import when_in_words
from tests.admin.editing import PUBLISH, add, edit
from tests.factories import AwarenessEventPageFactory, ImageFactory, agenda, make_user, on

pytestmark = pytest.mark.django_db

DAYS = {"dates-0-start_date": "2021-05-31", "dates-0-end_date": "2021-06-02"}
LINES = [
    ("2021-05-31", "09:00", "Ouverture", "", "la coordination résidente"),
    ("2021-05-31", "10:30", "Première séance", "le plan de coopération", "une agence"),
    ("2021-06-01", "09:00", "Travaux en groupes", "l’égalité entre les femmes et les hommes", ""),
    ("2021-06-02", "15:00", "Décisions et clôture", "", "la coordination résidente"),
]


@pytest.fixture
def desk(client, branch):
    agenda(branch)
    client.force_login(make_user(branch, Role.EVENTS))
    return client


def programme(lines=LINES) -> dict:
    names = ("day", "time", "title", "theme", "speaker_role")
    rows = {"timetable-TOTAL_FORMS": str(len(lines))}
    for number, line in enumerate(lines):
        rows |= {
            f"timetable-{number}-{name}": value for name, value in zip(names, line, strict=True)
        }
        rows |= {f"timetable-{number}-ORDER": str(number + 1), f"timetable-{number}-id": ""}
    return rows


def write(desk, branch, **fields):
    return add(
        desk,
        agenda(branch),
        AwarenessEventPage,
        title="Retraite de l’équipe pays des Nations Unies",
        slug="retraite",
        kind="reunion",
        **fields,
        **PUBLISH,
    )


def test_three_days_with_their_programme(desk, branch):
    write(desk, branch, **DAYS, **programme())
    date = Occurrence.objects.get()
    assert when_in_words(date) == "du 31 mai au 2 juin 2021"
    lines = EventPage.objects.get().timetable.all()
    assert [
        (f"{line.day}", f"{line.time:%H:%M}", line.title, line.theme, line.speaker_role)
        for line in lines
    ] == LINES


def test_a_line_on_another_day_is_refused_next_to_its_field(desk, branch):
    late = ("2021-06-03", "09:00", "Trop tard", "", "")
    response = write(desk, branch, **DAYS, **programme([*LINES, late]))
    field = BeautifulSoup(response.content.decode(), "html.parser").find(
        attrs={"name": "timetable-4-day"}
    )
    said = field.find_parent(attrs={"data-field": True}).select_one(".error-message").get_text()
    assert " ".join(said.split()) == "L’événement n’a pas lieu ce jour-là."
    assert not EventPage.objects.exists()


def test_a_programme_of_one_day_needs_hours_only(desk, branch):
    lines = [("", "09:00", "Accueil", "", ""), ("", "", "Discussion", "", "")]
    write(desk, branch, **{"dates-0-start_date": "2021-05-31"}, **programme(lines))
    assert [line.day for line in EventPage.objects.get().timetable.all()] == [None, None]


@pytest.fixture
def meeting(branch):
    return AwarenessEventPageFactory(
        branch=branch, dates=[on("2021-05-31", end_date=dt.date(2021, 6, 2))]
    )


def told(text="Trois jours de travail.") -> dict:
    return {
        "outcome-count": "1",
        "outcome-0-deleted": "",
        "outcome-0-order": "0",
        "outcome-0-type": "text",
        "outcome-0-id": "",
        "outcome-0-value": json.dumps({
            "blocks": [{"key": "a", "text": text, "type": "unstyled", "depth": 0,
                        "inlineStyleRanges": [], "entityRanges": []}],
            "entityMap": {},
        }),
    }  # fmt: skip


def test_what_happened_and_was_decided_is_published_as_any_text(desk, meeting):
    edit(desk, meeting, **told(), decisions="Se revoir.\nPublier le plan.", **PUBLISH)
    meeting.refresh_from_db()
    assert "Trois jours de travail." in str(meeting.outcome)
    assert meeting.decisions.splitlines() == ["Se revoir.", "Publier le plan."]


def test_pictures_are_published_with_the_consent_of_those_seen(desk, branch, meeting):
    shown = {
        "outcome-count": "1",
        "outcome-0-deleted": "",
        "outcome-0-order": "0",
        "outcome-0-type": "picture",
        "outcome-0-id": "",
        "outcome-0-value-image-image": str(ImageFactory(branch=branch).pk),
        "outcome-0-value-image-alt_text": "Une salle de réunion",
        "outcome-0-value-caption": "",
    }
    response = edit(desk, meeting, **shown, **PUBLISH)
    consent = BeautifulSoup(response.content.decode(), "html.parser").find(
        attrs={"name": "photo_consent"}
    )
    assert consent.find_parent(attrs={"data-field": True}).select_one(".error-message")
    meeting.refresh_from_db()
    assert not meeting.outcome
    edit(desk, meeting, **shown, photo_consent="on", **PUBLISH)
    meeting.refresh_from_db()
    assert [block.block_type for block in meeting.outcome] == ["picture"]


def test_the_tabs_follow_the_order_of_the_questions():
    assert [str(tab.heading) for tab in AwarenessEventPage.get_edit_handler().children] == [
        "Quoi", "Quand et où", "Pour qui", "Diffuser", "Après", "Suivi",
    ]  # fmt: skip
