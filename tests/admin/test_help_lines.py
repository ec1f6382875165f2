"""The staff's list of help numbers: whose they are, and "J'ai vérifié" in one click."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.test.utils.form_data import nested_form_data

from centre.verification import LOG_ACTION
from services.models import HelpLine
from tests.factories import HelpLineFactory, LanguageFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

INDEX = "/admin/helpline/"


def labels(response) -> set[str]:
    return {line.label for line in response.context["object_list"]}


def verify_url(line):
    return reverse("helpline:verify", args=[line.pk])


def data(**values):
    return nested_form_data(
        {
            "label": "Écoute locale",
            "number": "90 12 34 56",
            "type": "voice",
            "purpose": "ecoute",
            "verify_every": "30",
            "sort_order": "0",
            **values,
        }
    )


@pytest.fixture
def staff(client, director):
    client.force_login(director)
    return client


@pytest.fixture
def lines(branch):
    """A national number, and two of the commune: one verified today, one long ago."""
    today = timezone.localdate()
    return {
        "national": HelpLineFactory(label="National", verified_on=None),
        "fresh": HelpLineFactory(branch=branch, label="À jour", verified_on=today),
        "old": HelpLineFactory(
            branch=branch, label="Ancien", verified_on=today - dt.timedelta(days=31)
        ),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"National", "À jour", "Ancien"}),
        ({"overdue": "yes"}, {"National", "Ancien"}),
        ({"overdue": "no"}, {"À jour"}),
        ({"national": "yes"}, {"National"}),
        ({"national": "no"}, {"À jour", "Ancien"}),
        ({"purpose": "danger"}, set()),
        ({"is_published": "false"}, set()),
        ({"q": "anc"}, {"Ancien"}),
        ({"overdue": "peut-être", "purpose": "\x00", "p": "-1"}, {"National", "À jour", "Ancien"}),
    ],
)
def test_the_filters_find(staff, lines, query, expected):
    assert labels(staff.get(INDEX, query)) == expected


def test_the_list_says_whose_a_number_is_and_what_waits(staff, lines):
    table = staff.get(INDEX).content.decode().split("<tbody", 1)[1]
    rows = {
        label: row
        for row in table.split("<tr")
        for label in ("National", "À jour", "Ancien")
        if label in row
    }
    assert {label for label, row in rows.items() if "à vérifier" in row} == {"National", "Ancien"}
    assert [label for label, row in rows.items() if "J’ai vérifié" in row] == ["Ancien"]
    assert [label for label, row in rows.items() if "Ogou 1" not in row] == ["National"]
    assert "national" in rows["National"]


def test_one_click_verifies_and_is_logged(staff, lines, director):
    line = lines["old"]
    assert verify_url(line) in staff.get(INDEX).content.decode()
    assert verify_url(line) in staff.get(reverse("helpline:edit", args=[line.pk])).content.decode()

    response = staff.post(verify_url(line), {"next": f"{INDEX}?overdue=yes"})

    line.refresh_from_db()
    assert response.url == f"{INDEX}?overdue=yes"
    assert (line.verified_on, line.verified_by) == (timezone.localdate(), director)
    log = registry.get_logs_for_instance(line).get()
    assert (log.action, log.user) == (LOG_ACTION, director)
    history = staff.get(reverse("helpline:history", args=[line.pk])).content.decode()
    assert "Contenu vérifié" in history


def test_what_is_only_read_is_in_french(staff, lines):
    page = staff.get(reverse("helpline:inspect", args=[lines["national"].pk])).content.decode()
    shown = page.split("<dl>")[1].split("</dl>")[0]
    assert "oui" in shown
    assert "–" in shown
    assert not {"True", "None"} & set(shown.split())


def test_verifying_needs_a_post_with_its_token(client, director, lines):
    client.handler.enforce_csrf_checks = True
    client.force_login(director)
    assert client.get(verify_url(lines["old"])).status_code == 405
    assert client.post(verify_url(lines["old"])).status_code == 403
    lines["old"].refresh_from_db()
    assert lines["old"].verified_on < timezone.localdate()


def test_the_federation_verifies_a_national_number(client, superuser, lines):
    client.force_login(superuser)
    client.post(verify_url(lines["national"]))
    lines["national"].refresh_from_db()
    assert lines["national"].verified_by == superuser


def test_a_number_of_the_commune_is_never_national(staff, branch):
    french = LanguageFactory()
    response = staff.post(reverse("helpline:add"), data(branch="") | {"languages": [french.pk]})
    assert response.status_code == 302
    line = HelpLine.objects.get()
    assert (line.branch, line.number) == (branch, "+22890123456")
    assert line.languages.get() == french


def test_the_federation_says_whether_a_number_is_national(client, superuser, branch):
    client.force_login(superuser)
    assert "National" in client.get(reverse("helpline:add")).content.decode()
    client.post(reverse("helpline:add"), data(branch="", number="1014"))
    client.post(reverse("helpline:add"), data(branch=branch.pk, number="1011"))
    whose = dict(HelpLine.objects.values_list("number", "branch"))
    assert whose == {"1014": None, "1011": branch.pk}


@pytest.mark.parametrize("number", ["111", "8200", "allô", "123456789012345678"])
def test_a_number_that_cannot_be_given_is_refused_next_to_it(staff, number):
    response = staff.post(reverse("helpline:add"), data(number=number))
    assert list(response.context["form"].errors) == ["number"]
    assert not HelpLine.objects.exists()


def test_the_export_holds_only_what_may_be_read(staff, branch):
    HelpLineFactory(branch=branch, label="Écoute", number="90000001")
    OrganisationFactory(branch=branch, name="ONG", focal_person="Une personne")
    rows = b"".join(staff.get(INDEX, {"export": "csv"})).decode().splitlines()
    assert rows[0].startswith("Numéro,")
    assert "+22890000001,Écoute,Écoute," in rows[1]
    assert "True" not in rows[1]
    organisations = b"".join(staff.get("/admin/organisation/", {"export": "csv"})).decode()
    assert "ONG" in organisations
    assert "Une personne" not in organisations
