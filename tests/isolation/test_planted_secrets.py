"""A secret in every private place, then a look through everything that goes out."""

import re
from collections import deque
from html import unescape
from io import BytesIO
from urllib.parse import urldefrag, urljoin, urlsplit

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image
from wagtail.models import Page

from centre.models import CentreImage, Role, SearchPosting, SearchWord
from services.models import Place, Visibility
from tests.factories import PlaceFactory, make_user
from tests.isolation.addresses import owned_addresses
from tests.isolation.planted import MADE, PRIVATE, PUBLIC, Secrets, listed, written_fields
from tests.isolation.planting import HIDDEN_PLACE, Planting
from tests.isolation.test_owned import text_of
from tests.samples.pictures import TELLTALES, good_pictures

pytestmark = pytest.mark.django_db

SEEDS = ["/", "/robots.txt", "/sitemap.xml", "/agenda.ics", "/agenda/atom.xml", "/recherche/",
         "/numeros-utiles/", "/imprimer/services/", "/imprimer/sms/", "/securite/", "/sw.js",
         "/hors-ligne/", "/hors-ligne/pack.json", "/nulle-part/"]  # fmt: skip
LINK = re.compile(r'(?:href|src|poster)="([^"]+)"|<loc>([^<]+)</loc>|srcset="([^"]+)"')
OUTSIDE_PAGES = ("/admin/", "/static/", "/sortie/")


@pytest.fixture
def planting(branch):
    return Planting(branch)


@pytest.fixture
def outputs(planting, client):
    """Every answer that an anonymous visitor gets by following links, by its address."""
    waiting, seen, found = deque(SEEDS), set(SEEDS), {}
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        if response.status_code in (301, 302):
            links = {response["Location"]}
            found[address] = response["Location"].encode()
        else:
            found[address] = body_of(response)
            links = links_in(found[address], response["Content-Type"])
        for link in {local(address, link) for link in links} - seen - {None}:
            seen.add(link)
            waiting.append(link)
    return found


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def links_in(body: bytes, content_type: str) -> set[str]:
    if not content_type.startswith(("text/html", "application/xml")):
        return set()
    links = set()
    for link, place, several in LINK.findall(body.decode()):
        links |= {link or place} if not several else {
            part.split()[0] for part in several.split(",")}  # fmt: skip
    return {unescape(link) for link in links if link}


def local(address: str, link: str) -> str | None:
    parts = urlsplit(urldefrag(urljoin(f"http://localhost{address}", link))[0])
    is_here = parts.hostname == "localhost" and not parts.path.startswith(OUTSIDE_PAGES)
    return f"{parts.path}?{parts.query}".rstrip("?") if is_here else None


def text_of_pdf(content: bytes) -> str:
    """Return the words of a PDF, and what it says of itself."""
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
        return " ".join([*pages, *document.get_metadata_dict().values()])


def readable(body: bytes) -> str:
    return text_of_pdf(body) if body.startswith(b"%PDF") else body.decode("utf-8", "replace")


def test_every_text_is_either_public_or_private_or_made_by_a_program():
    """A new field is put in one of the lists of ``planted`` by whoever knows what it is for."""
    every = [*listed(PRIVATE), *listed(PUBLIC), *listed(MADE)]
    assert sorted(every) == sorted(written_fields())


def test_nothing_public_tells_a_secret(planting, outputs):
    inside, secrets = planting.inside(), planting.secrets
    assert len(outputs) > 40
    leaks = [
        f"{address}: {place}"
        for address, body in outputs.items()
        for place in secrets.found_in(readable(body), beside=inside)
    ]
    assert leaks == [], "\n".join(leaks)


def test_the_look_goes_everywhere(planting, outputs):
    """A look that misses a kind of output would find nothing in it."""
    for known in ("Actes de naissance", "Causerie", "Case de santé", "Maison des femmes"):
        assert any(known in readable(body) for body in outputs.values()), known
    for ending in (".ics", ".xml", ".json", ".jpg", ".webp", "/affiche/", "/feuillet/",
                   "/inscription/"):  # fmt: skip
        assert any(urlsplit(address).path.endswith(ending) for address in outputs), ending
    assert Secrets().found_in("zvk") == []
    assert planting.secrets.found_in("x zvk000zvk y")
    number = next(secret for secret in planting.secrets.places if secret.startswith("9876"))
    written = f"{number[:2]} {number[2:4]}\u00a0{number[4:6]}\u202f{number[6:]}"
    assert planting.secrets.found_in(written)


def test_the_name_of_what_is_sensitive_stays_in_the_pages(planting, outputs):
    """In a calendar, a share, a tab, a list for machines or a phone's memory it would be read."""
    leaks = []
    for address, body in outputs.items():
        text = readable(body)
        if "<html" in text:
            title = re.findall(r"<head.*?</head>", text, re.DOTALL)
            data = re.findall(r"<script type=.application/ld.json.>.*?</script>", text, re.DOTALL)
            text = " ".join([*title, *data])
        leaks += [f"{address}: {place}" for place in planting.secrets.found_in(text)]
    assert leaks == [], "\n".join(leaks)


def test_a_search_for_a_secret_finds_what_it_finds_for_any_other_word(planting, client):
    def answer(word):
        return client.get("/recherche/", {"q": word}).content.decode().replace(word, "-")

    control, inside = answer("zvk999zvk"), planting.inside()
    for secret, place in planting.secrets.places.items():
        if place not in inside and secret.isalnum():
            assert answer(secret) == control, place
    assert planting.secrets.found_in(answer("zvk"), beside=inside) == []


def test_the_index_of_the_search_holds_no_secret(planting):
    words = " ".join(SearchWord.objects.values_list("word", flat=True))
    terms = " ".join(SearchPosting.objects.values_list("term", flat=True))
    assert "naissance" in words
    assert planting.secrets.found_in(f"{words} {terms}", beside=planting.inside()) == []


def staff_addresses(planting) -> list[str]:
    page = Page.objects.get(pk=planting.service.pk)
    revision = page.get_latest_revision().pk
    return [
        "/admin/api/main/pages/",
        f"/admin/api/main/pages/{page.pk}/",
        "/admin/api/main/images/",
        "/admin/api/main/documents/",
        "/api/v2/pages/",
        "/api/v3/pages/",
        "/admin/pages/",
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/view_draft/",
        f"/admin/pages/{page.pk}/history/",
        f"/admin/pages/{page.pk}/revisions/{revision}/view/",
        f"/admin/pages/{page.pk}/edit/preview/",
        "/admin/reports/visites/?export=csv",
        "/admin/reports/site-history/?export=xlsx",
        "/admin/choose-page/",
        *(
            reverse("events_kit_file", args=[planting.event.pk, name])
            for name in ("affiche.pdf", "feuillet.pdf", "carre.jpg")
        ),
        f"/pages/{page.pk}/",
    ]


def test_the_staff_area_answers_nothing_to_who_has_not_signed_in(planting, client):
    for address in staff_addresses(planting):
        response = client.get(address)
        assert response.status_code in (302, 403, 404), address
        assert planting.secrets.found_in(readable(body_of(response))) == [], address


@pytest.mark.parametrize("file", ["affiche.pdf", "feuillet.pdf", "carre.jpg"])
@pytest.mark.parametrize("name", ["event", "course", "sensitive"])
def test_what_is_printed_and_sent_tells_no_secret(planting, client, director, name, file):
    client.force_login(director)
    page = getattr(planting, name)
    content = body_of(client.get(reverse("events_kit_file", args=[page.pk, file])))
    assert content[:4] in (b"%PDF", b"\xff\xd8\xff\xe0")
    assert planting.secrets.found_in(readable(content)) == []
    sheet = client.get(reverse("events_kit_sheet", args=[page.pk, file.partition(".")[0]]))
    assert planting.secrets.found_in(sheet.content.decode()) == []


def test_an_export_names_nobody_of_a_register(planting, client, branch):
    """Whoever does not run the register takes nobody's name away from any list."""
    people = [place for place in planting.secrets.places.values()
              if place.startswith(("events.Enrolment", "events.SessionAttendance"))]  # fmt: skip
    others = set(planting.secrets.places.values()) - set(people)
    client.force_login(make_user(branch, Role.PARTNER, username="invitee"))
    lists = [address.url() for _, address in owned_addresses() if not address.takes]
    for address in ("/admin/reports/site-history/", "/admin/reports/visites/", *lists):
        for kind in ("csv", "xlsx"):
            response = client.get(address, {"export": kind})
            assert planting.secrets.found_in(text_of(response), beside=others) == [], address


@pytest.mark.parametrize("name", Place.WHEREABOUTS)
def test_the_whereabouts_of_a_confidential_place_cannot_be_stored(branch, planting, name):
    """Not by a form, and not by code that asks no form."""
    place = PlaceFactory(branch=branch, confidential=True)
    value = {"latitude": 7.5, "longitude": 1.1, "entrance_photo": planting.picture}.get(name, "Rue")
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=place.pk).update(**{name: value})
    public = PlaceFactory(branch=branch, transportation="")
    Place.objects.filter(pk=public.pk).update(**{name: value})
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=public.pk).update(visibility=Visibility.CONFIDENTIAL)


def test_what_says_nothing_of_who_may_know_it_is_hidden():
    """Nobody ticks "hide" in a hurry: what is not said to be public is not."""
    assert Place._meta.get_field("visibility").default == Visibility.CONFIDENTIAL
    assert Place().is_public is False
    assert HIDDEN_PLACE


@pytest.mark.parametrize("name", ["IMG_20240312_101522.jpg", "notes.png", "phone.webp"])
def test_a_picture_tells_neither_where_nor_when_nor_by_what(branch, client, director, name):
    client.force_login(director)
    content = good_pictures()[name]
    assert any(telltale in content for telltale in TELLTALES)
    sent = BytesIO(content)
    sent.name = name
    added = client.post(
        reverse("wagtailimages:add"),
        {"title": "Photo", "file": sent, "collection": branch.collection_id},
    )
    assert added.status_code == 302
    picture = CentreImage.objects.get(title="Photo")
    renditions = [picture.get_rendition(spec) for spec in ("width-180|format-webp", "width-180")]
    for file in (picture.file, *(rendition.file for rendition in renditions)):
        with file.open() as opened:
            stored = opened.read()
        assert not [telltale for telltale in TELLTALES if telltale in stored], file.name
        with Image.open(BytesIO(stored)) as image:
            assert dict(image.getexif()) == {}
            assert not {"exif", "xmp", "comment", "photoshop", "Author"} & set(image.info)
        assert "20240312" not in file.name
