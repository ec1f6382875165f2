"""The main job: a member of staff publishes a service, and a woman finds it on her phone."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from services.wording import date_in_words


def write_service(page, title, sentence, need, steps):
    """Write a new service in the editor, from the list of services."""
    page.goto("/admin/")
    page.get_by_role("link", name="Services", exact=True).click()
    page.get_by_role("link", name="Ajouter un service").click()
    page.get_by_role("textbox", name="Nom du service").fill(title)
    page.get_by_role("textbox", name="En une phrase").fill(sentence)
    page.get_by_role("checkbox", name=need).check()
    for number, step in enumerate(steps):
        add = page.get_by_role("region", name="Ce qui se passe quand on vient")
        add.get_by_role("button", name="Insérer un bloc").last.click()
        page.locator(f"[name=application_process-{number}-value-title]").fill(step)


def choose(page, action):
    """Press an action of the menu at the foot of the editor and wait for what it answers."""
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name=action, exact=True).click()
    expect(page.locator(".messages .success")).to_be_visible()


def found_by(page, words):
    """Search for ``words`` from the home page and return the titles of the results."""
    page.goto("/")
    page.get_by_role("searchbox", name="Que cherchez-vous ?").fill(words)
    page.get_by_role("button", name="Chercher").click()
    page.wait_for_url("**/recherche/?q=*")
    return page.locator("main .card-title").all_inner_texts()


@pytest.fixture(scope="module")
def published(browser, server, session_of):
    """The address of a service that an editor wrote, looked at and published."""
    context = browser.new_context(
        base_url=server, locale="fr-FR", storage_state=session_of("editrice")
    )
    page = context.new_page()
    write_service(
        page,
        "Couture à la main",
        "Apprendre à coudre, à son rythme.",
        "Apprendre à lire, me former",
        ["Vous venez avec un tissu", "Vous cousez avec les autres"],
    )
    page.get_by_role("button", name="Afficher/masquer la prévisualisation").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Couture à la main")
    expect(preview.locator(".steps > li")).to_have_count(2)
    choose(page, "Publier")
    context.close()
    return "/services/couture-a-la-main/"


def test_she_finds_it_by_her_need(page_without_script, published):
    page = page_without_script
    page.goto("/")
    page.get_by_role("link", name="Apprendre à lire, me former").click()
    page.get_by_role("link", name="Couture à la main").click()

    page.wait_for_url(f"**{published}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Couture à la main")
    expect(page.locator(".lead")).to_have_text("Apprendre à coudre, à son rythme.")
    assert page.locator(".steps > li").all_inner_texts() == [
        "Vous venez avec un tissu",
        "Vous cousez avec les autres",
    ]


@pytest.mark.parametrize("typed", ["couture", "coutrue a la main", "COUDRE"])
def test_she_finds_it_by_her_words_with_their_mistakes(page_without_script, published, typed):
    assert "Couture à la main" in found_by(page_without_script, typed)
    page_without_script.get_by_role("link", name="Couture à la main").click()
    page_without_script.wait_for_url(f"**{published}")


def test_she_finds_it_by_filters(page_without_script, published):
    page = page_without_script
    page.goto("/services/")
    page.get_by_text("Choisir par besoin, langue ou lieu").click()
    page.get_by_label("Besoin").select_option("Apprendre à lire, me former")
    page.get_by_role("button", name="Voir les services").click()
    page.wait_for_url("**/services/?*")

    assert "Couture à la main" in page.locator("main .card-title").all_inner_texts()
    page.get_by_role("link", name="Gratuit", exact=True).click()
    page.wait_for_url("**gratuit=1*")
    expect(page.get_by_label("Besoin")).to_have_value("apprendre")
    assert "Couture à la main" not in page.locator("main .card-title").all_inner_texts()


def test_one_click_says_publicly_that_it_was_verified(staff_page, page_without_script, published):
    public, staff = page_without_script, staff_page("editrice")
    public.goto(published)
    expect(public.get_by_text("Cette information n’a pas encore été vérifiée.")).to_be_visible()
    staff.goto("/admin/services/?q=couture+à+la+main")
    staff.get_by_role("link", name="Couture à la main", exact=True).click()

    staff.get_by_role("button", name="J’ai vérifié").click()
    expect(staff.locator(".messages .success")).to_be_visible()

    public.reload()
    today = date_in_words(dt.datetime.now(tz=dt.UTC).date(), weekday=False)
    expect(public.locator("main")).to_contain_text(f"Information vérifiée le {today}.")
    expect(public.get_by_text("pas encore été vérifiée")).to_have_count(0)


def test_the_draft_of_a_partner_is_public_once_the_director_approves(
    staff_page, page_without_script
):
    partner, public = staff_page("partenaire"), page_without_script
    address = "/services/atelier-de-poterie/"
    write_service(partner, "Atelier de poterie", "Modeler l’argile.", "Trouver du travail", [])
    partner.get_by_role("button", name="Plus d'actions").click()
    assert partner.get_by_role("button", name="Publier", exact=True).count() == 0
    partner.get_by_role("button", name=re.compile("^Soumettre")).click()
    expect(partner.locator(".messages .success")).to_be_visible()
    assert public.goto(address).status == 404
    assert "Atelier de poterie" not in found_by(public, "poterie")

    director = staff_page("directrice")
    director.goto("/admin/")
    director.get_by_role("link", name="Atelier de poterie").first.click()
    director.get_by_role("button", name="Plus d'actions").click()
    director.get_by_role("button", name="Approuver et publier").click()
    expect(director.locator(".messages .success")).to_be_visible()

    assert public.goto(address).status == 200
    expect(public.get_by_role("heading", level=1)).to_have_text("Atelier de poterie")
    assert "Atelier de poterie" in found_by(public, "potterie")
