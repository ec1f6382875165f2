"""Modules that a commune switches off: nothing of them is reached, and all of it comes back."""

from collections import deque
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centre.models import ClosedType
from centre.modules import closed_labels, modules
from centre.search.rebuild import rebuild
from events.models import Occurrence
from home.models import CentreHomePage
from tests.factories.communes import make_commune
from tests.isolation.test_planted_secrets import SEEDS, body_of, links_in, local, readable
from tests.pages.hosts import OTHER
from tests.pages.modules_site import MODULES, ModulesSite, word

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
SERVICE = word("service")
COMBINATIONS = [("events", "news"), ("training", "programmes"), ("events", "training"), MODULES]


@pytest.fixture
def switch(django_capture_on_commit_callbacks):
    """Switch modules of a site, with all that follows the commit."""

    def switched(site, **modules):
        with django_capture_on_commit_callbacks(execute=True):
            site.switch(**modules)

    return switched


@pytest.fixture
def site(branch):
    found = ModulesSite(branch)
    rebuild()
    return found


def crawled(client, seeds=SEEDS) -> dict[str, bytes]:
    """Return every answer that an anonymous visitor gets by following links, by its address."""
    waiting, seen, found = deque(seeds), set(seeds), {}
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        found[address] = body_of(response)
        if response.status_code == 404:  # it names the address it was asked for
            found[address] = found[address].replace(urlsplit(address).path.encode(), b"")
        for link in links_in(found[address], response["Content-Type"]):
            here = local(address, link)
            if here and here not in seen:
                seen.add(here)
                waiting.append(here)
    return found


def told(answers: dict[str, bytes], module: str, mark="zvk") -> list[str]:
    """Return the addresses whose answer says the word of ``module``."""
    return sorted(
        address for address, body in answers.items() if word(module, mark) in readable(body)
    )


def own(site, module: str) -> str:
    """Return the address of the page of ``module``."""
    page = site.pages[module]
    return page.get_url()


def by_hand(site) -> list[str]:
    """Return the addresses of all outputs, also those that no link leads to."""
    today, event, course = timezone.localdate(), site.pages["events"], site.pages["training"]
    date = Occurrence.objects.filter(event=event.pk).first().recurrence_id
    pages = [own(site, module) for module in MODULES]
    return [
        *pages,
        *(f"{page}?images=non" for page in pages),
        *(page.removesuffix("/") + ".ics" for page in pages[:2]),
        *(f"{page}{sheet}/" for page in pages[:2] for sheet in ("affiche", "feuillet")),
        f"{own(site, 'training')}inscription/",
        f"{own(site, 'training')}inscription/{site.enrolment.reference}/",
        f"/agenda/{event.slug}/{date}.ics",
        "/agenda/", "/agenda/?genre=formations", f"/agenda/mois/{today:%Y-%m}/",
        f"/agenda/archives/{today.year}/", "/agenda/atom.xml", "/agenda.ics",
        "/agenda/theme/droits.ics", "/programmes/", "/actualites/", "/actualites/atom.xml",
        f"/actualites/{today.year}/", f"/actualites/lettre/{today:%Y-%m}/", "/le-centre/",
        "/a-lire/", f"/agenda/{course.slug}.ics", "/sitemap-1.xml", "/sitemap-0.xml",
    ]  # fmt: skip


def test_every_module_has_its_switch_on_the_home_page():
    assert {module.name for module in modules()} == set(MODULES)
    for module in MODULES:
        assert CentreHomePage._meta.get_field(f"has_{module}").default is True


def test_the_agenda_stays_as_long_as_one_of_its_kinds_does():
    agenda = "events.EventIndexPage"
    assert agenda not in closed_labels(["events"]) | closed_labels(["training"])
    assert agenda in closed_labels(["events", "training"])
    assert closed_labels([]) == set()


@pytest.mark.parametrize("off", COMBINATIONS, ids="+".join)
def test_nothing_of_it_is_reached_and_all_comes_back(site, switch, client, off):
    seeds = [*SEEDS, *by_hand(site)]
    before = crawled(client, seeds)
    for module in MODULES:
        assert len(told(before, module)) > 5, module

    switch(site, **dict.fromkeys(off, False))
    during = crawled(client, list(before))
    for module in off:
        assert told(during, module) == []
        assert client.get(own(site, module)).status_code == 404
    for module in set(MODULES) - set(off):
        assert client.get(own(site, module)).status_code == 200
        assert told(during, module) != []
    assert told(during, "service") == told(before, "service")

    switch(site, **dict.fromkeys(off, True))
    after = crawled(client, list(before))
    for module in MODULES:
        assert told(after, module) == told(before, module)


@pytest.mark.parametrize("module", MODULES)
def test_a_search_finds_nothing_of_it(site, switch, client, module):
    def found(other):
        return f"Rencontre {word(other)}" in client.get("/recherche/?q=rencontre").content.decode()

    assert all(map(found, MODULES))
    switch(site, **{module: False})
    assert {other for other in MODULES if not found(other)} == {module}
    switch(site, **{module: True})
    assert all(map(found, MODULES))


def test_without_agenda_no_feed_answers(site, switch, client):
    feeds = ["/agenda.ics", "/agenda/atom.xml", "/agenda/theme/droits.ics", "/agenda/"]
    switch(site, events=False)
    assert [client.get(feed).status_code for feed in feeds] == [200] * len(feeds)
    switch(site, training=False)
    assert [client.get(feed).status_code for feed in feeds] == [404] * len(feeds)
    assert "/agenda/" not in client.get("/").content.decode()
    assert not Occurrence.objects.exists()


def test_nobody_registers_for_a_course_that_is_switched_off(site, switch, client):
    address = f"{own(site, 'training')}inscription/"
    assert client.get(address).status_code == 200
    switch(site, training=False)
    assert client.post(address, {"name": "Awa"}).status_code == 404


def test_a_draft_switches_nothing(site, client):
    home = CentreHomePage.objects.get(pk=site.branch.root_page_id)
    home.has_news = False
    home.save_revision()
    assert client.get(own(site, "news")).status_code == 200
    assert not ClosedType.objects.exists()


def test_what_is_published_while_it_is_off_stays_hidden(
    site, switch, client, django_capture_on_commit_callbacks
):
    switch(site, **dict.fromkeys(MODULES, False))
    for page in site.pages.values():
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
    rebuild()
    during = crawled(client, [*SEEDS, "/recherche/?q=rencontre"])
    assert {module: told(during, module) for module in MODULES} == {key: [] for key in MODULES}


def test_the_other_commune_keeps_its_own(site, switch, client, other_branch):
    there = partial(client.get, headers={"host": OTHER})
    other = ModulesSite(other_branch, "yvk")
    rebuild()
    switch(site, **dict.fromkeys(MODULES, False))
    for module, page in other.pages.items():
        assert word(module, "yvk") in there(page.url_path.removeprefix("/zio-1")).content.decode()
    for address in ("/agenda/", "/agenda.ics", "/programmes/", "/actualites/", "/sitemap-1.xml"):
        assert there(address).status_code == 200


def test_the_portal_tells_nothing_of_it(switch, client):
    ours, theirs = ModulesSite(make_commune("Ogou 1")), ModulesSite(make_commune("Zio 1"), "yvk")
    seeds = ["/", "/agenda/", "/sitemap.xml", "/communes/", "/services/", "/ogou-1/", "/zio-1/"]
    before = crawled(client, seeds)
    for module in ("events", "training"):
        assert "/agenda/" in told(before, module)
    switch(ours, **dict.fromkeys(MODULES, False))
    during = crawled(client, list(before))
    for module in MODULES:
        assert told(during, module) == []
        # On the home page there is room for more of them now.
        assert set(told(during, module, "yvk")) >= set(told(before, module, "yvk")) != set()
    switch(ours, **dict.fromkeys(MODULES, True))
    assert told(crawled(client, list(before)), "events") == told(before, "events")
    assert theirs.branch != ours.branch


@pytest.mark.parametrize("address", ["/", "/agenda/", "/programmes/", "/le-centre/"])
def test_a_switch_costs_no_query(site, switch, address):
    def cost():
        counts = []
        for _time in ("cold", "warm"):
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                assert Client().get(address).status_code == 200
            counts.append(len(queries))
        return counts

    switch(site)
    before = cost()
    switch(site, news=False, training=False)
    assert max(before) <= MOST_QUERIES
    assert all(now <= then for now, then in zip(cost(), before, strict=True))
