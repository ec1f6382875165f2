"""A new commune by the command and by the form of the federation."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from centre.models import Branch, Commune, Role
from centre.reference import load_communes, load_languages
from centre.tenancy.team import roles_in
from home.models import CentreHomePage
from tests.factories import make_branch

pytestmark = pytest.mark.django_db

URL = "/admin/nouvelle-commune/"
NOT_SENT = "django.core.mail.backends.dummy.EmailBackend"
AFI = "directrice:Afi:Exemple:afi@example.com"
ANSWERS = {
    "kind": "project",
    "town": "Kara",
    "title": "",
    "languages": ["fr", "kbp"],
    "primary_colour": "#17505a",
    "accent_colour": "#c98a2b",
    "hostname": "kozah-1.example.com",
    "first_name": "Afi",
    "last_name": "Exemple",
    "email": "afi@example.com",
}


@pytest.fixture
def ogou(db):
    """The commune that the instance serves already, and the list of all."""
    load_communes()
    load_languages()
    return make_branch("Ogou 1", is_default_site=True)


def run(*arguments) -> str:
    out = StringIO()
    call_command("new_commune", *arguments, stdout=out, stderr=out, no_color=True)
    return out.getvalue()


KOZAH = ("kozah1", "--town", "Kara", "--hostname", "kozah-1.example.com")


def test_the_command_makes_a_commune_and_says_what_is_next(ogou):
    said = run(*KOZAH, "--no-building", "--language", "fr", "--language", "kbp", "--invite", AFI)
    home = Branch.objects.get(commune__name="Kozah 1").root_page.specific
    assert (home.town_name, home.has_building) == ("Kara", False)
    assert home.languages.count() == 2
    assert "Kozah 1 a son site" in said
    assert "http://kozah-1.example.com" in said and "/admin/" in said
    assert "Invitation envoyée à afi@example.com (Directrice)" in said
    assert "/admin/invitation/" not in said
    assert "/admin/invitation/" in mail.outbox[0].body


def test_without_mail_the_command_prints_the_link(ogou, settings):
    settings.EMAIL_BACKEND = NOT_SENT
    said = run(*KOZAH, "--invite", AFI, "--mail-to", "agent@example.com")
    assert "/admin/invitation/" in said
    assert "agent@example.com n’a pas pu partir" in said


def test_what_is_next_is_mailed_without_the_links_of_others(ogou, settings, monkeypatch):
    monkeypatch.setattr("communes.next_steps.send", lambda invitation: False)
    assert "/admin/invitation/" in run(*KOZAH, "--invite", AFI, "--mail-to", "agent@example.com")
    [sent] = mail.outbox
    assert sent.to == ["agent@example.com"] and "Kozah 1" in sent.subject
    assert "/admin/" in sent.body and "invitation" not in sent.body


def test_a_host_that_is_not_allowed_yet_is_told(ogou):
    said = run("kozah1", "--town", "Kara", "--hostname", "kozah-1.exemple.tg")
    assert "ALLOWED_HOSTS" in said
    assert "ALLOWED_HOSTS" not in run("zio1", "--town", "Tsévié", "--hostname", "zio.example.com")


def test_on_an_empty_instance_the_lists_come_first(db):
    Commune.objects.all().delete()
    run("Tône 1", "--town", "Dapaong", "--no-building")
    assert Commune.objects.count() == 117
    assert CentreHomePage.objects.get().slug == "tone-1"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("Kosah 1",), "Kozah 1"),
        (("x" * 200,), "Aucune commune"),
        ((*KOZAH, "--title", "x" * 300), "255"),
        ((*KOZAH, "--language", "zz"), "Langue inconnue"),
        (("kozah1", "--town", "Kara", "--hostname", "https://x.tg"), "n’est pas le nom"),
        (("kozah1", "--town", "Kara", "--hostname", "localhost.test"), "déjà"),
        ((*KOZAH, "--invite", "Afi:afi@example.com"), "écrivez rôle"),
        ((*KOZAH, "--invite", "federation:A:B:a@b.tg"), "écrivez rôle"),
        ((*KOZAH, "--invite", "editrice:A:B:afi"), "n’est pas une adresse"),
        ((*KOZAH, "--primary-colour", "vert"), "six chiffres"),
        (("ogou1",), "a déjà son site"),
    ],
)
def test_the_command_refuses_in_a_sentence_and_writes_nothing(ogou, arguments, says):
    make_branch("Zio 1", hostname="localhost.test")
    before = Branch.objects.count(), get_user_model().objects.count()
    with pytest.raises(CommandError, match=says):
        run(*arguments)
    assert (Branch.objects.count(), get_user_model().objects.count()) == before


def test_the_command_runs_once_then_resumes(ogou):
    run(*KOZAH)
    with pytest.raises(CommandError, match="déjà"):
        run(*KOZAH)
    branch = Branch.objects.get(commune__name="Kozah 1")
    branch.branch_groups.get(role=Role.EVENTS).group.delete()
    assert "est complète" in run(*KOZAH, "--resume")
    assert branch.branch_groups.count() == len(Role)


@pytest.fixture
def federation(client, ogou, superuser):
    client.force_login(superuser)
    return client


def answers(**values):
    return ANSWERS | {"commune": Commune.objects.get(name="Kozah 1").pk} | values


def test_the_form_makes_a_commune_and_says_what_is_next(federation, settings):
    settings.EMAIL_BACKEND = NOT_SENT
    page = federation.post(URL, answers()).content.decode()
    branch = Branch.objects.get(commune__name="Kozah 1")
    home = branch.root_page.specific
    assert home.title == "Projet de centre de promotion féminine de Kozah 1"
    assert list(roles_in(branch).values()) == [Role.DIRECTOR]
    assert "Kozah 1 a son site" in page and "/admin/invitation/" in page
    assert home.owner == get_user_model().objects.get(username="federation")


def test_the_form_offers_only_communes_without_a_site(federation):
    page = federation.get(URL).content.decode()
    assert "Kozah 1</option>" in page and "Ogou 1</option>" not in page
    answer = federation.post(URL, answers(commune=Commune.objects.get(name="Ogou 1").pk))
    assert "commune" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"commune": ""}, "commune"),
        ({"kind": ""}, "kind"),
        ({"town": ""}, "town"),
        ({"town": "x" * 61}, "town"),
        ({"title": "x" * 256}, "title"),
        ({"languages": ["zz"]}, "languages"),
        ({"primary_colour": "#fefefe"}, "primary_colour"),
        ({"hostname": "pas un nom"}, "hostname"),
        ({"hostname": ""}, "hostname"),
        ({"email": "afi"}, "email"),
        ({"last_name": ""}, "email"),
    ],
)
def test_the_form_says_what_is_wrong_where_it_was_typed(federation, values, field):
    answer = federation.post(URL, answers(**values))
    assert field in answer.context["form"].errors
    # Nothing of the rest is lost.
    assert "Afi" in answer.content.decode()
    assert Branch.objects.count() == 1


def test_two_who_send_the_form_make_one_commune(federation):
    federation.post(URL, answers())
    again = federation.post(URL, answers())
    assert again.status_code == 200 and "commune" in again.context["form"].errors
    assert Branch.objects.filter(commune__name="Kozah 1").count() == 1


def test_the_form_is_for_the_federation_alone(client, ogou, director):
    client.force_login(director)
    assert client.get(URL).status_code == 302
    client.post(URL, answers())
    assert Branch.objects.count() == 1
    assert URL not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_leads_the_federation_there(federation):
    assert URL in federation.get(reverse("wagtailadmin_home")).content.decode()
