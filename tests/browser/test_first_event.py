"""A member of staff who has never seen it publishes a first event, and says who came."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from services.wording import date_in_words

MOST_FIELDS = 12
TITLE = "Nos droits, causerie au marché"


def next_tuesday() -> dt.date:
    """Return a Tuesday of next month or so, as the server counts days."""
    soon = dt.datetime.now(dt.UTC).date() + dt.timedelta(weeks=4)
    return soon + dt.timedelta(days=(1 - soon.weekday()) % 7)


class Hand:
    """Fills in fields of the editor, and counts them."""

    def __init__(self, page):
        self.page = page
        self.touched = set()

    def fill(self, name, value):
        self.touched.add(name)
        self.page.locator(f"[name={name}]").fill(value)

    def check(self, label):
        self.touched.add(label)
        self.page.get_by_role("checkbox", name=label).check()

    def select(self, name, value):
        self.touched.add(name)
        self.page.locator(f"[name={name}]").select_option(value)

    def open_tab(self, name):
        self.page.get_by_role("tab", name=re.compile(name)).click()


def words_of(page):
    return page.locator("[data-event-dates-words]")


def wait_until_saved(page):
    expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()


def fill_in(hand):
    """Fill in what an event needs, its name excepted."""
    hand.fill("introduction", "Mariage, héritage, terre : posez vos questions.")
    hand.check("Nos droits")
    hand.open_tab("Quand et où")
    hand.fill("dates-0-start_date", next_tuesday().isoformat())
    hand.fill("dates-0-start_time", "09:00")
    hand.fill("dates-0-end_time", "12:00")
    expect(words_of(hand.page)).to_contain_text("de 9 h à 12 h")
    hand.fill("place_text", "Le grand marché, sous le manguier")
    hand.open_tab("Pour qui")
    hand.fill("audience", "Les femmes qui vendent au marché")


@pytest.fixture(scope="module")
def desk(browser, server, session_of):
    """The staff area of the events officer. A draft that is refused for now is no fault here."""
    context = browser.new_context(
        base_url=server,
        locale="fr-FR",
        viewport={"width": 1280, "height": 900},
        storage_state=session_of("evenements"),
    )
    faults = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


@pytest.fixture(scope="module")
def published(desk):
    """The names of the fields that a first event took."""
    page, hand = desk, Hand(desk)
    page.goto("/admin/")
    page.get_by_role("link", name="Agenda", exact=True).click()
    page.get_by_role("link", name="Ajouter un événement").click()
    hand.fill("title", TITLE)
    fill_in(hand)
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.locator(".messages .success")).to_be_visible()
    return hand.touched


def test_it_takes_at_most_twelve_fields(published):
    assert len(published) <= MOST_FIELDS


def test_everybody_finds_it_in_the_agenda(page_without_script, published):
    page = page_without_script
    page.goto("/agenda/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator("main")).to_contain_text(
        date_in_words(next_tuesday(), this_year=dt.datetime.now(dt.UTC).year, weekday=False)
    )
    expect(page.locator("main")).to_contain_text("Le grand marché, sous le manguier")


@pytest.mark.parametrize("action", ["Publier", "Enregistrer le brouillon"])
def test_it_is_made_once_even_when_it_is_sent_during_an_automatic_save(desk, action):
    page = desk
    title = f"Causerie sur une ligne lente : {action}"

    def answer_late(route):
        if "json" not in route.request.headers.get("accept", ""):
            return route.continue_()
        answer = route.fetch()
        page.wait_for_timeout(1500)
        return route.fulfill(response=answer)

    page.goto("/admin/evenements/")
    page.get_by_role("link", name="Ajouter un événement").click()
    fill_in(Hand(page))
    page.get_by_role("tab", name="Quoi").click()
    page.route("**/admin/pages/add/**", answer_late)
    with page.expect_request("**/admin/pages/add/**"):
        page.locator("[name=title]").press_sequentially(title, delay=50)
    if action == "Publier":
        page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name=action, exact=True).click()

    expect(page.locator(".messages .success")).to_be_visible()
    page.unroute_all()
    page.goto("/admin/evenements/")
    expect(page.get_by_role("link", name=title, exact=True)).to_have_count(1)


def test_the_dates_of_a_series_come_while_she_types_and_one_is_called_off(desk):
    page = desk
    page.goto("/admin/evenements/")
    page.get_by_role("link", name="Ajouter une formation").click()
    hand = Hand(page)
    hand.fill("title", "Tenir sa caisse")
    hand.open_tab("Quand et où")
    hand.fill("dates-0-start_date", "2027-01-05")
    page.get_by_text("Se répète", exact=True).click()
    hand.select("dates-0-frequency", "weekly")
    expect(page.locator("[name=dates-0-nth]")).to_be_hidden()
    hand.fill("dates-0-count", "500")
    expect(page.get_by_text("Pas plus de 200 dates : raccourcissez la série.")).to_be_visible()
    hand.fill("dates-0-count", "12")
    expect(words_of(page)).to_contain_text("12 dates :")
    expect(words_of(page)).to_contain_text("Mardi 12 janvier 2027")

    page.locator("#id_date_changes-ADD").click()
    expect(page.locator("[name=date_changes-0-reason]")).to_be_hidden()
    hand.select("date_changes-0-kind", "cancelled")
    expect(page.locator("[name=date_changes-0-new_date]")).to_be_hidden()
    choose = page.locator("#id_date_changes-FORMS select:visible").nth(1)
    choose.select_option(index=2)
    page.locator("[name=date_changes-0-reason]").fill("La salle est prise.")
    expect(words_of(page)).to_contain_text("La salle est prise.")
    hand.select("date_changes-0-kind", "moved")
    page.locator("[name=date_changes-0-new_date]").fill("2027-01-13")
    expect(words_of(page)).to_contain_text("Mercredi 13 janvier 2027")
    wait_until_saved(page)


def test_the_dates_of_the_editor_are_accessible(staff_page, assert_accessible):
    page = staff_page("evenements")
    page.goto("/admin/evenements/")
    page.get_by_role("link", name="Compter pour mieux vendre").first.click()
    page.get_by_role("tab", name=re.compile("Quand et où")).click()
    expect(words_of(page)).to_contain_text("8 dates :")
    assert_accessible(page, within="[data-event-dates]")
    page.locator(".staff-fold").first.locator("summary").click()
    assert_accessible(page, within="#id_dates-FORMS")


def test_who_came_is_said_on_a_phone(staff_page, assert_accessible):
    page = staff_page("evenements", width=320)
    page.goto("/admin/evenements/?report=missing")
    page.locator("a.staff-due").first.click()
    page.get_by_label("Personnes en tout").fill("10")
    page.get_by_label("Dont femmes").fill("12")
    page.get_by_text("Par âge, si on l’a noté").click()
    assert_accessible(page, within=".staff-count")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    fault = "Les femmes et les hommes ensemble dépassent le nombre de personnes en tout."
    expect(page.get_by_text(fault)).to_be_visible()
    assert_accessible(page, within=".staff-count")
    page.get_by_label("Personnes en tout").fill("15")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("15 personnes, dont 12 femmes")).to_be_visible()
    page.get_by_label("Personnes en tout").fill("16")
    page.get_by_role("button", name="Enregistrer la correction").click()
    expect(page.get_by_text("16 personnes, dont 12 femmes")).to_be_visible()
    expect(page.get_by_text("15 personnes, dont 12 femmes")).to_be_visible()
    assert_accessible(page, within=".staff-count")
