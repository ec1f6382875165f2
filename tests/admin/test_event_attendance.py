"""Who came: written on a phone, checked, corrected in versions, validated; only hers."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from centre.models import Role
from events.models import AttendanceCount, AttendanceReport, Occurrence
from tests.factories import AwarenessEventPageFactory, change, make_user, on, weekly

pytestmark = pytest.mark.django_db

FIGURES = {"total": "10", "women": "6", "men": "4", "method": "paper", "corrects": "0"}
REFUSED = {302, 403, 404}


def day(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.fixture
def officer(branch):
    return make_user(branch, Role.EVENTS)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def event(branch):
    return AwarenessEventPageFactory(
        branch=branch, title="Nos droits", dates=[on(day(-2), "09:00", "12:00")]
    )


@pytest.fixture
def series(branch):
    return AwarenessEventPageFactory(
        branch=branch,
        dates=[weekly(day(-21), "09:00", "12:00", count=5)],
        date_changes=[change("cancelled", day(-14))],
    )


def address_of(event, key=None) -> str:
    address = reverse("events_attendance", args=[event.pk])
    return f"{address}?date={key}" if key is not None else address


def soup_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def key_of(event, number=-2) -> str:
    return Occurrence.objects.get(event=event.pk, start_date=day(number)).recurrence_id


def note(desk, event, key=None, **fields):
    sent = FIGURES | {"date": key_of(event) if key is None else key} | fields
    return desk.post(address_of(event), sent)


def said(response, name) -> str:
    field = soup_of(response).find(attrs={"name": name}).parent
    return " ".join(field.select_one(".errorlist").get_text().split())


def test_totals_are_noted(desk, officer, branch, event):
    response = note(desk, event, is_estimated="on", note="Il a plu.")
    assert response.status_code == 302
    report = AttendanceReport.objects.get()
    assert (report.branch, report.event_id, report.version) == (branch, event.pk, 1)
    assert (report.total, report.women, report.men) == (10, 6, 4)
    assert (report.is_estimated, report.note, report.entered_by) == (True, "Il a plu.", officer)
    assert report.recurrence_id == key_of(event)


def test_the_total_is_completed_from_women_and_men(desk, event):
    note(desk, event, total="")
    assert AttendanceReport.objects.get().total == 10


def test_sex_and_age_are_noted_in_cells_and_an_empty_one_is_not_zero(desk, event):
    cells = {"cell-f-18-24": "5", "cell-f-x": "1", "cell-m-60+": "0"}
    note(desk, event, **cells)
    found = AttendanceCount.objects.values_list("sex", "age_band", "count")
    assert set(found) == {("f", "18-24", 5), ("f", "", 1), ("m", "60+", 0)}
    shown = soup_of(desk.get(address_of(event)))
    assert shown.find(attrs={"name": "cell-f-18-24"})["value"] == "5"
    assert shown.find(attrs={"name": "cell-m-60+"})["value"] == "0"
    assert not shown.find(attrs={"name": "cell-m-18-24"}).get("value")
    assert shown.find(attrs={"name": "cell-m-60+"}).find_parent("details").has_attr("open")


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"total": "", "women": "", "men": ""}, "total",
         "Dites au moins combien de personnes sont venues, même à peu près."),
        ({"total": "9"}, "total",
         "Les femmes et les hommes ensemble dépassent le nombre de personnes en tout."),
        ({"cell-f-0-14": "7"}, "women", "Le tableau compte plus de femmes qu’il n’est dit ici."),
        ({"cell-x-x": "1"}, "total", "Le tableau compte plus de personnes qu’il n’est dit ici."),
        ({"with_disability": "11"}, "with_disability",
         "Cela ne peut pas dépasser le nombre de personnes en tout."),
        ({"total": "beaucoup"}, "total",
         "Écrivez un nombre de personnes, en chiffres. Exemple : 42."),
        ({"women": "-1"}, "women", "Écrivez un nombre de personnes, en chiffres. Exemple : 42."),
        ({"total": "100001"}, "total",
         "C’est plus de monde qu’il ne peut en venir : vérifiez le nombre."),
        ({"cell-m-60+": "x"}, "cell-m-60+",
         "Écrivez un nombre de personnes, en chiffres. Exemple : 42."),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_refused_next_to_the_field(desk, event, fields, name, sentence):
    response = note(desk, event, **fields)
    assert response.status_code == 200
    assert said(response, name) == sentence
    assert not AttendanceReport.objects.exists()
    kept = soup_of(response)
    for field, typed in fields.items():
        assert kept.find(attrs={"name": field}).get("value", "") == typed


def test_how_it_was_counted_is_asked(desk, event):
    response = note(desk, event, method="")
    assert "Dites comment on a compté." in response.content.decode()
    assert not AttendanceReport.objects.exists()


def test_a_correction_is_a_new_version_and_the_history_is_shown(desk, branch, event):
    note(desk, event)
    desk.force_login(make_user(branch, Role.EDITOR))
    note(desk, event, total="12", women="8", corrects="1")
    assert list(AttendanceReport.objects.values_list("version", "total")) == [(2, 12), (1, 10)]
    text = desk.get(address_of(event)).content.decode()
    for words in ("12 personnes, dont 8 femmes", "10 personnes, dont 6 femmes"):
        assert words in text
    for report in AttendanceReport.objects.all():
        assert str(report.entered_by) in text
    shown = soup_of(desk.get(address_of(event)))
    assert shown.find(attrs={"name": "total"})["value"] == "12"
    assert shown.find(attrs={"name": "corrects"})["value"] == "2"


def test_a_version_written_meanwhile_is_not_covered_up(desk, event):
    note(desk, event)
    response = note(desk, event, total="11")
    assert "Quelqu’un l’a corrigé entre-temps" in response.content.decode()
    assert AttendanceReport.objects.count() == 1
    shown = soup_of(response)
    assert shown.find(attrs={"name": "total"})["value"] == "11"
    again = shown.find(attrs={"name": "corrects"})["value"]
    note(desk, event, total="11", corrects=again)
    assert AttendanceReport.objects.first().total == 11


def test_the_director_validates_in_one_click(client, director, event, desk):
    note(desk, event)
    assert "Valider ces chiffres" not in desk.get(address_of(event)).content.decode()
    report = AttendanceReport.objects.get()
    address = reverse("events_validate_report", args=[report.pk])
    assert desk.post(address).status_code in REFUSED
    client.force_login(director)
    assert f'action="{address}"' in client.get(address_of(event)).content.decode()
    assert client.post(address).status_code == 302
    report.refresh_from_db()
    assert report.validated_by == director
    before = report.validated_at
    client.post(address)
    report.refresh_from_db()
    assert report.validated_at == before
    assert client.get(address).status_code == 405


def test_a_correction_is_to_be_validated_again(client, director, event):
    client.force_login(director)
    note(client, event)
    report = AttendanceReport.objects.get()
    client.post(reverse("events_validate_report", args=[report.pk]))
    note(client, event, corrects="1", total="11")
    assert AttendanceReport.objects.first().validated_at is None


def test_the_form_opens_at_the_latest_date_without_a_report(desk, series):
    note(desk, series, key=key_of(series, -7))
    shown = soup_of(desk.get(f"{address_of(series)}?date="))
    later = timezone.localtime().time() >= dt.time(9)
    expected = key_of(series, 0) if later else key_of(series, -21)
    assert shown.find(attrs={"name": "date"})["value"] == expected


def test_each_date_that_took_place_has_its_report(desk, series):
    keys = {key_of(series, -21), key_of(series, -7)}
    links = {link["href"] for link in soup_of(desk.get(address_of(series))).select("main li a")}
    assert {f"?date={key}" for key in keys} <= links
    assert f"?date={key_of(series, -14)}" not in links
    assert f"?date={key_of(series, 7)}" not in links
    note(desk, series, key=key_of(series, -21))
    note(desk, series, key=key_of(series, -7), total="30")
    reports = AttendanceReport.objects.values_list("recurrence_id", "total", "version")
    assert set(reports) == {(key_of(series, -21), 10, 1), (key_of(series, -7), 30, 1)}


def test_the_whole_event_or_its_dates_but_not_both(desk, series):
    note(desk, series, key="tout")
    assert AttendanceReport.objects.get().recurrence_id == ""
    text = desk.get(address_of(series)).content.decode()
    assert "Tout l’événement" in text
    assert key_of(series, -7) not in text


def test_what_is_still_to_come_is_not_reported(desk, branch):
    event = AwarenessEventPageFactory(branch=branch, dates=[on(day(5))])
    assert "Il n’a pas encore eu lieu" in desk.get(address_of(event)).content.decode()
    assert note(desk, event, key="tout").status_code == 404
    draft = AwarenessEventPageFactory(branch=branch, live=False)
    assert note(desk, draft, key="tout").status_code == 404
    assert not AttendanceReport.objects.exists()


def test_an_event_without_a_known_date_is_reported_as_a_whole(desk, branch):
    event = AwarenessEventPageFactory(branch=branch, dates=[on(None, precision="unknown")])
    note(desk, event, key="tout")
    assert AttendanceReport.objects.get().recurrence_id == ""


@pytest.mark.parametrize("key", ["rubbish", "x" * 50, "\x00", "20270101"])
def test_a_date_that_is_none_of_the_event_shows_another(desk, event, key):
    response = desk.get(reverse("events_attendance", args=[event.pk]), {"date": key})
    assert response.status_code == 200
    assert soup_of(response).find(attrs={"name": "date"})["value"] == key_of(event)


def test_the_editor_says_who_came_and_leads_to_the_form(desk, event):
    editor = reverse("wagtailadmin_pages:edit", args=[event.pk])
    assert "Personne n’a encore dit" in desk.get(editor).content.decode()
    note(desk, event)
    text = desk.get(editor).content.decode()
    assert "10 personnes, dont 6 femmes" in text
    assert f'href="{address_of(event)}"' in text


@pytest.mark.parametrize(
    ("role", "writes", "validates"),
    [
        (Role.DIRECTOR, True, True),
        (Role.EDITOR, True, False),
        (Role.EVENTS, True, False),
        (Role.PARTNER, False, False),
    ],
)
def test_who_may_write_and_who_validates(client, branch, event, role, writes, validates):
    client.force_login(make_user(branch, role))
    assert (note(client, event).status_code == 302) is writes
    assert AttendanceReport.objects.exists() is writes
    report = AttendanceReport.objects.first() or AttendanceReport.objects.create(
        branch=branch, event=event, recurrence_id="x", method="paper"
    )
    client.post(reverse("events_validate_report", args=[report.pk]))
    report.refresh_from_db()
    assert (report.validated_by is not None) is validates


@pytest.mark.parametrize("role", list(Role))
def test_an_event_of_another_commune_does_not_exist(client, branch, other_branch, role):
    event = AwarenessEventPageFactory(branch=other_branch, title="Ailleurs", dates=[on(day(-2))])
    report = AttendanceReport.objects.create(branch=other_branch, event=event, method="paper")
    client.force_login(make_user(branch, role))
    answers = [
        client.get(address_of(event)),
        note(client, event, key="tout"),
        client.post(reverse("events_validate_report", args=[report.pk])),
    ]
    assert [one.status_code for one in answers] == [404, 404, 404]
    assert all("Ailleurs" not in one.content.decode() for one in answers)
    report.refresh_from_db()
    assert (AttendanceReport.objects.count(), report.validated_at) == (1, None)


def test_branches_made_before_reports_were_owned_get_the_rights(branch, officer, event, client):
    from django.apps import apps

    from centre.tenancy.branches import follow_models

    group = officer.groups.get()
    group.permissions.remove(*group.permissions.filter(content_type__app_label="events"))
    client.force_login(officer)
    assert client.get(address_of(event)).status_code == 404
    follow_models(apps.get_app_config("events"), apps=apps)
    assert client.get(address_of(event)).status_code == 200
