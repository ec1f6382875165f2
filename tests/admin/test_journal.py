"""The journal: who did what, for a year, without where from."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from centre.models import Role
from centre.staff.access.journal import ACTS, purge_journal
from centre.tenancy.team import change_role
from centre.verification import VerifyPage
from tests.factories import PASSWORD, ServicePageFactory, make_user

pytestmark = pytest.mark.django_db

LOGIN, HOME, JOURNAL = "/admin/login/", "/admin/", "/admin/reports/journal/"
HERE = "192.0.2.77"


def sign_in(username, password=PASSWORD):
    client = Client(REMOTE_ADDR=HERE)
    client.post(LOGIN, {"username": username, "password": password, "next": HOME})
    return client


def read(user, query="", address=JOURNAL):
    client = Client()
    client.force_login(user)
    response = client.get(address + query)
    body = b"".join(response) if response.streaming else response.content
    return body.decode() if "spreadsheet" not in response["Content-Type"] else body


@pytest.fixture
def worked(branch, other_branch):
    """In each commune: a page published and verified, a role changed, one who came in and not."""
    for commune, name in ((branch, "Afi"), (other_branch, "Kossi")):
        director = make_user(commune, Role.DIRECTOR)
        user = make_user(commune, Role.EDITOR, f"{name}@example.com")
        user.first_name = name
        user.save()
        page = ServicePageFactory(branch=commune, title=f"Page de {commune}")
        page.save_revision(user=user).publish(user=user)
        VerifyPage(page, user, timezone.localdate()).execute()
        page.unpublish(user=user)
        change_role(commune, user, Role.EVENTS, director)
        sign_in(user.username)
        sign_in(user.username, "faux")
    sign_in("personne", "secret tapé ici")


SAID = [
    "Publié",
    "Retiré du site",
    "Contenu vérifié",
    "Rôle changé",
    "Connexion",
    "Connexion refusée",
]


def test_the_director_reads_what_happened_in_her_commune(worked, director):
    text = read(director)
    for words in [*SAID, "Page de Ogou 1", "Afi"]:
        assert words in text
    for words in ("Zio", "Kossi", "compte inconnu"):
        assert words not in text


def test_the_federation_reads_everything(worked, superuser):
    text = read(superuser)
    for words in ("Page de Ogou 1", "Page de Zio 1", "Afi", "Kossi", "compte inconnu"):
        assert words in text


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DIRECTOR])
@pytest.mark.parametrize("part", ["", "results/"])
def test_nobody_else_reads_it(worked, branch, role, part):
    client = Client()
    client.force_login(make_user(branch, role))
    assert client.get(JOURNAL + part).status_code == 302
    assert JOURNAL not in client.get(HOME).content.decode()


def test_it_is_in_the_menu_of_who_reads_it(director, superuser):
    for user in (director, superuser):
        assert JOURNAL in read(user, address=HOME)


def test_it_says_neither_where_from_nor_what_was_typed(worked, superuser):
    stored = [
        str(entry.__dict__)
        for model in (ModelLogEntry, PageLogEntry)
        for entry in model.objects.all()
    ]
    for words in (HERE, "personne", "secret tapé ici", "faux"):
        assert not [line for line in stored if words in line]


def test_it_is_taken_away_as_a_table_and_that_is_noted(worked, director):
    table = read(director, "?export=csv")
    assert table.splitlines()[0] == "Date,Qui,Quoi,Sur quoi"
    assert "Page de Ogou 1" in table and "Zio" not in table
    sheet = openpyxl.load_workbook(io.BytesIO(read(director, "?export=xlsx"))).active
    assert sheet.max_row == len(table.splitlines()) + 1
    assert "Liste téléchargée\u00a0: journal.csv" in read(director)


def test_it_is_filtered_by_act_person_and_day(worked, director, superuser):
    text = read(director, "?action=wagtail.publish", address=f"{JOURNAL}results/")
    assert "Publié" in text and "Contenu vérifié" not in text
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    later = read(director, f"?timestamp_from={tomorrow}", address=f"{JOURNAL}results/")
    assert "Page de Ogou 1" not in later
    assert "Kossi" not in read(director)


def test_wrong_values_of_a_filter_are_no_fault(worked, director):
    for query in ("?action=x", "?user=x", "?timestamp_from=x", "?p=999"):
        client = Client()
        client.force_login(director)
        assert client.get(JOURNAL + query).status_code in {200, 404}


def test_one_who_was_removed_stays_in_it(director, editor, branch):
    hers = sign_in(director.username)
    hers.post(reverse("centre_team_remove", args=[branch.pk, editor.pk]))
    assert "Retiré" in read(director)


def test_a_locked_door_fills_no_journal(settings, editor):
    settings.AXES_ENABLED = True
    for _ in range(12):
        sign_in(editor.username, "faux")
    assert ModelLogEntry.objects.filter(action="centre.sign_in_refused").count() == 5


def test_after_a_year_it_is_erased_and_the_rest_of_the_history_stays(worked, editor, home):
    now = timezone.now()
    home.save_revision(user=editor, log_action=True)
    kept = PageLogEntry.objects.exclude(action__in=ACTS).count()
    assert kept
    for model in (ModelLogEntry, PageLogEntry):
        model.objects.update(timestamp=now - dt.timedelta(days=365))
    assert purge_journal(now) == 0
    assert purge_journal(now + dt.timedelta(seconds=1)) > 0
    assert not ModelLogEntry.objects.filter(action__in=ACTS).exists()
    assert PageLogEntry.objects.count() == kept


def test_the_command_says_how_many(worked, capsys):
    call_command("purge_journal")
    assert "Lignes du journal effacées\u00a0: 0." in capsys.readouterr().out
