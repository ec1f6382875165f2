"""Communes at the federation's host and at hosts of their own: one address to remember each.

Kozah 1 has a host of its own and may also be read below the portal; Ogou 1 stands there alone.
"""

import datetime as dt
import json
import re
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from django.core.cache import caches
from icalendar import Calendar
from wagtail.models import Site

from centre.reference import load_communes
from centre.search.rebuild import rebuild
from events.kit.facts import link_of
from events.models import EventPage
from home.letter.staff import read_letter
from home.models import NewsIndexPage
from tests.factories import (
    AwarenessEventPageFactory,
    ImageFactory,
    NewsPageFactory,
    ProgrammePageFactory,
    StandardPageFactory,
    on,
)
from tests.factories.centre import make_site
from tests.factories.communes import make_commune, make_partner, make_portal
from tests.pages.reading import read
from tests.pages.test_two_communes import BELOW, furnish

pytestmark = pytest.mark.django_db

PORTAL = "federation.example.com"
KOZAH = "kozah-1.example.com"
# Answered, and without a site of its own: Wagtail gives it the default one.
NAMELESS = "autre.example.com"
MORE = ("agenda/", "agenda/causerie/", "actualites/", "actualites/le-savon/", "programmes/",
        "programmes/ensemble/", "actualites/lettre/2026-11/")  # fmt: skip
WAYS = {
    "Kozah 1 at home": (KOZAH, "/", f"http://{KOZAH}/"),
    "Kozah 1 below the portal": (PORTAL, "/kozah-1/", f"http://{KOZAH}/"),
    "Kozah 1 at a nameless host": (NAMELESS, "/kozah-1/", f"http://{KOZAH}/"),
    "Ogou 1": (PORTAL, "/ogou-1/", f"http://{PORTAL}/ogou-1/"),
    "Ogou 1 at a nameless host": (NAMELESS, "/ogou-1/", f"http://{PORTAL}/ogou-1/"),
}
ON_THE_PORTAL = ("/", "/services/", "/besoins/apprendre/", "/agenda/", "/acteurs/", "/communes/",
                 "/communes/kozah-1/", "/numeros-utiles/")  # fmt: skip


@pytest.fixture(autouse=True)
def now(clock):
    clock("2026-11-23 09:00")


@pytest.fixture
def house(db):
    """The portal, and two communes with one of everything at the same addresses."""
    load_communes()
    Site.objects.filter(root_page=make_portal()).update(hostname=PORTAL)
    found = {}
    for name, hostname in (("Ogou 1", None), ("Kozah 1", KOZAH)):
        branch = found[name] = make_commune(name, hostname=hostname)
        furnish(branch, name.split()[0])
        AwarenessEventPageFactory(
            branch=branch, title=f"Causerie {name}", slug="causerie", dates=[on("2026-11-25")]
        )
        NewsPageFactory(
            branch=branch, title=f"Le savon {name}", slug="le-savon", date="2026-11-20",
            image=ImageFactory(branch=branch), image_alt="Du savon",
        )  # fmt: skip
        ProgrammePageFactory(branch=branch, title=f"Ensemble {name}", slug="ensemble")
        make_partner(name)
    return found


def canonical(page) -> str:
    (link,) = page.soup.select("link[rel=canonical]")
    return link["href"]


@pytest.mark.parametrize("way", WAYS)
def test_each_page_has_one_address_wherever_it_is_read(client, house, way):
    host, root, own = WAYS[way]
    for below in (*BELOW, *MORE):
        page = read(client, root + below, host=host)
        assert canonical(page) == own + below.partition("?")[0]


@pytest.mark.parametrize("way", WAYS)
def test_what_a_page_tells_others_names_that_address(client, house, way):
    """Cards, structured data and the ways to share, in which an address travels far."""
    host, root, own = WAYS[way]
    told = []
    for below in ("", "services/couture/", "agenda/causerie/", "actualites/le-savon/",
                  "programmes/ensemble/", "actualites/lettre/2026-11/"):  # fmt: skip
        soup = read(client, root + below, host=host).soup
        told += [one["content"] for one in soup.select("meta[property^='og:']")]
        told += [one.text for one in soup.select("script[type='application/ld+json']")]
        told += [unquote(one["href"]) for one in soup.select("a[href^='https://wa.me/']")]
    ours = set(re.findall(r"http://[\w.-]+\.example\.com[\w/.-]*", "\n".join(told)))
    assert {f"{own}agenda/causerie/", f"{own}actualites/le-savon/"} <= ours
    media = f"http://{urlsplit(own).netloc}/media/"
    assert {one for one in ours if not one.startswith((own, media))} == set()


@pytest.mark.parametrize("host", [PORTAL, NAMELESS])
def test_the_portal_leads_to_the_host_of_a_commune_that_has_one(client, house, host):
    links = set()
    for address in ON_THE_PORTAL:
        page = read(client, address, host=host)
        assert canonical(page) == f"http://{PORTAL}{address}"
        links |= set(page.hrefs("a[href^='/'], a[href^='http:']"))
    assert f"http://{KOZAH}/" in links
    assert {f"http://{KOZAH}/{end}" for end in ("services/couture/", "agenda/causerie/",
            "organisations/reseau/")} <= links  # fmt: skip
    assert {"/ogou-1/", "/ogou-1/services/couture/", "/ogou-1/agenda/causerie/"} <= links
    assert not any(urlsplit(link).path.startswith("/kozah-1/") for link in links)
    for link in links:
        asked = urlsplit(link)
        expected = 302 if asked.path.endswith("sortie/") else 200
        answer = client.get(link, headers={"host": asked.netloc or host})
        assert answer.status_code == expected, link


def test_a_commune_leads_back_to_the_portal(client, house):
    for host, root in ((KOZAH, "/"), (PORTAL, "/ogou-1/")):
        page = read(client, root, host=host)
        assert page.href("Les communes ensemble") == f"http://{PORTAL}/"


def test_a_host_that_is_not_answered_yet_is_no_address_to_send_to(client, house, settings):
    settings.ALLOWED_HOSTS = [PORTAL]
    make_site(house["Kozah 1"], "kozah-1.example.org", is_default_site=False)
    Site.objects.filter(hostname=KOZAH).delete()

    assert "/kozah-1/" in read(client, "/", host=PORTAL).hrefs()
    page = read(client, "/kozah-1/services/", host=PORTAL)
    assert canonical(page) == f"http://{PORTAL}/kozah-1/services/"
    for address in ("/", "/services/", "/kozah-1/", "/sitemap.xml"):
        for host in ("kozah-1.example.org", KOZAH, "evil.example.net"):
            assert client.get(address, headers={"host": host}).status_code == 400


def entries_of(client, host, root):
    """Return what a calendar and a reader of feeds remember of a commune."""
    ics = client.get(f"{root}agenda.ics", headers={"host": host})
    events = Calendar.from_ical(ics.content).walk("VEVENT")
    kept = {(str(one["UID"]), str(one["URL"])) for one in events}
    for address in ("agenda/atom.xml", "actualites/atom.xml"):
        feed = feedparser.parse(client.get(root + address, headers={"host": host}).content)
        links = [link["href"] for link in feed.feed.links]
        kept |= {(feed.feed.id, *links), *((one.id, one.link) for one in feed.entries)}
    return kept


def test_feeds_say_the_same_wherever_they_are_asked_for(client, house):
    at_home = entries_of(client, KOZAH, "/")

    assert at_home == entries_of(client, PORTAL, "/kozah-1/")
    assert all(urlsplit(link).netloc == KOZAH for _name, *links in at_home for link in links)
    below = entries_of(client, PORTAL, "/ogou-1/")
    assert all(
        link.startswith(f"http://{PORTAL}/ogou-1/") for _name, *some in below for link in some
    )
    assert not {name for name, *_links in at_home} & {name for name, *_links in below}


def located(client, host) -> list[str]:
    def read_map(path):
        xml = client.get(path, headers={"host": host}).content.decode()
        return re.findall(r"<loc>(.*?)</loc>", xml)

    return [one for section in read_map("/sitemap.xml") for one in read_map(urlsplit(section).path)]


def test_no_page_is_in_two_maps_and_each_is_at_the_address_to_remember(client, house):
    maps = {host: located(client, host) for host in (PORTAL, KOZAH)}

    both = [*maps[PORTAL], *maps[KOZAH]]
    assert len(both) == len(set(both))
    for host, locations in maps.items():
        assert {urlsplit(one).netloc for one in locations} == {host}
        for location in locations:
            page = read(client, urlsplit(location).path, host=host)
            assert canonical(page) == location
    assert f"http://{KOZAH}/programmes/ensemble/" in maps[KOZAH]
    assert f"http://{PORTAL}/ogou-1/agenda/causerie/" in maps[PORTAL]
    assert located(client, NAMELESS) == maps[PORTAL]


@pytest.mark.parametrize(
    ("host", "address", "name"),
    [
        (KOZAH, "/rien/", "Centre Kozah"),
        (KOZAH, "/rien.html", "Centre Kozah"),
        (KOZAH, "/kozah-1/", "Centre Kozah"),
        (KOZAH, "/ogou-1/services/", "Centre Kozah"),
        (PORTAL, "/kozah-1/rien/", "Centre Kozah"),
        (PORTAL, "/ogou-1/rien/", "Centre Ogou"),
        (PORTAL, "/rien/", "Les communes ensemble"),
        (PORTAL, "/rien.html", "Les communes ensemble"),
    ],
)
def test_what_is_not_there_is_said_in_the_frame_of_the_house(client, house, host, address, name):
    page = read(client, address, host=host, status=404)
    assert page.words(".brand-name") == name
    assert not page.soup.select("link[rel=canonical]")


@pytest.mark.parametrize("way", WAYS)
def test_leaving_and_keeping_stay_in_the_house(client, house, way):
    host, root, _own = WAYS[way]
    home = house[way[: way.index("1") + 1]].root_page.specific
    home.exit_address = "https://fr.wikipedia.org/wiki/Riz"
    home.save()
    fetch = lambda path: client.get(root + path, headers={"host": host})  # noqa: E731

    assert fetch("sortie/")["Location"] == home.exit_address
    assert client.get("/sortie/", headers={"host": PORTAL})["Location"] != home.exit_address
    assert fetch("sw.js").status_code == 200
    pack = json.loads(fetch("hors-ligne/pack.json").content)
    assert pack["root"] == root
    assert home.title in json.dumps(pack, ensure_ascii=False)
    kept = json.dumps([pack["frame"], pack["pages"], pack["cards"]])
    links = re.findall(r'href=\\*"(/[^"\\]*)', kept)
    assert links
    assert {link for link in links if not link.startswith((root, "/static/"))} == set()


def test_the_portal_keeps_nothing_on_the_phone(client, house):
    assert client.get("/sw.js", headers={"host": PORTAL}).status_code == 404


def test_a_search_finds_what_is_in_the_house(client, house):
    rebuild()
    for host, root, own, other in (
        (KOZAH, "/", "Kozah", "Ogou"),
        (PORTAL, "/kozah-1/", "Kozah", "Ogou"),
        (PORTAL, "/ogou-1/", "Ogou", "Kozah"),
    ):
        page = read(client, f"{root}recherche/", {"q": "couture"}, host=host)
        assert f"{root}services/couture/" in page.hrefs()
        assert f"Couture {own}" in page.main
        assert f"Couture {other}" not in page.main


def test_kept_pages_of_one_host_are_never_given_at_another(
    client, house, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    ask = lambda host, path: client.get(path, headers={"host": host}).content.decode()  # noqa: E731
    paths = ("/", "/services/", "/agenda/", "/numeros-utiles/", "/kozah-1/", "/ogou-1/")
    first = {(host, path): ask(host, path) for path in paths for host in (KOZAH, PORTAL)}
    again = {(host, path): ask(host, path) for host in (PORTAL, KOZAH) for path in paths}
    assert first == again
    for path in paths[:4]:
        assert ("Centre Kozah" in first[KOZAH, path]) and ("brand-name" in first[PORTAL, path])
        assert first[KOZAH, path] != first[PORTAL, path]
    with django_capture_on_commit_callbacks(execute=True):
        Site.objects.get(hostname=KOZAH).delete()
    assert f"http://{KOZAH}/" not in ask(PORTAL, "/")
    assert f'rel="canonical" href="http://{PORTAL}/kozah-1/"' in ask(PORTAL, "/kozah-1/")
    caches["pages"].clear()


def test_paper_and_messages_name_the_address_to_remember(house):
    kozah, ogou = (
        EventPage.objects.get(slug="causerie", path__startswith=house[name].root_page.path)
        for name in ("Kozah 1", "Ogou 1")
    )
    assert link_of(kozah) == f"http://{KOZAH}/agenda/causerie/"
    assert link_of(ogou) == f"http://{PORTAL}/ogou-1/agenda/causerie/"
    index = NewsIndexPage.objects.child_of(house["Kozah 1"].root_page).get()
    letter = read_letter(index, dt.date(2026, 11, 1))
    said = letter.whatsapp(f"http://{KOZAH}/actualites/lettre/2026-11/")
    assert set(re.findall(r"http://([\w.-]+)/", said)) == {KOZAH}


def test_an_old_address_still_leads_there_from_both_hosts(
    client, house, django_capture_on_commit_callbacks
):
    page = StandardPageFactory(parent=house["Kozah 1"].root_page, slug="ancien", title="Ici")
    page.slug = "nouveau"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    for host, address in ((KOZAH, "/ancien/"), (PORTAL, "/kozah-1/ancien/")):
        answer = client.get(address, headers={"host": host})
        assert answer.status_code == 301
        assert answer["Location"] == f"http://{KOZAH}/nouveau/"


@pytest.mark.parametrize("hostname", [KOZAH, "kozah-1.example.org"])
def test_a_preview_in_the_staff_area_of_the_federation(
    client, house, superuser, settings, hostname
):
    """Also while the host of the commune is not answered yet."""
    settings.ALLOWED_HOSTS = [PORTAL, KOZAH]
    Site.objects.filter(hostname=KOZAH).update(hostname=hostname)
    house["Kozah 1"].save()
    client.force_login(superuser)
    page = EventPage.objects.get(
        slug="causerie", path__startswith=house["Kozah 1"].root_page.path
    ).specific
    page.save_revision()
    answer = client.get(f"/admin/pages/{page.pk}/view_draft/", headers={"host": PORTAL})
    assert answer.status_code == 200
    assert "Centre Kozah" in answer.content.decode()
