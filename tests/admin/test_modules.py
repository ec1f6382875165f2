"""What a commune has switched off, in the staff area: neither menu nor button nor editor."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page as WagtailPage

from centre.models import Role
from centre.modules import modules
from centre.tenancy import gate
from events.models import AttendanceReport, CountMethod
from home.panels import MODULES as MODULES_PANEL
from tests.admin.crawl import Page
from tests.factories import make_user
from tests.factories.communes import make_commune
from tests.isolation.addresses import addresses
from tests.pages.modules_site import MODULES, ModulesSite, word

pytestmark = pytest.mark.django_db

REFUSED = "Votre commune a désactivé"
OFF = dict.fromkeys(MODULES, False)
# The parameters of addresses that name a page.
OF_PAGES = {"pk", *(name for name, model in gate._named.items() if model is WagtailPage)}


@pytest.fixture
def site(branch):
    return ModulesSite(branch)


@pytest.fixture
def staff(client, director):
    client.force_login(director)
    return client


def text_of(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return unescape(body.decode("utf-8", "replace"))


def addresses_of(page) -> list[str]:
    """Return every address of Wagtail's that is about ``page``."""
    found = []
    for one in addresses():
        if one.namespace != "wagtailadmin_pages" or OF_PAGES.isdisjoint(one.takes):
            continue
        values = {name: page.pk if name in OF_PAGES else 1 for name in one.takes}
        values |= {
            name: said
            for name, said in {
                "content_type_app_name": "home",
                "content_type_model_name": "newspage",
                "action_name": "approve",
                "revision_id_a": "live",
                "revision_id_b": "latest",
            }.items()
            if name in values
        }
        found.append(reverse(str(one), kwargs=values))
    return found


def own_addresses(site, module) -> list[str]:
    """Return our own addresses about the page of ``module``."""
    page = site.pages[module]
    of_all = [reverse("centre_verify_page", args=[page.pk])]
    if module == "news":
        index = page.get_parent()
        month = timezone.localdate().replace(day=1)
        names = ("home_letter", "home_letter_sheet", "home_letter_file")
        return [*of_all, *(reverse(name, args=[index.pk, month]) for name in names),
                reverse("home_letters")]  # fmt: skip
    if module in ("events", "training"):
        report = AttendanceReport.objects.create(
            branch=site.branch, event_id=page.pk, method=CountMethod.PAPER, total=3
        )
        return [
            *of_all,
            reverse("events_again", args=[page.pk]),
            reverse("events_attendance", args=[page.pk]),
            reverse("events_validate_report", args=[report.pk]),
            reverse("events_kit", args=[page.pk]),
            reverse("events_kit_sheet", args=[page.pk, "affiche"]),
            reverse("events_kit_file", args=[page.pk, "affiche.pdf"]),
            reverse("events_presence", args=[page.pk]),
        ]
    return of_all


@pytest.mark.parametrize("module", MODULES)
def test_every_address_of_a_closed_page_is_refused_with_a_sentence(site, staff, module, subtests):
    site.switch(**{module: False})
    found = [*addresses_of(site.pages[module]), *own_addresses(site, module)]
    assert len(found) > 20
    told = 0
    for address in found:
        for ask in (staff.get, staff.post):
            with subtests.test(f"{ask.__name__} {address}"):
                response = ask(address)
                # Some name an approval too, which is not there.
                assert response.status_code in (403, 404)
                told += REFUSED in text_of(response)
                assert word(module) not in text_of(response)
    assert told > 40


@pytest.mark.parametrize("module", MODULES)
def test_the_editor_opens_again_with_the_module(site, staff, module):
    edit = reverse("wagtailadmin_pages:edit", args=[site.pages[module].pk])
    site.switch(**{module: False})
    assert staff.get(edit).status_code == 403
    site.switch(**{module: True})
    assert word(module) in text_of(staff.get(edit))


def listings(site) -> list[str]:
    """Return the addresses of all that names pages of every type."""
    home = site.branch.root_page_id
    index = [page.get_parent().pk for page in site.pages.values()]
    return [
        "/admin/",
        f"/admin/pages/{home}/",
        "/admin/pages/search/?q=rencontre",
        f"/admin/choose-page/{home}/",
        *(f"/admin/choose-page/{one}/" for one in index),
        "/admin/choose-page/search/?q=rencontre",
        "/admin/api/main/pages/",
        *(f"/admin/api/main/pages/?child_of={one}" for one in index),
        *(f"/admin/pages/usage/{app}/{model}/" for app, model in (
            ("events", "awarenesseventpage"), ("events", "trainingcoursepage"),
            ("events", "programmepage"), ("home", "newspage"))),
        "/admin/evenements/", "/admin/actualites/", "/admin/programmes/",
        reverse("agenda:index"), reverse("news:index"),
        "/admin/inscriptions/", "/admin/reports/site-history/", "/admin/reports/locked/",
    ]  # fmt: skip


@pytest.mark.parametrize("off", [("events", "news"), ("training", "programmes")], ids="+".join)
def test_no_list_names_a_closed_page(site, staff, director, off):
    for page in site.pages.values():
        page.locked, page.locked_by = True, director
        page.save_revision(user=director, log_action=True)
        page.save()

    def told(other):
        return [one for one in listings(site) if word(other) in text_of(staff.get(one))]

    before = {other: told(other) for other in MODULES}
    assert all(len(found) > 5 for found in before.values()), before
    site.switch(**dict.fromkeys(off, False))
    during = {module: [] if module in off else before[module] for module in MODULES}
    assert {module: told(module) for module in MODULES} == during
    site.switch(**dict.fromkeys(off, True))
    assert {module: told(module) for module in off} == {module: before[module] for module in off}


def test_what_is_to_do_names_no_closed_page(site, staff):
    for page in site.pages.values():
        page.introduction = ""
        page.save_revision().publish()
        page.save_revision()
    before = text_of(staff.get("/admin/"))
    assert all(word(module) in before for module in MODULES)
    site.switch(**OFF)
    after = text_of(staff.get("/admin/"))
    assert [module for module in MODULES if word(module) in after] == []


MENU = {
    "news": {"Actualités", "Lettre du mois"},
    "programmes": {"Programmes"},
    "training": {"Registre", "Inscriptions", "Déclaration"},
    "events": {"Importer un agenda"},
}


@pytest.mark.parametrize("module", MODULES)
def test_its_menu_goes_away_and_comes_back(site, staff, module):
    def menu():
        return Page(text_of(staff.get("/admin/"))).menu

    before = menu()
    assert MENU[module] <= set(before)
    site.switch(**{module: False})
    assert menu() == [entry for entry in before if entry not in MENU[module]]
    site.switch(**{module: True})
    assert menu() == before


def test_the_agenda_leaves_the_menu_with_both_its_kinds(site, staff):
    site.switch(events=False, training=False)
    assert "Agenda" not in Page(text_of(staff.get("/admin/"))).menu
    response = staff.get(reverse("agenda:index"))
    assert (response.status_code, REFUSED in text_of(response)) == (403, True)


def test_its_buttons_go_away(site, staff):
    agenda = site.pages["events"].get_parent()
    types = f"/admin/pages/{agenda.pk}/add_subpage/"
    add = {
        "events": f"/admin/pages/add/events/awarenesseventpage/{agenda.pk}/",
        "training": f"/admin/pages/add/events/trainingcoursepage/{agenda.pk}/",
    }
    for off, on in (("events", "training"), ("training", "events")):
        site.switch(**{off: False, on: True})
        list_of_all = text_of(staff.get(reverse("agenda:index")))
        kinds = {"events": "awarenesseventpage", "training": "trainingcoursepage"}
        assert f"/events/{kinds[off]}" not in list_of_all
        assert f"/events/{kinds[on]}" in list_of_all
        assert add[off] not in text_of(staff.get(types))
        assert add[on] in text_of(staff.get(types))
        assert staff.get(add[on]).status_code == 200
        refused = staff.post(add[off], {"title": "Rencontre"})
        assert (refused.status_code, REFUSED in text_of(refused)) == (403, True)


def test_nothing_is_done_with_several_pages_when_one_is_closed(site, staff):
    site.switch(news=False)
    ids = [site.pages["news"].pk, site.pages["events"].pk]
    query = "&".join(f"id={pk}" for pk in ids)
    response = staff.post(f"/admin/bulk/wagtailcore/page/unpublish/?{query}", {"next": "/admin/"})
    assert REFUSED in text_of(response)
    assert WagtailPage.objects.filter(pk__in=ids, live=True).count() == 2


def test_the_register_is_kept_and_closed_with_the_courses(site, staff):
    site.switch(training=False)
    edit = reverse("enrolment:edit", args=[site.enrolment.pk])
    assert staff.get(edit).status_code == 404
    site.switch(training=True)
    assert site.enrolment.name in text_of(staff.get(edit))


def test_the_director_switches_on_the_home_page(site, staff):
    edit = reverse("wagtailadmin_pages:edit", args=[site.branch.root_page_id])
    shown = text_of(staff.get(edit))
    for label in ("Rencontres et sensibilisation", "Formations", "Programmes", "Actualités"):
        assert label in shown
    assert "Les pages sont gardées" in shown


def test_the_staff_of_another_commune_keep_their_own(site, client, other_branch):
    other = ModulesSite(other_branch, "yvk")
    site.switch(**OFF)
    client.force_login(make_user(other_branch, Role.DIRECTOR))
    for page in other.pages.values():
        assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert {"Agenda", "Actualités", "Programmes"} <= set(Page(text_of(client.get("/admin/"))).menu)
    hidden = client.get(f"/admin/pages/{site.pages['news'].pk}/edit/")
    assert REFUSED not in text_of(hidden)


def test_the_federation_meets_the_same_refusal_and_keeps_its_lists(site, client, superuser):
    make_commune("Zio 1")
    site.switch(**OFF)
    client.force_login(superuser)
    for page in site.pages.values():
        response = client.get(f"/admin/pages/{page.pk}/edit/")
        assert (response.status_code, REFUSED in text_of(response)) == (403, True)
    assert client.get(reverse("news:index")).status_code == 200


def test_the_switches_cost_the_same_for_every_number_of_communes(client, superuser):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/").status_code == 200
        return len([one for one in queries if "centre_closedtype" in one["sql"]])

    client.force_login(superuser)
    sites = [ModulesSite(make_commune(name), name[:3]) for name in ("Ogou 1", "Zio 1")]
    sites[0].switch(news=False)
    before = cost()
    for name in ("Kozah 1", "Kloto 1"):
        ModulesSite(make_commune(name), name[:3]).switch(**OFF)
    assert cost() == before > 0


def test_every_field_of_the_panel_is_a_module():
    shown = {panel.field_name for panel in MODULES_PANEL.children}
    assert shown == {f"has_{module.name}" for module in modules()}
