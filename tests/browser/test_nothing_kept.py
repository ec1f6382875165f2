"""An anonymous visit leaves nothing on the phone, and nobody else hears of it."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from tests.browser.test_public_pages import ADDRESSES

MORE = ("/securite/", "/hors-ligne/", "/agenda/compter-vendre/affiche/")
# Whatever fetches by itself; a link to another site is followed only by who touches it.
FETCHES = re.compile(
    r"<(?:script|img|source|iframe|audio|video|track|embed|object|form|input|image|use)\b[^>]*>"
    r"|<link\b(?![^>]*rel=\"(?:canonical|alternate)\")[^>]*>"
)
TARGET = re.compile(r"\s(?:src|srcset|href|action|poster|data|formaction)=\"([^\"]+)\"")
CALLS_OUT = ("Link", "Report-To", "NEL", "Reporting-Endpoints", "Refresh", "Set-Cookie")
HELD = """async () => ({
    cookie: document.cookie,
    local: {...localStorage},
    session: {...sessionStorage},
    databases: (await indexedDB.databases()).map((one) => one.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
    folders: [...await Array.fromAsync((await navigator.storage.getDirectory()).keys())],
})"""
NOTHING = {"cookie": "", "local": {}, "session": {}, "databases": [], "caches": [],
           "workers": [], "folders": []}  # fmt: skip


def test_no_answer_sets_a_cookie_or_sends_the_browser_elsewhere(crawl):
    assert len(crawl.answers) > 60
    for kind in (".ics", ".xml", ".txt", ".ico", ".json", "/affiche/", "/recherche/"):
        assert any(urlsplit(path).path.endswith(kind) for path in crawl.answers), kind
    found = [
        f"{path}: {name}"
        for path, headers in crawl.answers.items()
        for name in CALLS_OUT
        if name in headers
    ]
    assert found == []


def test_no_page_fetches_from_another_host(crawl):
    found = []
    for path, (_, body) in crawl.pages.items():
        for element in FETCHES.findall(body):
            for targets in TARGET.findall(element):
                for target in unescape(targets).split(", "):
                    address = urljoin(crawl.server + path, target.split()[0])
                    if urlsplit(address).netloc != crawl.host:
                        found.append(f"{path}: {element}")
    assert found == []
    assert any(FETCHES.search(body) for _, body in crawl.pages.values())


def test_no_page_has_a_beacon(crawl):
    telling = re.compile(
        r"\sping=|http-equiv=\"?refresh|rel=\"(?:preconnect|dns-prefetch|prefetch)"
    )
    assert [path for path, (_, body) in crawl.pages.items() if telling.search(body)] == []


def test_a_browser_keeps_nothing_of_any_type_of_page(page_320):
    """``open_page`` fails the test when a page asks another host for anything."""
    for address in (*ADDRESSES, *MORE):
        page_320.goto(address, wait_until="load")
        assert page_320.evaluate(HELD) == NOTHING, address
    assert page_320.context.cookies() == []


def test_what_a_reader_does_leaves_nothing_either(page_320):
    page_320.goto("/")
    page_320.goto("/recherche/")
    page_320.fill("#q", "femme")
    page_320.keyboard.press("Enter")
    page_320.locator("main .card").first.wait_for()
    page_320.goto("/services/?besoin=apprendre&gratuit=1")
    page_320.go_back()
    page_320.go_forward()
    for fold in page_320.locator("summary:visible").all():
        fold.click()
    assert page_320.evaluate(HELD) == NOTHING
    assert page_320.context.cookies() == []
