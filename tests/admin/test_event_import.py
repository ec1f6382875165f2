"""Bring an agenda in: look first, then all of it or nothing, and never over what staff wrote."""

import datetime as dt
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page

from centre.models import Role
from events.imports.forms import MAX_SIZE
from events.models import AwarenessEventPage, EventPage, Occurrence
from tests.factories import (
    AwarenessEventPageFactory,
    PlaceFactory,
    ThemeFactory,
    agenda,
    change,
    make_user,
    on,
    weekly,
)

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parent.parent / "samples" / "calendars"


@pytest.fixture(autouse=True)
def november(monkeypatch):
    from django.utils import timezone

    at = dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: at)


@pytest.fixture
def desk(client, branch):
    """The browser of an events officer of Ogou 1."""
    agenda(branch)
    client.force_login(make_user(branch, Role.EVENTS))
    return client


def event(uid="1", title="Causerie", start="20270105T090000Z", *lines) -> str:
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART:{start}", *lines, "END:VEVENT"]
    )


def calendar(*events) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR"]).encode()


def look(client, content, name="agenda.ics", **choices):
    """Send a file and return what it would do."""
    data = {"file": SimpleUploadedFile(name, content), "kind": "sensibilisation"} | choices
    response = client.post(reverse("events_import"), data)
    assert response.status_code == 200
    return response


def words(response) -> str:
    soup = BeautifulSoup(response.getvalue(), "html.parser")
    return re.sub(r"\s+", " ", soup.main.get_text(" "))


def groups(response) -> dict[str, list[str]]:
    """Return the titles shown under each heading, without its count."""
    soup = BeautifulSoup(response.getvalue(), "html.parser")
    return {
        section.h2.get_text().split("(")[0].strip(): [
            strong.get_text() for strong in section.select("strong")
        ]
        for section in soup.select("main section")
        if section.h2 and section.table
    }


def errors(response) -> str:
    soup = BeautifulSoup(response.getvalue(), "html.parser")
    return " ".join(" ".join(one.get_text().split()) for one in soup.select(".error-message"))


def confirm(client, preview, **fields):
    """Press the button below a preview."""
    soup = BeautifulSoup(preview.getvalue(), "html.parser")
    token = soup.select_one("input[name=fingerprint]")["value"]
    return client.post(reverse("events_import_apply"), {"fingerprint": token} | fields)


def bring_in(client, content, **choices):
    """Look, press the button, and return the last page as words."""
    return words(confirm(client, look(client, content, **choices), partly="on"))


def imported() -> list[str]:
    return sorted(EventPage.objects.exclude(source_uid="").values_list("title", flat=True))


def test_nothing_is_written_before_the_button(desk):
    response = look(desk, calendar(event()))
    assert groups(response) == {"Nouveaux événements": ["Causerie"]}
    assert "5 janvier 2027" in words(response)
    assert imported() == []


@pytest.mark.parametrize("name", ["google", "nextcloud", "outlook"])
def test_the_calendars_of_others_come_in_and_stay_as_they_are(desk, name):
    content = (SAMPLES / f"{name}.ics").read_bytes()
    said = bring_in(desk, content)
    assert "C’est fait" in said
    assert "3 événements sont importés" in said
    assert len(imported()) == 3
    before = list(EventPage.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    again = look(desk, content)
    assert list(groups(again))[-1] == "Événements inchangés"
    assert "Nouveaux événements" not in groups(again)
    assert "Il n’y a rien à importer" in words(again)
    assert list(EventPage.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before


def test_what_was_read_is_what_is_published(desk, branch):
    place = PlaceFactory(branch=branch, name="Maison des femmes", visibility="public")
    lines = [
        "DTEND:20270105T113000Z",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE:20270112T090000Z",
        "LOCATION:maison des femmes",
        f"DESCRIPTION:Venez <script>avec</script> vos amies.\\n{'mot ' * 60}",
    ]
    bring_in(desk, calendar(event("1", "Nos droits", "20270105T090000Z", *lines)), publish="1")
    page = AwarenessEventPage.objects.get()
    assert (page.title, page.slug, page.live, page.place) == (
        "Nos droits",
        "nos-droits",
        True,
        place,
    )
    assert page.introduction.startswith("Venez avec vos amies.")
    assert "<script" not in str(page.body)
    rows = Occurrence.objects.filter(event=page.pk).order_by("starts")
    assert [(row.start_date.day, row.status) for row in rows] == [
        (5, "scheduled"), (12, "cancelled"), (19, "scheduled"), (26, "scheduled"),
    ]  # fmt: skip
    assert rows[1].reason == "Annulé dans l’agenda d’origine."
    assert page.owner.groups.get().branch_group.role == Role.EVENTS


def test_dates_cancelled_or_moved_are_counted(desk):
    response = look(desk, (SAMPLES / "google.ics").read_bytes())
    assert "2 dates annulées ou déplacées" in words(response)


def test_drafts_stay_drafts(desk):
    bring_in(desk, calendar(event()))
    assert not EventPage.objects.get().live
    assert not Occurrence.objects.exists()


def test_who_may_not_publish_is_not_asked_and_writes_drafts(client, branch):
    agenda(branch)
    client.force_login(make_user(branch, Role.PARTNER))
    assert b'name="publish"' not in client.get(reverse("events_import")).content
    bring_in(client, calendar(event()), publish="1")
    assert not EventPage.objects.get().live


def test_a_change_of_the_source_comes_in(desk):
    bring_in(desk, calendar(event(), event("2")), publish="1")
    page = EventPage.objects.get(source_uid="1")
    uid, line = page.uid, page.dates.get().uid
    content = calendar(event("1", "Causerie", "20270106T100000Z"), event("2"))
    response = look(desk, content, publish="1")
    assert groups(response) == {
        "Événements modifiés": ["Causerie"],
        "Événements inchangés": ["Causerie"],
    }
    assert "Change : dates." in words(response)
    confirm(desk, response).getvalue()
    page.refresh_from_db()
    assert (page.uid, page.dates.get().uid) == (uid, line)
    assert page.dates.get().start_date == dt.date(2027, 1, 6)
    assert page.sequence == 2
    assert EventPage.objects.count() == 2


def test_what_staff_wrote_survives(desk, branch):
    bring_in(desk, calendar(event("1", "Causerie", "20270105T090000Z", "LOCATION:Salle A")))
    page = EventPage.objects.get().specific
    page.title, page.childcare = "Nos droits, au marché", True
    page.save_revision()
    same = look(desk, calendar(event("1", "Causerie", "20270105T090000Z", "LOCATION:Salle A")))
    assert "Il n’y a rien à importer" in words(same)
    changed = calendar(event("1", "Causerie bis", "20270105T090000Z", "LOCATION:Salle B"))
    response = look(desk, changed)
    assert "Change : lieu." in words(response)
    assert "Reste comme vous l’avez écrit ici : titre." in words(response)
    confirm(desk, response).getvalue()
    page = EventPage.objects.get().get_latest_revision_as_object()
    assert (page.title, page.place_text) == ("Nos droits, au marché", "Salle B")
    assert page.childcare is True
    # Again and again: still hers.
    assert "titre" in words(look(desk, changed))
    bring_in(desk, calendar(event("1", "Causerie ter", "20270105T090000Z", "LOCATION:Salle C")))
    page = EventPage.objects.get().get_latest_revision_as_object()
    assert (page.title, page.place_text) == ("Nos droits, au marché", "Salle C")


def test_a_picture_added_to_the_text_is_staffs_work(desk):
    text = "DESCRIPTION:" + "mot " * 60
    bring_in(desk, calendar(event("1", "Causerie", "20270105T090000Z", text)))
    page = EventPage.objects.get().specific
    source = page.body[0].value.source.replace("<p>", '<p data-block-key="a1b2c">')
    page.body = [("text", source), ("heading", "À retenir")]
    page.save_revision()
    response = look(desk, calendar(event("1", "Causerie", "20270105T090000Z", text + "encore")))
    assert "Reste comme vous l’avez écrit ici : texte." in words(response)


def test_an_editor_that_only_rewrites_the_tags_changes_nothing(desk):
    text = "DESCRIPTION:" + "mot l'un & l'autre " * 20
    bring_in(desk, calendar(event("1", "Causerie", "20270105T090000Z", text)))
    page = EventPage.objects.get().specific
    source = page.body[0].value.source.replace("<p>", '<p data-block-key="a1b2c">')
    page.body = [("text", source.replace("&#x27;", "'"))]
    page.save_revision()
    response = look(desk, calendar(event("1", "Causerie", "20270105T090000Z", text + "encore")))
    assert "Change : texte." in words(response)


def test_a_draft_of_staff_is_not_published_by_an_import(desk):
    bring_in(desk, calendar(event()), publish="1")
    page = EventPage.objects.get().specific
    page.audience = "Les commerçantes"
    page.save_revision()
    response = look(desk, calendar(event(start="20270106T090000Z")), publish="1")
    assert "le changement attend dans ce brouillon" in words(response)
    confirm(desk, response).getvalue()
    page = EventPage.objects.get()
    assert (page.audience, page.dates.get().start_date) == ("", dt.date(2027, 1, 5))
    draft = page.get_latest_revision_as_object()
    assert (draft.audience, draft.dates.get().start_date.day) == ("Les commerçantes", 6)


def test_nothing_is_applied_when_a_line_is_refused_unless_she_says_so(desk):
    content = calendar(event(), event("2", "Mauvaise", "20270105T250000Z"))
    response = look(desk, content)
    assert groups(response) == {
        "Événements refusés": ["Mauvaise"],
        "Nouveaux événements": ["Causerie"],
    }
    assert "8 Mauvaise Sa date est illisible" in words(response)
    again = confirm(desk, response)
    assert "Corrigez le fichier, ou cochez cette case." in errors(again)
    assert imported() == []
    confirm(desk, again, partly="on").getvalue()
    assert imported() == ["Causerie"]


def test_one_that_cannot_be_written_undoes_all(desk, monkeypatch):
    from django.core.exceptions import ValidationError

    plain = AwarenessEventPage.full_clean

    def picky(self, *args, **kwargs):
        if self.title == "Mauvaise":
            raise ValidationError({"title": "Ce titre ne va pas."})
        plain(self, *args, **kwargs)

    monkeypatch.setattr(AwarenessEventPage, "full_clean", picky)
    said = bring_in(desk, calendar(event(), event("2", "Mauvaise"), event("3")))
    assert "Rien n’a été importé : la ligne 8, « Mauvaise »" in said.replace("\xa0", " ")
    assert "Ce titre ne va pas." in said
    assert imported() == []
    assert Page.objects.filter(title="Causerie").count() == 0


def test_progress_is_told_while_it_goes(desk):
    preview = look(desk, calendar(*[event(str(n), f"Causerie {n}") for n in range(23)]))
    response = confirm(desk, preview)
    assert response.streaming
    parts = [part.decode() for part in response.streaming_content]
    said = [part for part in parts if part.startswith("<p>")]
    assert said == ["<p>10 sur 23</p>", "<p>20 sur 23</p>", "<p>23 sur 23</p>"]
    assert len(imported()) == 23


def test_a_preview_that_is_out_of_date_is_shown_again(desk):
    bring_in(desk, calendar(event()))
    preview = look(desk, calendar(event(title="Autre")))
    page = EventPage.objects.get().specific
    page.title = "Le nôtre"
    page.save_revision()
    again = confirm(desk, preview)
    assert "L’agenda a changé entre-temps" in words(again)
    assert EventPage.objects.get().title == "Causerie"


def test_a_page_loaded_again_imports_nothing(desk):
    preview = look(desk, calendar(event()))
    confirm(desk, preview).getvalue()
    for answer in (confirm(desk, preview), desk.get(reverse("events_import_apply"))):
        assert answer.status_code == 302
    assert EventPage.objects.count() == 1


def test_no_get_changes_or_deletes_anything(desk):
    bring_in(desk, calendar(event()))
    before = list(Page.objects.values_list("pk", "latest_revision_id"))
    look(desk, calendar())
    for name in ("events_import", "events_import_apply", "events_import_template"):
        desk.get(reverse(name))
    assert list(Page.objects.values_list("pk", "latest_revision_id")) == before


def test_what_is_no_longer_in_the_file_stays(desk):
    bring_in(desk, calendar(event(), event("2", "Autre")))
    bring_in(desk, calendar(event("3", "Nouvelle")))
    assert imported() == ["Autre", "Causerie", "Nouvelle"]


def test_twins_make_one_event(desk):
    bring_in(desk, calendar(event(), event(), event(title="Autre")))
    assert imported() == ["Causerie"]


def test_two_communes_never_meet(desk, client, other_branch):
    agenda(other_branch)
    bring_in(desk, calendar(event()))
    ours = EventPage.objects.get()
    client.force_login(make_user(other_branch, Role.EVENTS))
    response = look(client, calendar(event(title="Là-bas")))
    assert groups(response) == {"Nouveaux événements": ["Là-bas"]}
    confirm(client, response).getvalue()
    ours.refresh_from_db()
    assert ours.title == "Causerie"
    theirs = EventPage.objects.get(title="Là-bas")
    assert theirs.get_parent() == agenda(other_branch).page_ptr


def test_an_agenda_of_another_commune_cannot_be_chosen(desk, branch, other_branch):
    theirs = agenda(other_branch)
    bring_in(desk, calendar(event()), agenda=str(theirs.pk))
    assert EventPage.objects.get().get_parent() == agenda(branch).page_ptr


def test_who_writes_for_several_communes_chooses(client, superuser, branch, other_branch):
    agenda(branch)
    theirs = agenda(other_branch)
    client.force_login(superuser)
    response = look(client, calendar(event()), agenda="999999")
    assert errors(response)
    bring_in(client, calendar(event()), agenda=str(theirs.pk))
    assert EventPage.objects.get().get_parent() == theirs.page_ptr


def test_who_has_no_agenda_has_no_import(client, branch, other_branch):
    agenda(other_branch)
    client.force_login(make_user(branch, Role.EVENTS))
    refused = reverse("wagtailadmin_home")
    for name in ("events_import", "events_import_apply", "events_import_template"):
        assert client.get(reverse(name)).headers["Location"] == refused
    assert client.post(reverse("events_import")).headers["Location"] == refused
    assert reverse("events_import") not in client.get(refused).content.decode()


def test_the_menu_leads_to_it(desk):
    page = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("events_import") in page


def test_a_partner_may_not_change_the_event_of_another(client, branch):
    agenda(branch)
    client.force_login(make_user(branch, Role.EVENTS))
    bring_in(client, calendar(event()))
    client.force_login(make_user(branch, Role.PARTNER))
    response = look(client, calendar(event(title="Autre")))
    assert groups(response) == {"Événements refusés": ["Autre"]}
    assert "Vous ne pouvez pas modifier cet événement." in words(response)


def test_a_locked_event_is_left(desk, director):
    bring_in(desk, calendar(event()))
    EventPage.objects.update(locked=True, locked_by=director)
    assert "verrouillé" in words(look(desk, calendar(event(title="Autre"))))


def test_our_own_export_is_known(desk, branch, client):
    page = AwarenessEventPageFactory(
        dates=[weekly("2026-12-03", "09:00", count=3)],
        date_changes=[change("cancelled", "2026-12-10")],
    )
    content = client.get("/agenda.ics").content
    response = look(desk, content)
    assert groups(response) == {"Événements inchangés": [page.title]}
    assert "Il vient de cet agenda" in words(response)


@pytest.mark.parametrize("days", [1, 3])
def test_whole_days_come_back_from_our_feed(desk, branch, other_branch, superuser, days):
    """Out of one commune and into another: not a day more, not a day less."""
    last = dt.date(2026, 12, 30) + dt.timedelta(days=days - 1)
    line = on("2026-12-30", all_day=True, end_date=last if days > 1 else None)
    there = AwarenessEventPageFactory(branch=branch, dates=[line])
    content = desk.get("/agenda.ics").content
    desk.force_login(superuser)
    bring_in(desk, content, agenda=str(agenda(other_branch).pk), publish="1")
    told = ("start_date", "end_date", "starts", "ends", "all_day", "start_time")
    (ours,) = Occurrence.objects.filter(branch=other_branch).values(*told)
    assert ours == Occurrence.objects.filter(event=there.pk).values(*told).get()
    assert (ours["end_date"], ours["all_day"]) == (last, True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ics", b"x" * (MAX_SIZE + 1), "Le fichier est trop lourd"),
        ("a.ics", b"", "vide"),
        ("a.ics", b"Bonjour", "pas un agenda"),
        ("a.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1", "pas entier"),
        ("a.csv", b"nom;quand\r\na;b", "La colonne « date » manque"),
        ("a.xlsx", b"PK", "se termine par .ics ou .csv"),
    ],
)
def test_a_bad_file_is_refused_next_to_its_field(desk, name, content, said):
    response = look(desk, content, name=name)
    assert said in errors(response).replace("\xa0", " ")
    assert imported() == []


def test_no_file_at_all(desk):
    response = desk.post(reverse("events_import"), {"kind": "sensibilisation"})
    assert "Choisissez le fichier." in errors(response)


def test_a_table_comes_in(desk, branch):
    theme = ThemeFactory(slug="sante", title="Santé, famille")
    rows = (
        "titre;date;début;fin;lieu;thème;gratuit;identifiant\r\n"
        "Vaccins;03/12/2026;9h;12h;Marché;Santé, famille / Autre chose;oui;v1\r\n"
        "Caravane;12/2026;;;;;;v2\r\n"
    ).encode("cp1252")
    response = look(desk, rows, name="agenda.csv")
    assert "L’un de ses thèmes n’est pas dans la liste" in words(response)
    assert "vérifiez les accents" in words(response)
    confirm(desk, response).getvalue()
    page = EventPage.objects.get(source_uid="v1")
    assert (page.is_free, list(page.themes.all())) == (True, [theme])
    assert EventPage.objects.get(source_uid="v2").dates.get().precision == "month"
    assert "Il n’y a rien à importer" in words(look(desk, rows, name="agenda.csv"))


def test_the_template_is_read_back(desk):
    response = desk.get(reverse("events_import_template"))
    assert response.content.startswith(b"\xef\xbb\xbftitre;date;")
    filled = response.content + b"Causerie;03/12/2026"
    assert groups(look(desk, filled, name="modele-agenda.csv")) == {
        "Nouveaux événements": ["Causerie"]
    }


def test_words_of_a_file_are_never_markup(desk):
    response = look(desk, calendar(event(title="<script>alert(1)</script>")))
    assert b"<script>alert" not in response.content
    assert b"<script>alert" not in confirm(desk, response).getvalue()
