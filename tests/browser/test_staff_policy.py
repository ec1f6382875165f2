"""The pages of the staff area work under a policy that lets no code in a page run."""

import re

import pytest
from playwright.sync_api import expect

from tests.serving import PASSWORD

REFUSED = """
window.refused = [];
addEventListener("securitypolicyviolation",
  (event) => refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
DIRECTOR = "directrice"


@pytest.fixture
def page(staff_page):
    page = staff_page(DIRECTOR)
    page.add_init_script(REFUSED)
    return page


def refused(page) -> list[str]:
    """Return what the policy kept ``page`` from doing."""
    return page.evaluate("window.refused")


def open_new_event(page):
    page.goto("/admin/evenements/")
    page.get_by_role("link", name="Ajouter un événement").click()
    expect(page.locator("body.ready")).to_be_attached()


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/images/add/"])
def test_nothing_is_refused_on(page, address):
    page.goto(address)
    expect(page.locator("body.ready")).to_be_attached()
    assert refused(page) == []


def test_the_editor_of_an_event_starts_its_panels(page):
    open_new_event(page)
    page.get_by_role("tab", name=re.compile("Quand et où")).click()
    rows = page.locator("#id_dates-FORMS > *:visible")
    before = rows.count()
    page.locator("#id_dates-ADD").click()
    expect(rows).to_have_count(before + 1)
    assert page.locator("[data-staff-start]").count() == 0
    assert refused(page) == []


def test_a_chooser_opens_its_window(page):
    open_new_event(page)
    page.get_by_role("tab", name=re.compile("Quand et où")).click()
    page.locator("[data-chooser-action-choose]:visible").first.click()
    window = page.locator(".modal-content")
    expect(window).to_be_visible()
    assert refused(page) == []


def test_the_doors_are_not_in_the_way(open_page):
    page = open_page(390)
    page.add_init_script(REFUSED)
    page.goto("/admin/login/")
    assert refused(page) == []
    page.fill("input[name=username]", DIRECTOR)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.goto("/admin/account/")
    assert refused(page) == []
