"""A page in words, for who asks for it in the address or by her browser."""

import re
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage

from centre.formats import size_in_words
from centre.pictures import make_renditions
from centre.weight.words import carrying, in_words, with_choice
from tests.factories import ImageFactory, OrganisationFactory, StandardPageFactory

pytestmark = pytest.mark.django_db

PAGE = "/le-centre/"
SAVING = {"save-data": "on"}


@pytest.fixture
def pictured(branch, home):
    """A page with a picture, a gallery, a decorative picture, and logos around it."""
    pictures = [ImageFactory(branch=branch, description=f"Photo {n}") for n in range(3)]
    for picture in pictures:
        make_renditions(picture)
    pictures[1].contextual_alt_text = "Photo 1"
    decorative = ImageFactory(branch=branch)
    make_renditions(decorative)
    decorative.decorative, decorative.contextual_alt_text = True, ""
    home.logo = decorative
    home.save()
    OrganisationFactory(branch=branch, logo=decorative)
    return StandardPageFactory(
        branch=branch, title="Le centre", slug="le-centre", image=pictures[0],
        image_alt="La porte du centre",
        body=[
            ("gallery", {"pictures": [{"image": pictures[1], "caption": "Midi"},
                                      {"image": decorative, "caption": ""}]}),
            ("gallery", {"pictures": [{"image": decorative, "caption": ""}]}),
            ("text", '<p><a href="/services/#haut">Services</a></p>'),
        ],
    )  # fmt: skip


def soup_of(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def pictures_in(soup):
    return soup.select("img, picture, source")


def test_an_ordinary_page_has_its_pictures_and_offers_to_leave_them_out(client, pictured):
    soup = soup_of(client, PAGE)
    assert len(soup.main.select("img")) == 4
    (link,) = soup.select("a[href*='images=']")
    assert (link.text, link["href"]) == ("Voir sans images", f"{PAGE}?images=non")
    assert link.find_parent("footer")


def test_without_images_words_and_a_link_with_its_size_stand_for_each(client, pictured):
    soup = soup_of(client, f"{PAGE}?images=non")
    assert pictures_in(soup) == []
    missing = soup.select(".picture-missing")
    assert [one.find(string=True).strip() for one in missing] == ["Photo 1", "La porte du centre"]
    for one in missing:
        address = one.a["href"]
        size = size_in_words(default_storage.size(address.removeprefix("/media/")))
        assert one.a.text == f"Voir l’image ({size})"
        assert client.get(address)["Content-Type"] == "image/jpeg"


def test_a_decorative_picture_leaves_no_frame(client, pictured):
    soup = soup_of(client, f"{PAGE}?images=non")
    assert len(soup.select(".gallery")) == 1
    assert len(soup.select("figure")) == 2
    assert soup.select_one(".gallery figcaption").text == "Midi"


@pytest.mark.parametrize("address", ["/", PAGE, "/services/", "/numeros-utiles/", "/recherche/"])
def test_the_choice_stays_while_she_reads_on(client, pictured, address):
    soup = soup_of(client, f"{address}?images=non")
    followed = 0
    for link in soup.select("a[href]"):
        href = link["href"]
        if not href.startswith(("/", "?")) or href.startswith(("/media/", "/sortie/")):
            assert "images=" not in href
            continue
        if link.text == "Afficher les images":
            assert href == address
            continue
        reached = urljoin(address, href)
        assert "images=non" in reached
        assert client.get(reached).status_code == 200
        followed += 1
    assert followed > 5
    for form in soup.select("form"):
        assert form.select_one("input[name=images]")["value"] == "non"


def test_what_is_said_about_the_page_does_not_change(client, pictured):
    soup = soup_of(client, f"{PAGE}?images=non")
    assert soup.select_one("link[rel=canonical]")["href"].endswith(PAGE)
    said = [one.get("href") or one.get("content") or "" for one in soup.head.select("link, meta")]
    assert not any("images=" in one for one in said)
    home = soup_of(client, "/?images=non")
    (data,) = home.select("script[type='application/ld+json']")
    assert "images=" not in data.text
    assert all("images" not in one["src"] for one in home.select("script[src]"))


def test_a_browser_that_saves_data_gets_words_and_may_have_pictures(client, pictured):
    soup = soup_of(client, PAGE, **SAVING)
    assert pictures_in(soup) == []
    (link,) = soup.select("a[href*='images=']")
    assert (link.text, link["href"]) == ("Afficher les images", f"{PAGE}?images=oui")
    assert soup.select_one(".nav a")["href"] == "/"
    shown = soup_of(client, link["href"], **SAVING)
    assert len(shown.main.select("img")) == 4
    assert shown.select_one(".nav a")["href"] == "/?images=oui"
    assert shown.select_one("footer a[rel=alternate]")["href"] == PAGE


@pytest.mark.parametrize("value", ["", "off", "yes", "on\x00", "ON, on"])
def test_only_on_saves_data(client, pictured, value):
    assert pictures_in(soup_of(client, PAGE, **{"save-data": value}))


def test_caches_are_told_what_the_answer_depends_on(client, pictured):
    for address, headers in ((PAGE, {}), (PAGE, SAVING), (f"{PAGE}?images=non", {})):
        assert "Save-Data" in client.get(address, headers=headers)["Vary"]
    assert "Save-Data" not in client.get("/robots.txt").get("Vary", "")


def test_each_way_has_a_validator_of_its_own(client, pictured):
    tags = {
        client.get(address, headers=headers)["ETag"]
        for address, headers in ((PAGE, {}), (PAGE, SAVING), (f"{PAGE}?images=non", {}))
    }
    assert len(tags) == 3
    tag = client.get(PAGE, headers=SAVING)["ETag"]
    assert client.get(PAGE, headers=SAVING | {"if-none-match": tag}).status_code == 304
    assert client.get(PAGE, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    "query", ["images=", "images=zut", "images=NON", "images=non&images=zut", "images[]=non",
              "images=%00", "images=" + "x" * 5000],
)  # fmt: skip
def test_a_value_nobody_offers_is_ignored(client, pictured, query):
    soup = soup_of(client, f"{PAGE}?{query}")
    assert len(soup.main.select("img")) == 4
    assert soup.select_one(".nav a")["href"] == "/"


def test_the_address_says_only_what_the_browser_does_not(client, pictured):
    assert soup_of(client, f"{PAGE}?images=oui").select_one(".nav a")["href"] == "/"
    saving = soup_of(client, f"{PAGE}?images=non", **SAVING)
    assert saving.select_one(".nav a")["href"] == "/"


def test_the_page_cache_keeps_each_way_apart(client, pictured, settings):
    settings.PAGE_CACHE = True
    ways = [(PAGE, {}), (PAGE, SAVING), (f"{PAGE}?images=non", {}), (f"{PAGE}?images=oui", SAVING)]
    first, again = ([client.get(a, headers=h).content for a, h in ways] for _time in range(2))
    assert first == again
    assert len(set(first)) == 4


def test_no_cookie_keeps_the_choice(client, pictured):
    assert not client.get(f"{PAGE}?images=non").cookies
    assert pictures_in(soup_of(client, PAGE))


def test_the_other_way_never_leads_to_another_host(client, pictured):
    html = client.get("//ailleurs.example/?images=non").content.decode()
    assert 'href="//' not in html


def test_a_lost_file_is_no_error(client, pictured):
    for rendition in pictured.image.renditions.all():
        rendition.file.storage.delete(rendition.file.name)
    (lost,) = soup_of(client, f"{PAGE}?images=non").select(".beside .picture-missing")
    assert lost.a.text == "Voir l’image"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", "/?images=non"),
        ("/services/?besoin=sante#bas", "/services/?besoin=sante&images=non#bas"),
        ("?page=2", "?page=2&images=non"),
        ("?", "?images=non"),
        ("/?images=oui", "/?images=non"),
        ("#contenu", "#contenu"),
        ("//ailleurs.example/", "//ailleurs.example/"),
        ("https://ailleurs.example/", "https://ailleurs.example/"),
        ("tel:+22890000000", "tel:+22890000000"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("/agenda.ics", "/agenda.ics"),
        ("/agenda/atom.xml", "/agenda/atom.xml"),
        ("/media/images/a.jpg", "/media/images/a.jpg"),
        ("/static/js/a", "/static/js/a"),
        ("/documents/3/a/", "/documents/3/a/"),
        ("/admin/", "/admin/"),
        ("/sortie/?x=1", "/sortie/?x=1"),
        ("/ogou-1/sortie/", "/ogou-1/sortie/"),
    ],
)
def test_only_links_to_pages_carry_the_choice(address, expected):
    assert with_choice(address, "non") == expected


def test_quotes_and_angles_stay_harmless():
    alt = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    html = in_words(f'<img src="/media/a.jpg?a=1&amp;b=2" alt="{alt}">', lambda address: None)
    assert "<script" not in html
    assert 'href="/media/a.jpg?a=1&amp;b=2"' in html
    assert carrying('<a class="x" href="/?q=%22&amp;page=2">', "non") == (
        '<a class="x" href="/?q=%22&amp;page=2&amp;images=non">'
    )


def test_within_a_link_there_are_words_only():
    html = in_words('<a href="/x/"><img src="/media/a.jpg" alt="Logo"></a>', lambda address: 9)
    assert html == '<a href="/x/">Logo</a>'


def test_a_form_that_sends_is_left_alone():
    assert carrying('<form method="post">', "non") == '<form method="post">'
    assert carrying('<form action="/sortie/">', "non") == '<form action="/sortie/">'
    assert re.fullmatch(r'<form><input type="hidden" .*value="non">', carrying("<form>", "non"))
