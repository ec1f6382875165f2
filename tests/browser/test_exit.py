"""The quick exit in a real browser: nothing of the site is left in sight, or behind "Back"."""

import sqlite3
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product

import pytest

HOME, FIRST, SECOND = "/", "/services/ecoute/", "/services/lieu-sur/"
SENSITIVE = {"Être écoutée et accompagnée", "Chercher un endroit sûr où dormir"}
WELCOME = "De quoi avez-vous besoin\xa0?"
SMALL_PHONE = (320, 568)
ADDRESSES = (HOME, FIRST, "/agenda/", "/recherche/?q=acte", "/nulle-part/", "/securite/")
MOST_TABS = 5


class Neutral(BaseHTTPRequestHandler):
    """A page of another site that says nothing, and notes who is said to have sent the reader."""

    senders: list = []

    def do_GET(self):
        if self.path == "/":
            self.senders.append(self.headers.get("Referer"))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Riz</title><h1>Riz au gras</h1>")

    def log_message(self, *args):
        """Say nothing on the terminal."""


@pytest.fixture(scope="module")
def elsewhere(seeded_environment):
    """The address of that page, to which the exit of the demonstration leads."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Neutral) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{other.server_port}/"
        chosen = set_target(seeded_environment, address)
        yield address
        set_target(seeded_environment, chosen)
        other.shutdown()


def set_target(environment, address) -> str:
    """Make the exits lead to ``address``; return where they led."""
    path = environment["DATABASE_URL"].removeprefix("sqlite:///")
    with sqlite3.connect(path, timeout=20) as database:
        (before,) = database.execute("SELECT exit_address FROM home_centrehomepage").fetchone()
        database.execute("UPDATE home_centrehomepage SET exit_address = ?", [address])
    database.close()
    return before


@pytest.fixture
def phone(open_page, elsewhere):
    return open_page(*SMALL_PHONE, leaves_for=elsewhere)


def follow(page, address):
    """Touch a link to ``address``, made for it where the page has none."""
    page.evaluate(
        "address => { const link = document.createElement('a'); link.href = address;"
        " document.querySelector('main').append(link); link.click(); }",
        address,
    )
    page.wait_for_url(f"**{address}")


def leave(page, elsewhere):
    page.locator("[data-exit]").click()
    page.wait_for_url(elsewhere)


def headings_along_the_history(page) -> list[str]:
    """Return the heading of each page that "Back", then "Forward", show from here."""
    length, seen = page.evaluate("history.length"), []
    for move in (page.go_back, page.go_forward):
        for _step in range(length + 1):
            move()
            seen += page.locator("h1").all_inner_texts()
    return seen


def test_nothing_sensitive_waits_behind_back_or_forward(phone, elsewhere):
    phone.goto(HOME)
    follow(phone, FIRST)
    follow(phone, SECOND)
    leave(phone, elsewhere)

    seen = headings_along_the_history(phone)

    assert "Riz au gras" in seen
    assert WELCOME in seen
    assert SENSITIVE.isdisjoint(seen)


def test_a_sensitive_page_gone_back_from_is_not_waiting_either(phone, elsewhere):
    phone.goto(HOME)
    follow(phone, FIRST)
    phone.go_back()
    assert phone.locator("h1").inner_text() == WELCOME
    leave(phone, elsewhere)

    assert SENSITIVE.isdisjoint(headings_along_the_history(phone))


def test_the_skip_link_leaves_no_sensitive_page_behind(phone, elsewhere):
    phone.goto(HOME)
    follow(phone, FIRST)
    phone.locator(".skip").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**#contenu")
    leave(phone, elsewhere)

    assert SENSITIVE.isdisjoint(headings_along_the_history(phone))


def test_ordinary_pages_keep_their_place_in_the_history(phone):
    phone.goto(HOME)
    follow(phone, "/services/")
    follow(phone, "/agenda/")
    phone.go_back()

    assert phone.locator("h1").inner_text() == "Services"


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_script_it_leaves_too(open_page, elsewhere, address):
    page = open_page(*SMALL_PHONE, leaves_for=elsewhere, java_script_enabled=False)
    page.goto(address)

    leave(page, elsewhere)

    assert page.title() == "Riz"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_other_site_is_not_told_where_the_reader_comes_from(phone, elsewhere, address):
    Neutral.senders.clear()
    phone.goto(address)

    leave(phone, elsewhere)

    assert Neutral.senders
    assert set(Neutral.senders) == {None}


# In the task of the touch itself: before anything else can be drawn, whatever the line does.
COVERED = """() => {
    document.querySelector('[data-exit]').click();
    return document.documentElement.innerText + document.title;
}"""


@pytest.fixture
def hanging(phone):
    """A phone on a line where the answer of the exit never comes."""
    phone.route("**/sortie/", lambda route: None)
    return phone


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_is_covered_at_once_when_the_network_hangs(hanging, address):
    hanging.goto(address)

    assert hanging.evaluate(COVERED) == ""


# As the browser says it when a page comes back as it was left.
RESTORED = """isLeft => {
    if (isLeft) document.querySelector('[data-exit]').click();
    const words = document.body.innerText;
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    return [words, document.body.innerText];
}"""


def test_a_page_restored_after_the_exit_stays_blank(hanging):
    hanging.goto(FIRST)

    assert hanging.evaluate(RESTORED, True) == ["", ""]


def test_a_page_restored_without_it_is_as_it_was(phone):
    phone.goto(FIRST)

    before, after = phone.evaluate(RESTORED, False)

    assert before == after != ""


def test_without_network_nothing_of_the_page_is_left(phone):
    phone.goto(FIRST)
    phone.context.set_offline(True)

    assert phone.evaluate(COVERED) == ""
    phone.wait_for_function("location.pathname !== '/services/ecoute/' || !document.title")
    assert not any(words in phone.content() for words in SENSITIVE)


def test_shift_three_times_leaves(phone, elsewhere):
    phone.goto(FIRST)
    phone.keyboard.press("Shift")
    phone.keyboard.press("Shift")
    assert phone.locator("h1").inner_text() in SENSITIVE

    phone.keyboard.press("Shift")

    phone.wait_for_url(elsewhere)


@pytest.mark.parametrize(
    "keys",
    [
        ["Shift+A", "Shift+B", "Shift+C", "Shift+D"],
        ["Shift", "Shift", "a", "Shift"],
        ["Shift", "Shift", "Shift+E", "Shift"],
        ["Control+Shift", "Control+Shift", "Control+Shift"],
        ["Escape", "Escape", "Escape"],
    ],
)
def test_other_keys_do_not_leave(hanging, keys):
    hanging.goto("/recherche/")
    hanging.locator("#q").focus()

    for key in keys:
        hanging.keyboard.press(key)

    assert hanging.locator("h1").inner_text() == "Recherche"


def test_shift_slowly_pressed_does_not_leave(hanging):
    hanging.goto("/recherche/")

    # The clock of events is the browser's own: these say when they happened.
    hanging.evaluate(
        "[0, 1500, 3000].forEach(at => ['keydown', 'keyup'].forEach(type => {"
        " const event = new KeyboardEvent(type, { key: 'Shift' });"
        " Object.defineProperty(event, 'timeStamp', { value: at }); dispatchEvent(event); }))"
    )

    assert hanging.locator("h1").inner_text() == "Recherche"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_keyboard_meets_it_first(phone, elsewhere, address):
    phone.goto(address)
    for _press in range(MOST_TABS):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.dataset.exit") is not None:
            break

    phone.keyboard.press("Enter")

    phone.wait_for_url(elsewhere)


IN_VIEW = """() => {
    const link = document.querySelector('[data-exit]');
    const box = link.getBoundingClientRect();
    const inside = box.left >= 0 && box.top >= 0 && box.right <= innerWidth
        && box.bottom <= innerHeight;
    const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]];
    const seen = points.every(([x, y]) => link.contains(
        document.elementFromPoint(box.left + x * box.width, box.top + y * box.height)));
    return { inside, seen, least: Math.min(box.width, box.height) };
}"""


# Upright, sideways, zoomed in on a computer and on a phone, and on a computer.
SIZES = (SMALL_PHONE, (568, 320), (320, 256), (160, 284), (1280, 800))


@pytest.mark.parametrize("address", [HOME, FIRST, "/recherche/?q=acte", "/nulle-part/"])
def test_it_is_in_view_wherever_one_has_scrolled(phone, address):
    phone.goto(address)
    for (width, height), part in product(SIZES, (0, 0.5, 1)):
        phone.set_viewport_size({"width": width, "height": height})
        phone.evaluate("part => scrollTo(0, part * document.documentElement.scrollHeight)", part)

        shown = phone.evaluate(IN_VIEW)

        assert shown["inside"], (width, height, part)
        assert shown["seen"], (width, height, part)
        assert shown["least"] >= 48


LAST_WORDS = """() => {
    scrollTo(0, document.documentElement.scrollHeight);
    return [...document.querySelectorAll('footer a')].filter(link => {
        const box = link.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return y > 0 && !link.contains(document.elementFromPoint(x, y));
    }).map(link => link.textContent);
}"""


@pytest.mark.parametrize("address", [HOME, FIRST, "/nulle-part/"])
def test_it_hides_nothing_at_the_end_of_a_page(phone, address):
    phone.goto(address)
    for width, height in SIZES:
        phone.set_viewport_size({"width": width, "height": height})

        assert phone.evaluate(LAST_WORDS) == [], (width, height)


@pytest.mark.parametrize("address", [HOME, FIRST])
def test_it_is_not_on_paper(phone, address):
    phone.goto(address)
    phone.emulate_media(media="print")

    assert not phone.locator("[data-exit]").is_visible()
