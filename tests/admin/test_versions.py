"""How every commune stands: the command, the report, and the note that an upgrade was done."""

import csv
import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from centre import __version__
from centre.models import Branch, Role
from communes.versions import overview
from tests.factories import (
    AwarenessEventPageFactory,
    HelpLineFactory,
    ServicePageFactory,
    make_branch,
    make_user,
)
from tests.factories.events import on

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
REPORT = "/admin/reports/communes/"


def run(*arguments) -> str:
    out = StringIO()
    call_command("communes", *arguments, stdout=out, no_color=True)
    return out.getvalue()


@pytest.fixture
def busy(branch, other_branch, director):
    """Ogou 1, where something of each kind waits."""
    ServicePageFactory(branch=branch, assured_date=None)
    ServicePageFactory(branch=branch, assured_date=TODAY)
    HelpLineFactory(branch=branch, verified_on=None)
    HelpLineFactory(verified_on=None)
    ServicePageFactory(branch=branch, live=False).save_revision()
    ServicePageFactory(branch=other_branch, assured_date=TODAY)
    director.last_login = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    director.save()
    return branch


def test_each_commune_has_its_own_numbers(busy, other_branch):
    ogou, zio = overview(TODAY)
    assert (ogou.commune, zio.commune) == ("Ogou 1", "Zio 1")
    assert (ogou.overdue, ogou.drafts, ogou.reportless) == (2, 1, 0)
    assert (zio.overdue, zio.drafts, zio.reportless) == (0, 0, 0)
    assert timezone.localtime(ogou.last_login).date() == dt.date(2026, 11, 20)
    assert zio.last_login is None
    assert zio.address == "http://zio-1.example.com"
    assert ogou.version == zio.version == __version__


def test_a_date_of_which_nobody_said_who_came_is_counted(branch, other_branch):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    AwarenessEventPageFactory(branch=branch, dates=[on(yesterday)])
    ogou, zio = overview(timezone.localdate())
    assert (ogou.reportless, zio.reportless) == (1, 0)


def test_the_list_costs_the_same_for_twelve_communes(busy, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(12) as captured:
            overview(TODAY)
        return len(captured)

    cost()
    two = cost()
    for number in range(10):
        another = make_branch(f"Commune {number}")
        make_user(another, Role.DIRECTOR)
        ServicePageFactory(branch=another, assured_date=None)
    assert len(overview(TODAY)) == 12
    assert cost() == two


def test_the_command_lists_them(busy):
    said = run()
    assert "Ogou 1" in said and "Zio 1" in said
    assert "À vérifier : 2" in said and "À vérifier : 0" in said
    assert "20 novembre 2026" in said
    assert "CHANGELOG" not in said


def test_the_command_writes_csv(busy):
    rows = list(csv.DictReader(StringIO(run("--csv"))))
    assert [row["Commune"] for row in rows] == ["Ogou 1", "Zio 1"]
    assert rows[0]["Dernière entrée"] == "2026-11-20"
    assert rows[0]["Version"] == __version__


def test_an_older_version_is_told_until_its_notes_were_followed(branch, other_branch):
    Branch.objects.update(template_version="0.0.9")
    assert "CHANGELOG.md" in run() and "Ogou 1, Zio 1" in run()
    assert "1 commune" in run("--upgraded", "ogou1")
    assert "Ogou 1, Zio 1" not in run()
    run("--upgraded")
    assert set(Branch.objects.values_list("template_version", flat=True)) == {__version__}
    assert "CHANGELOG" not in run()


def test_an_upgrade_of_no_commune_is_refused(branch):
    Branch.objects.update(template_version="0.0.9")
    with pytest.raises(CommandError, match="Aucune commune"):
        run("--upgraded", "Ogou 1", "Nulle part")
    assert Branch.objects.get().template_version == "0.0.9"


def test_the_federation_reads_the_same_as_a_report(client, busy, superuser):
    client.force_login(superuser)
    page = client.get(REPORT).content.decode()
    assert "Ogou 1" in page and "zio-1.example.com" in page
    exported = b"".join(client.get(REPORT + "?export=csv").streaming_content).decode()
    assert "Ogou 1" in exported and "À vérifier" in exported
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert REPORT in home


@pytest.mark.parametrize("address", [REPORT, REPORT + "results/"])
def test_the_report_is_for_the_federation_alone(client, branch, director, address):
    client.force_login(director)
    assert client.get(address).status_code == 302
    assert REPORT not in client.get(reverse("wagtailadmin_home")).content.decode()
