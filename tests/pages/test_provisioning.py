"""A new commune is made whole or not at all, once, and completed when something is missing."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Collection, Page, Site, Workflow

from centre.models import Branch, Commune, Language, Role
from centre.reference import load_communes, load_languages
from centre.tenancy.invitations import Guest
from centre.tenancy.team import roles_in
from communes import provisioning
from communes.plan import CommunePlan
from communes.provisioning import CommuneExists, Refused, provision
from home.models import CentreHomePage, PartnersPage, StandardPage
from services.models import PublicHoliday
from tests.factories import make_branch
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
AFI = Guest(Role.DIRECTOR, "Afi", "Exemple", "afi@example.com")
TABLES = (Page, Site, Branch, Group, Collection, Workflow, PublicHoliday)


@pytest.fixture(autouse=True)
def reference():
    load_communes()
    load_languages()


@pytest.fixture
def ogou():
    """The commune that the instance serves already."""
    return make_branch("Ogou 1", is_default_site=True)


def plan_for(name="Kozah 1", **values):
    values.setdefault("hostname", "kozah-1.example.com")
    return CommunePlan(Commune.objects.named(name), **({"town": "Kara"} | values))


def counts():
    return [model.objects.count() for model in (*TABLES, get_user_model())]


def test_a_commune_is_made_whole(ogou):
    done = provision(plan_for(languages=("fr", "kbp"), team=(AFI,)), TODAY)

    home = CentreHomePage.objects.get(slug="kozah-1")
    assert done.is_new and done.home == home and home.live
    assert home.title == "Centre de promotion féminine de Kozah 1"
    assert home.town_name == "Kara"
    assert [language.code for language in home.languages.all()] == ["fr", "kbp"]
    assert home.get_latest_revision_as_object().title == home.title
    branch = Branch.objects.get(commune__name="Kozah 1")
    assert branch.root_page_id == home.pk
    assert branch.collection.name == "Kozah 1"
    assert {given.role for given in branch.branch_groups.all()} == set(Role)
    assert home.get_workflow().name.startswith("Kozah 1")
    years = set(PublicHoliday.objects.filter(branch=branch).values_list("date__year", flat=True))
    assert years == {2026, 2027}
    assert Site.objects.get(hostname="kozah-1.example.com").root_page_id == home.pk
    afi = get_user_model().objects.get(username="afi@example.com")
    assert roles_in(branch) == {afi.pk: Role.DIRECTOR}
    assert not afi.has_usable_password()
    assert [invitation.user for invitation in done.invitations] == [afi]
    assert afi.get_full_name() == "Afi Exemple"


def test_its_starter_pages_are_served(ogou, client):
    provision(plan_for(), TODAY)
    for path in ("/", "/services/", "/agenda/", "/organisations/", "/numeros-utiles/"):
        assert client.get(path, HTTP_HOST="kozah-1.example.com").status_code == 200
    news = read(client, "/actualites/", host="kozah-1.example.com")
    assert "Aucune actualité" in news.main
    assert "/actualites/" not in read(client, "/", host="kozah-1.example.com").hrefs("a")
    draft = StandardPage.objects.get(slug="qui-sommes-nous")
    assert not draft.live
    assert "À compléter" in str(draft.body)
    assert client.get("/qui-sommes-nous/", HTTP_HOST="kozah-1.example.com").status_code == 404


def test_a_commune_without_a_building_says_so(ogou, client):
    provision(plan_for(has_building=False), TODAY)
    page = read(client, "/", host="kozah-1.example.com")
    assert "Projet de centre de promotion féminine de Kozah 1" in page.soup.text
    assert "pas encore de centre" in page.main
    assert "Un projet, pas encore de bâtiment" in page.each("main h2")
    for unsaid in ("à confirmer", "Le centre", "Venir nous voir", "GovernmentOffice"):
        assert unsaid not in page.main
    assert not page.soup.select("main ul:not(:has(li))")
    assert '"@type":"GovernmentOrganization"' in str(page.soup)


def test_the_first_commune_answers_at_the_address_of_the_instance(client):
    provision(plan_for(hostname=""), TODAY)
    home = CentreHomePage.objects.get()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert client.get("/").status_code == 200


def test_a_second_commune_without_a_portal_needs_its_own_name(ogou):
    before = counts()
    with pytest.raises(Refused) as refused:
        provision(plan_for(hostname=""), TODAY)
    assert "hostname" in refused.value.problems
    assert counts() == before


@pytest.fixture
def portal(ogou):
    """A page above the communes, of whatever type, that answers at the address of the instance."""
    page = Page.get_first_root_node().add_child(instance=Page(title="Fédération", slug="fce"))
    page.save_revision().publish()
    Site.objects.filter(is_default_site=True).update(root_page=page)
    return page


def test_under_a_portal_a_commune_needs_no_name_of_its_own(portal, client):
    done = provision(plan_for(hostname=""), TODAY)
    assert done.home.get_parent() == portal
    assert done.home.get_full_url().endswith("/kozah-1/")
    assert client.get("/kozah-1/").status_code == 200
    assert Site.objects.get(is_default_site=True).root_page_id == portal.pk


def test_a_commune_is_made_once(ogou):
    provision(plan_for(team=(AFI,)), TODAY)
    before = counts()
    with pytest.raises(CommuneExists, match="Kozah 1"):
        provision(plan_for(), TODAY)
    assert counts() == before


STEPS = ("create_branch", "load_public_holidays", "publish", "invite", "own_port")


@pytest.mark.parametrize("step", STEPS)
def test_what_dies_half_way_leaves_nothing_and_is_run_again(ogou, monkeypatch, step):
    def die(*args, **kwargs):
        raise KeyboardInterrupt

    before = counts()
    plan = plan_for(team=(AFI,))
    with monkeypatch.context() as patched:
        patched.setattr(provisioning, step, die)
        with pytest.raises(KeyboardInterrupt):
            provision(plan, TODAY)
    assert counts() == before
    assert provision(plan, TODAY).is_new


def test_resuming_completes_and_leaves_what_was_edited(ogou):
    provision(plan_for(team=(AFI,)), TODAY)
    home = CentreHomePage.objects.get(slug="kozah-1")
    home.title = "Maison des femmes"
    home.save_revision().publish()
    branch = home.branch
    agenda = home.get_children().get(slug="agenda")
    agenda.title, agenda.slug = "Rendez-vous", "rendez-vous"
    agenda.save()
    PartnersPage.objects.child_of(home).get().delete()
    branch.branch_groups.get(role=Role.PARTNER).group.delete()
    PublicHoliday.objects.filter(branch=branch, date__year=2027).delete()
    PublicHoliday.objects.filter(branch=branch, name__startswith="Noël").delete()

    done = provision(plan_for(title="Autre nom", town="Ailleurs"), TODAY, resume=True)

    home.refresh_from_db()
    assert not done.is_new
    assert (home.title, home.town_name) == ("Maison des femmes", "Kara")
    slugs = {page.slug for page in home.get_children()}
    assert slugs == {
        "services",
        "rendez-vous",
        "actualites",
        "organisations",
        "qui-sommes-nous",
    }
    assert {given.role for given in branch.branch_groups.all()} == set(Role)
    christmas = PublicHoliday.objects.filter(branch=branch, name__startswith="Noël")
    assert [holiday.date.year for holiday in christmas] == [2027]
    # Afi has not entered yet: here is another link.
    assert [invitation.user.email for invitation in done.invitations] == ["afi@example.com"]


def test_resuming_a_whole_commune_adds_nothing(ogou):
    plan = plan_for(team=(AFI,))
    provision(plan, TODAY)
    afi = get_user_model().objects.get(username=AFI.email)
    afi.set_password("une-belle-phrase")
    afi.save()
    before = counts()
    done = provision(plan, TODAY, resume=True)
    assert (done.added, done.invitations) == (0, [])
    assert counts() == before


def test_to_resume_what_is_not_there_makes_it(ogou):
    assert provision(plan_for(), TODAY, resume=True).is_new


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"hostname": "https://kozah.tg"}, "hostname", "n’est pas le nom"),
        ({"hostname": "kozah"}, "hostname", "n’est pas le nom"),
        ({"hostname": "-a.tg"}, "hostname", "n’est pas le nom"),
        ({"hostname": "é.tg"}, "hostname", "n’est pas le nom"),
        ({"hostname": "a" * 64 + ".tg"}, "hostname", "n’est pas le nom"),
        ({"hostname": "LocalHost.example"}, "hostname", "déjà"),
        ({"title": "x" * 256}, "title", "255"),
        ({"town": "x" * 61}, "town", "60"),
        ({"languages": ("fr", "xx")}, "languages", "xx"),
        ({"primary_colour": "#ffffff"}, "primary_colour", "foncée"),
        ({"team": (Guest(Role.EDITOR, "A", "B", "pas un mél"),)}, "team", "pas un mél"),
        ({"team": (Guest(Role.EDITOR, " ", "B", "a@b.tg"),)}, "team", "prénom"),
        ({"team": (Guest(Role.EDITOR, "A", "B" * 151, "a@b.tg"),)}, "team", "150"),
        ({"team": (Guest(Role.EDITOR, "A", "B", "a" * 200 + "@b.tg"),)}, "team", "adresse"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(ogou, values, field, says):
    Site.objects.filter(is_default_site=True).update(hostname="localhost.example")
    before = counts()
    with pytest.raises(Refused) as refused:
        provision(plan_for(**values), TODAY)
    assert says in refused.value.problems[field]
    assert counts() == before


def test_a_chief_town_that_is_not_known_has_to_be_given(ogou):
    commune = Commune.objects.filter(chief_town="").first()
    plan = CommunePlan(commune, hostname="un.example.com")
    with pytest.raises(Refused) as refused:
        provision(plan, TODAY)
    assert "town" in refused.value.problems


def test_an_address_that_a_page_has_is_not_taken_from_it(portal):
    portal.add_child(instance=Page(title="Kozah", slug="kozah-1"))
    with pytest.raises(Refused) as refused:
        provision(plan_for(hostname=""), TODAY)
    assert "Kozah" in refused.value.problems["commune"]


def test_an_account_of_the_federation_is_in_no_team(ogou, superuser):
    before = counts()
    guest = Guest(Role.DIRECTOR, "Afi", "Exemple", superuser.email)
    with pytest.raises(Refused) as refused:
        provision(plan_for(team=(guest,)), TODAY)
    assert "team" in refused.value.problems
    assert counts() == before


def test_every_commune_has_an_address_of_its_own():
    slugs = [CommunePlan(commune).slug for commune in Commune.objects.all()]
    assert len(set(slugs)) == len(slugs) == 117
    assert "agoe-nyive-1" in slugs and "tone-1" in slugs


def test_languages_are_those_of_the_list(ogou):
    provision(plan_for(languages=()), TODAY)
    assert not CentreHomePage.objects.get(slug="kozah-1").languages.exists()
    assert Language.objects.filter(code="kbp").exists()
