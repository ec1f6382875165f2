"""A real server on its own seeded database, and the system's Chromium in front of it.

Never ``live_server``: it empties the database of Wagtail's root page.
"""

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.crawling import Crawl
from tests.serving import PASSWORD, wait_for

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# A machine that is busy is no fault of a page.
expect.set_options(timeout=20_000)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(seeded_environment):
    """The address of the running site, on a port that the kernel gave."""
    log = Path(seeded_environment["CENTRE_VAR_DIR"]) / "server.log"
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("w") as output:
        address = f"http://localhost:{listener.getsockname()[1]}"
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "centre.wsgi", "--threads=8", "--graceful-timeout=1",
             f"--bind=fd://{listener.fileno()}"],
            cwd=ROOT, env=seeded_environment, pass_fds=[listener.fileno()],
            stdout=output, stderr=output,
        )  # fmt: skip
    try:
        wait_for(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def crawl(server):
    """Every public address, met once for the whole run."""
    return Crawl(server).run()


@pytest.fixture(scope="session")
def base_url(server):
    return server


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "Chromium is missing: run scripts/system-packages.sh"
    return browser_type_launch_args | {
        "executable_path": path,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync", "--no-first-run"],
    }  # fmt: skip


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "fr-FR", "timezone_id": "Africa/Lome"}


class Watch:
    """Notes what goes wrong in a page without a test looking for it."""

    def __init__(self, page, hosts):
        self.hosts = hosts
        self.faults = []
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", self.hear)
        page.on("request", self.follow)
        page.on("response", self.weigh)

    def hear(self, message):
        # A missing page is a test's own business; a missing file is seen in ``weigh``.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def follow(self, request):
        parts = urlsplit(request.url)
        if parts.scheme.startswith("http") and parts.netloc not in self.hosts:
            self.faults.append(f"outside request: {request.url}")

    def weigh(self, response):
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status}: {response.url}")
        if response.status >= 500:
            self.faults.append(f"{response.status}: {response.url}")


@pytest.fixture
def open_page(new_context, server):
    """A function that opens a watched page; whatever went wrong in it fails the test.

    ``leaves_for``: the one other site, as an address, that the page may ask for something.
    """
    watches = []

    def open_page(width, height=720, leaves_for="", **options):
        context = new_context(viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        watches.append(Watch(page, {urlsplit(server).netloc, urlsplit(leaves_for).netloc}))
        return page

    yield open_page
    faults = [fault for watch in watches for fault in watch.faults]
    assert not faults, "\n".join(faults)


@pytest.fixture
def page_320(open_page):
    return open_page(320, is_mobile=True, has_touch=True)


@pytest.fixture
def page_1280(open_page):
    return open_page(1280)


@pytest.fixture
def page_without_script(open_page):
    return open_page(320, java_script_enabled=False)


@pytest.fixture(scope="session")
def session_of(browser, server):
    """A function that logs an account in, once for the whole run, and returns its cookies."""
    sessions = {}

    def log_in(username):
        context = browser.new_context(base_url=server, locale="fr-FR")
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(f"{server}/admin/")
        state = context.storage_state()
        context.close()
        return state

    def session_of(username):
        if username not in sessions:
            sessions[username] = log_in(username)
        return sessions[username]

    return session_of


@pytest.fixture
def staff_page(open_page, session_of):
    """A function that opens the staff area as an account of the demonstration."""

    def staff_page(username, width=1280):
        return open_page(width, storage_state=session_of(username))

    return staff_page


@pytest.fixture
def assert_accessible():
    """A function that fails with a readable report when axe-core finds a fault in a page."""

    def assert_accessible(page, *, within=None):
        results = Axe().run(page, context=within, options={"runOnly": RULES})
        faults = [SimpleNamespace(**violation) for violation in results.response["violations"]]
        assert not faults, f"{page.url}\n" + "\n".join(map(described, faults))

    return assert_accessible


def described(fault):
    places = "\n".join(
        f"    {' '.join(map(str, node['target']))}\n      {node['html'][:160]}"
        for node in fault.nodes
    )
    return f"  {fault.id} ({fault.impact}): {fault.help}\n{places}"
