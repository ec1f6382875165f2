"""A sensitive page, and every page below it, leaves no trace it can avoid: output by output."""

import json
import re
from urllib.parse import unquote

import pytest
from django.utils import timezone

from centre.safety.sensitive import is_sensitive_path
from events.kit.announcements import drafts_of
from events.kit.facts import NoDiscreetWording, facts_of
from tests.factories.events import AwarenessEventPageFactory, agenda, on
from tests.factories.home import PartnersPageFactory, StandardPageFactory
from tests.factories.services import HelpLineFactory, NeedFactory, ServicePageFactory, service_index
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

TITLE, SENTENCE, NEUTRAL = "Fuir la violence", "Votre mari vous frappe ?", "Conseils"
SAID = {"title": TITLE, "slug": "conseils", "introduction": SENTENCE, "neutral_title": NEUTRAL}
TELLING = re.compile("fuir|violence|frappe", re.I)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What happens after a commit happens at once."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def tick(page, committed):
    """Tick ``page`` as sensitive and publish it."""
    page.is_sensitive = True
    with committed():
        page.save_revision().publish()


def service(branch, **values):
    return ServicePageFactory(branch=branch, needs=[NeedFactory(slug="parler")], **SAID, **values)


def event(branch, **values):
    return AwarenessEventPageFactory(branch=branch, dates=[on("2026-12-03")], **SAID, **values)


def free_page(branch, **values):
    return StandardPageFactory(parent=branch.root_page.specific, **SAID, **values)


def partners(branch, **values):
    return PartnersPageFactory(parent=branch.root_page.specific, **SAID, **values)


def under(branch, make):
    """Return what is ticked so that the page that ``make`` gives is sensitive from above."""
    return {service: service_index, event: agenda}[make](branch)


@pytest.fixture(params=["ticked", "inherited"])
def way(request):
    """How a page became sensitive: by its own tick, or by that of the page above."""
    return request.param


@pytest.fixture
def made(branch, committed, clock, way):
    """A function that makes a sensitive page, published, that way."""
    clock("2026-11-20 09:00")
    HelpLineFactory(number="1014", label="Signaler")

    def make_page(make):
        with committed():
            page = make(branch, is_sensitive=way == "ticked")
        if way == "inherited":
            tick(under(branch, make), committed)
        return page

    return make_page


@pytest.mark.parametrize("make", [service, event])
class TestThePage:
    def test_nobody_keeps_it(self, client, made, make):
        response = client.get(made(make).url)

        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noarchive"

    def test_its_head_tells_nothing(self, client, made, make):
        page = read(client, made(make).url)

        assert page.words("title") == NEUTRAL
        assert not TELLING.search(str(page.soup.head))
        assert not page.soup.select('meta[name=description], meta[property^="og:"]')
        assert not page.soup.select('meta[name^="twitter:"]')
        assert page.soup.select_one("link[rel=icon]")["href"].endswith("neutral.svg")

    def test_machines_are_told_nothing(self, client, made, make):
        page = read(client, made(make).url)

        assert not page.soup.select('script[type="application/ld+json"]')

    def test_help_and_the_way_out_come_first(self, client, made, make):
        page = read(client, made(make).url)

        assert page.soup.body.select("a")[0].find_parent(class_="exit-bar")
        first = page.soup.main.find(True)
        assert first.select('a[href="tel:1014"]')
        assert first.select('a[href="/securite/"]')
        assert page.each("h1") == [TITLE]


@pytest.mark.parametrize("make", [free_page, partners])
def test_every_other_type_of_page_keeps_quiet_too(client, branch, make):
    page = read(client, make(branch, is_sensitive=True).url)

    assert page.words("title") == NEUTRAL
    assert not TELLING.search(str(page.soup.head))
    assert page.response["Cache-Control"] == "no-store"
    assert page.soup.select(".exit-bar")


def test_without_a_neutral_title_it_is_information(client, branch):
    page = read(client, service(branch, is_sensitive=True).url)
    assert page.words("title") == NEUTRAL

    nameless = ServicePageFactory(branch=branch, title="Abri", slug="a", is_sensitive=True)
    assert read(client, nameless.url).words("title") == "Information"


class TestAround:
    def test_a_service_is_found_where_the_reader_looks_for_it(self, client, made):
        made(service)

        for address in ("/besoins/parler/", "/recherche/?q=violence", "/imprimer/services/"):
            assert TITLE in read(client, address).main, address

    def test_its_address_says_nothing_in_the_site_map(self, client, made):
        made(service)

        text = client.get("/sitemap-1.xml").content.decode()
        assert "/services/conseils/" in text
        assert not TELLING.search(text)

    def test_no_message_names_a_service(self, client, made):
        made(service)

        assert not TELLING.search(read(client, "/imprimer/sms/").main)

    def test_no_machine_is_told_of_it_elsewhere(self, client, made):
        made(service)
        made(event)

        for address in ("/", "/services/", "/agenda/", "/besoins/parler/"):
            data = re.findall(
                r'<script type="application/ld\+json">(.*?)</script>',
                client.get(address).content.decode(),
            )
            assert not any(TELLING.search(json.dumps(json.loads(text))) for text in data)

    @pytest.mark.parametrize(
        "address",
        ["/", "/agenda/", "/agenda/?mois=2026-12", "/agenda/mois/2026-12/",
         "/recherche/?q=conseils", "/agenda.ics", "/agenda/conseils.ics", "/agenda/atom.xml",
         "/sitemap-0.xml", "/sitemap-1.xml", "/sitemap-centre-1.xml"],
    )  # fmt: skip
    def test_an_event_has_its_neutral_title_everywhere(self, client, made, address):
        made(event)

        response = client.get(address)

        text = response.content.decode()
        assert response.status_code == 200
        assert not TELLING.search(text)
        assert "sitemap" in address or NEUTRAL in text

    def test_the_search_does_not_find_an_event_by_what_it_is(self, client, made):
        made(event)

        assert read(client, "/recherche/?q=violence").each(".card-title") == []

    def test_no_share_says_what_it_is(self, client, made):
        page = read(client, made(event).url)

        for address in page.hrefs('a[href^="https://wa.me"]'):
            assert not TELLING.search(unquote(address))

    def test_no_announcement_says_what_it_is(self, made, clock):
        page = made(event)

        said = [draft.text for draft in drafts_of(page, timezone.now())]
        said.append(repr(facts_of(page, timezone.now())))
        assert all(NEUTRAL in text for text in said)
        assert not any(TELLING.search(text) for text in said)

    def test_without_discreet_words_nothing_announces_it(self, made):
        page = made(event)
        page.neutral_title = ""

        with pytest.raises(NoDiscreetWording):
            drafts_of(page, timezone.now())


def test_a_page_beside_is_not_sensitive(client, branch, home):
    free_page(branch, is_sensitive=True)
    beside = StandardPageFactory(parent=home, title="Comment venir")

    page = read(client, beside.url)

    assert "no-store" not in page.response.get("Cache-Control", "")
    assert "Comment venir" in page.words("title")
    assert not page.soup.select(".exit-bar, .notice")


def test_unticking_the_page_above_frees_the_page_below(client, branch, committed):
    above = free_page(branch, is_sensitive=True)
    below = StandardPageFactory(parent=above, title="Porter plainte")
    assert "Porter plainte" not in read(client, below.url).words("title")

    above.is_sensitive = False
    with committed():
        above.save_revision().publish()

    assert "Porter plainte" in read(client, below.url).words("title")


def test_others_may_ask_of_any_path(branch, other_branch):
    above = free_page(branch, is_sensitive=True)
    below = StandardPageFactory(parent=above)

    assert is_sensitive_path(branch, above.path)
    assert is_sensitive_path(branch, below.path)
    assert not is_sensitive_path(branch, branch.root_page.path)
    assert not is_sensitive_path(other_branch, other_branch.root_page.path)
    assert not is_sensitive_path(None, "0001")
