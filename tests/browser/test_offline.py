"""The copy of a centre on a phone, when the network fails, and how it comes and goes."""

import json

import pytest
from playwright.sync_api import Error, expect

from tests.browser.line import Line

NOON = "Sun, 22 Nov 2026 09:30:00 GMT"
EVENING = "Sun, 22 Nov 2026 18:00:00 GMT"
BANNER = ".offline-banner"
SENSITIVE = "services/ecoute/"

STORED = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            found[`${name} ${new URL(request.url).pathname}`] =
                await (await cache.match(request)).text();
        }
    }
    return found;
}"""
TRACES = """async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: await caches.keys(),
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    cookies: document.cookie,
})"""
NO_TRACE = {"workers": 0, "caches": [], "local": 0, "session": 0, "databases": 0, "cookies": ""}
CHECKED = """async (milliseconds) => {
    const [name] = await caches.keys();
    const cache = await caches.open(name);
    const [request] = await cache.keys();
    const copy = await (await cache.match(request)).json();
    copy.checked = Date.now() + milliseconds;
    await cache.put(request, new Response(JSON.stringify(copy)));
}"""
DAY = """async (day) => {
    const [name] = await caches.keys();
    const [stored] = await (await caches.open(name)).matchAll();
    return (await stored.json()).day.includes(day);
}"""


@pytest.fixture
def line(server):
    line = Line(server)
    line.date = NOON
    yield line
    line.close()


@pytest.fixture
def phone(browser, browser_context_args, line):
    """A page on a small phone, at the end of ``line``; an error in a script fails the test."""
    faults = []
    there = {"base_url": line.address, "viewport": {"width": 320, "height": 568}, "is_mobile": True}
    context = browser.new_context(**browser_context_args | there)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: "Content Security" in said.text and faults.append(said.text))
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def keep(phone):
    """A function that keeps the centre at an address on the phone, as a reader does."""

    def keep(root="/"):
        phone.goto(f"{root}hors-ligne/")
        phone.get_by_role("button", name="Garder sur ce téléphone").click()
        phone.get_by_role("button", name="Tout effacer").wait_for()

    return keep


def fails_to_open(page, address) -> bool:
    """Return whether the browser says, in its own words, that it cannot open ``address``."""
    with pytest.raises(Error, match="net::ERR"):
        page.goto(address)
    page.wait_for_url("chrome-error://**")
    return True


def stored(page) -> dict[str, str]:
    """Return the text of all that is in the caches of the site, by cache and address."""
    return page.evaluate(STORED)


def dated(pack) -> list[dict]:
    """Return what of the agenda has an end."""
    page = next(page for page in pack["pages"] if page["path"] == "agenda/")
    return [part for part in page["parts"] if isinstance(part, dict) and "until" in part]


def test_nothing_is_kept_before_she_chooses(phone):
    for address in ("/", "/services/", "/hors-ligne/"):
        phone.goto(address)
        phone.wait_for_load_state("networkidle")

    assert phone.evaluate(TRACES) == NO_TRACE


def test_what_is_kept_opens_without_network_and_says_of_when_it_is(phone, keep, line):
    keep()
    line.state = "cut"

    for address, title in (
        ("/", "De quoi avez-vous besoin ?"),
        ("/services/", "Services"),
        ("/services/alphabetisation/", "Apprendre à lire, écrire et compter"),
        ("/lieux/centre/", "Centre de promotion féminine d’Ogou 1"),
        ("/numeros-utiles/", "Numéros utiles"),
        ("/agenda/", "Agenda"),
        ("/agenda/?genre=formation", "Agenda"),
    ):
        phone.goto(address)
        expect(phone.locator("h1")).to_have_text(title.replace(" ?", "\N{NO-BREAK SPACE}?"))
        expect(phone.locator(BANNER)).to_have_text(
            "Copie du dimanche 22 novembre 2026, 9\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30."
            " Vérifiez par téléphone."
        )
        assert phone.locator("[data-exit]").is_visible()
    expect(phone.locator("[aria-current=page]")).to_have_text("Agenda")


def test_pages_lead_to_each_other_without_network(phone, keep, line):
    keep()
    line.state = "cut"

    phone.goto("/")
    phone.get_by_role("link", name="Santé, grossesse").click()
    phone.get_by_role("link", name="Santé et grossesse").click()
    expect(phone.locator("h1")).to_contain_text("Santé et grossesse")
    phone.get_by_role("link", name="Aide", exact=True).click()

    assert phone.locator(".help-dial").first.get_attribute("href") == "tel:1014"
    assert phone.locator(".help-strip").count() == 0


def test_with_network_the_site_itself_is_read(phone, keep):
    keep()

    answer = phone.goto("/services/")

    assert answer.from_service_worker
    assert phone.locator(BANNER).count() == 0
    assert phone.locator("form").count() == 1


def test_a_page_that_is_not_kept_says_so_and_leads_on(phone, keep, line):
    keep()
    line.state = "cut"

    phone.goto("/organisations/")

    expect(phone.locator("h1")).to_have_text("Cette page n’est pas gardée sur ce téléphone")
    assert phone.locator(".help-call").first.is_visible()
    phone.get_by_role("link", name="Réessayer").click()
    expect(phone.locator("h1")).to_have_text("Cette page n’est pas gardée sur ce téléphone")
    line.state = "up"
    phone.get_by_role("link", name="Réessayer").click()
    expect(phone.locator("h1")).not_to_contain_text("pas gardée")


def test_browsing_stores_nothing_and_no_sensitive_page_ever(phone, keep, line):
    keep()
    before = stored(phone)

    for address in ("/le-centre/", f"/{SENSITIVE}", "/services/alphabetisation/"):
        assert phone.goto(address).ok

    assert stored(phone) == before
    assert list(before) == ["copie / /hors-ligne/pack.json"]
    assert SENSITIVE not in "".join(before.values())
    line.state = "cut"
    phone.goto(f"/{SENSITIVE}")
    expect(phone.locator("h1")).to_have_text("Cette page n’est pas gardée sur ce téléphone")


def test_an_error_page_is_shown_and_never_kept(phone, keep, line):
    keep()
    before = stored(phone)
    phone.evaluate(CHECKED, -7 * 3_600_000)
    aged = stored(phone)
    line.state = "faulty"

    answer = phone.goto("/")

    assert answer.status == 500
    assert phone.title() == "Panne"
    assert stored(phone) == aged
    line.state = "cut"
    phone.goto("/")
    expect(phone.locator("h1")).to_contain_text("De quoi avez-vous besoin")
    assert before.keys() == aged.keys()


BAD_PACKS = [
    (500, b"<title>Panne</title>"),
    (404, b"{}"),
    (200, b"<title>Un autre site</title>"),
    (200, b'{"format":1,"root":"/","pages":['),
    (200, b"null"),
    (200, b'{"format":2,"root":"/"}'),
]


@pytest.mark.parametrize("bad", BAD_PACKS, ids=range(len(BAD_PACKS)))
def test_a_bad_answer_leaves_the_copy_as_it_was(phone, keep, line, bad):
    keep()
    before = stored(phone)
    line.instead = bad

    phone.get_by_role("button", name="Mettre à jour").click()

    phone.get_by_text("La copie n’a pas pu être faite.").wait_for()
    assert stored(phone) == before
    assert phone.get_by_role("button", name="Tout effacer").is_visible()


@pytest.mark.parametrize("bad", BAD_PACKS[:3], ids=range(3))
def test_a_first_copy_that_fails_leaves_nothing(phone, line, bad):
    line.instead = bad
    phone.goto("/hors-ligne/")

    phone.get_by_role("button", name="Garder sur ce téléphone").click()

    phone.get_by_text("La copie n’a pas pu être faite.").wait_for()
    assert phone.evaluate(TRACES) == NO_TRACE
    line.instead = None
    phone.get_by_role("button", name="Garder sur ce téléphone").click()
    phone.get_by_role("button", name="Tout effacer").wait_for()


def test_without_network_an_update_fails_and_the_copy_stays(phone, keep, line):
    keep()
    before = stored(phone)
    line.state = "cut"
    phone.goto("/hors-ligne/")

    phone.get_by_role("button", name="Mettre à jour").click()

    phone.get_by_text("La copie n’a pas pu être faite.").wait_for()
    assert stored(phone) == before


def test_what_is_over_is_left_out(phone, keep, line):
    line.falsify = lambda pack: [part.update(until=1) for part in dated(pack)[:1]]
    keep()
    kept = json.loads(next(iter(stored(phone).values())))["pack"]
    line.state = "cut"

    phone.goto("/agenda/")

    assert phone.locator(".event").count() == len(dated(kept)) - 1
    assert phone.get_by_text("Aucune des dates gardées").count() == 0


def test_when_all_is_over_it_says_whom_to_ask(phone, keep, line):
    line.falsify = lambda pack: [part.update(until=1) for part in dated(pack)]
    keep()
    line.state = "cut"

    phone.goto("/agenda/")

    assert phone.locator(".event").count() == 0
    expect(phone.get_by_text("Aucune des dates gardées n’est à venir.")).to_be_visible()


def test_a_clock_that_went_back_brings_nothing_back(phone, keep, line):
    # To the phone, the copy was made long after what it takes for now.
    line.date = "Mon, 01 Jan 2035 08:00:00 GMT"
    keep()
    line.state = "cut"

    phone.goto("/agenda/")

    assert phone.locator(".event").count() == 0
    expect(phone.locator(BANNER)).to_contain_text("Copie du lundi 1er janvier 2035, 8")


@pytest.mark.parametrize("hours", [-7, 24 * 400], ids=["old", "from a clock that went back"])
def test_an_old_copy_is_renewed_while_she_reads(phone, keep, line, hours):
    keep()
    phone.evaluate(CHECKED, hours * 3_600_000)
    line.date = EVENING

    phone.goto("/services/")

    phone.wait_for_function(DAY, arg="18\N{NO-BREAK SPACE}h")
    # Nothing had changed: it was not sent again.
    assert line.asked_for_pack() == [200, 304]


def test_a_recent_copy_is_not_asked_for_again(phone, keep, line):
    keep()
    for address in ("/", "/services/", "/agenda/"):
        phone.goto(address)
        phone.wait_for_load_state("networkidle")

    assert line.asked_for_pack() == [200]


def test_an_update_brings_what_changed(phone, keep, line):
    keep()
    phone.evaluate(CHECKED, -7 * 3_600_000)
    # As if the site had changed: the tag that the phone has is no longer the right one.
    phone.evaluate(
        """async () => {
            const [name] = await caches.keys(), cache = await caches.open(name);
            const [request] = await cache.keys();
            const copy = await (await cache.match(request)).json();
            await cache.put(request, new Response(JSON.stringify({ ...copy, tag: '"autre"' })));
        }"""
    )
    line.falsify = lambda pack: pack.update(suffix=" · Nouveau nom")

    phone.get_by_role("button", name="Mettre à jour").click()
    phone.get_by_role("button", name="Tout effacer").wait_for()
    line.state = "cut"
    phone.goto("/")

    assert phone.title() == "Accueil · Nouveau nom"


def test_all_is_erased_in_one_tap(phone, keep, line):
    keep()

    phone.get_by_role("button", name="Tout effacer").click()

    phone.get_by_text("Tout est effacé de ce téléphone.").wait_for()
    assert phone.get_by_role("button", name="Garder sur ce téléphone").is_visible()
    assert phone.evaluate(TRACES) == NO_TRACE
    line.state = "cut"
    assert fails_to_open(phone, "/")


def test_it_is_erased_without_network_too(phone, keep, line):
    keep()
    line.state = "cut"
    phone.goto("/hors-ligne/")

    phone.get_by_role("button", name="Tout effacer").click()

    phone.get_by_text("Tout est effacé de ce téléphone.").wait_for()
    assert phone.evaluate(TRACES) == NO_TRACE


def test_what_is_kept_is_listed_with_its_date(phone, keep, line):
    keep()

    phone.get_by_text("Ce qui est gardé", exact=True).click()

    expect(phone.locator("[data-day]")).to_contain_text("dimanche 22 novembre 2026")
    names = phone.locator("[data-list] a").all_inner_texts()
    assert {"Accueil", "Numéros utiles", "Services", "Agenda", "Santé, grossesse"} <= set(names)
    line.state = "cut"
    phone.get_by_role("link", name="Tenir les comptes de son commerce").click()
    expect(phone.locator("h1")).to_have_text("Tenir les comptes de son commerce")


@pytest.mark.parametrize("state", ["cut", "hung"])
def test_leaving_without_network_opens_a_page_that_says_nothing(phone, keep, line, state):
    keep()
    line.state = "cut"
    phone.goto("/services/alphabetisation/")
    line.state = state

    phone.locator("[data-exit]").click()

    expect(phone.locator("h1")).to_have_text("Bouillie de maïs")
    assert phone.title() == "Recette"
    assert phone.locator("a, script").count() == 0
    assert "entre" not in phone.locator("body").inner_text().split()
    assert "Ogou" not in phone.content()


def test_leaving_with_network_erases_the_copy(phone, keep, line):
    keep()
    phone.goto("/services/")

    phone.locator("[data-exit]").click()
    phone.wait_for_url(line.outside)

    phone.goto("/hors-ligne/")
    phone.get_by_role("button", name="Garder sur ce téléphone").wait_for()
    assert phone.evaluate(TRACES) == NO_TRACE


def test_two_communes_on_one_host_do_not_mix(phone, keep, line):
    keep("/autre/")
    line.state = "cut"
    phone.goto("/autre/numeros-utiles/")
    assert phone.title() == "Numéros utiles · Autre commune"
    assert fails_to_open(phone, "/numeros-utiles/")

    line.state = "up"
    keep("/")
    line.state = "cut"
    phone.goto("/numeros-utiles/")
    assert "Autre" not in phone.title()
    phone.goto("/autre/hors-ligne/")
    phone.get_by_role("button", name="Tout effacer").click()
    phone.get_by_text("Tout est effacé").wait_for()
    assert list(stored(phone)) == ["copie / /hors-ligne/pack.json"]


def test_the_pack_of_another_commune_is_refused(phone, line):
    line.falsify = lambda pack: pack.update(root="/autre/")
    phone.goto("/hors-ligne/")

    phone.get_by_role("button", name="Garder sur ce téléphone").click()

    phone.get_by_text("La copie n’a pas pu être faite.").wait_for()


def test_the_staff_area_is_left_alone(phone, keep, line):
    keep()
    assert not phone.goto("/admin/login/").from_service_worker
    line.state = "cut"
    assert fails_to_open(phone, "/admin/login/")


def test_without_script_it_says_what_to_take_instead(page_without_script):
    page_without_script.goto("/hors-ligne/")

    expect(page_without_script.get_by_text("ne peut pas garder le site")).to_be_visible()
    expect(page_without_script.get_by_role("link", name="l’annuaire à imprimer")).to_be_visible()
    assert not page_without_script.locator("button").first.is_visible()


def test_it_is_accessible_before_and_after(phone, keep, line, assert_accessible):
    phone.goto("/hors-ligne/")
    assert_accessible(phone)
    keep()
    phone.get_by_text("Ce qui est gardé", exact=True).click()
    assert_accessible(phone)
    line.state = "cut"
    for address in ("/", "/services/alphabetisation/", "/organisations/", "/sortie/"):
        phone.goto(address)
        assert_accessible(phone)


SHIFTS = """() => new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().map(({ value }) => value)))
        .observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => resolve([])));
})"""


def test_the_script_of_the_page_moves_nothing(phone):
    phone.goto("/hors-ligne/")
    phone.get_by_role("button", name="Garder sur ce téléphone").wait_for()

    assert phone.evaluate(SHIFTS) == []
