"""Files of the site are missing, or their place takes or gives nothing: the pages keep their words.

What a full disk does is in ``test_limits.py``; the bucket that is stopped is a real one.
"""

import datetime as dt
import errno
import os
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from centre.models import CentreDocument, CentreImage, CentreRendition
from centre.pictures import make_renditions
from centre.uploads.storage import WholeFileStorage
from home.models import NewsIndexPage
from tests.factories import PlaceFactory, StandardPageFactory
from tests.factories.communes import make_commune, make_directory, make_partner, make_portal
from tests.pages.moving import Furnished
from tests.samples import documents, pictures
from tests.samples.sending import send, stored_files, words_of

pytestmark = pytest.mark.django_db

# The kinds of pages; the walk goes on from them.
PAGES = (
    "/", "/services/", "/agenda/", "/acteurs/", "/communes/", "/communes/kozah-1/", "/ensemble/",
    "/ogou-1/", "/ogou-1/services/ecoute/", "/ogou-1/lieux/maison-des-femmes/", "/ogou-1/agenda/",
    "/ogou-1/agenda/causerie/", "/ogou-1/actualites/", "/ogou-1/actualites/recit/",
    "/ogou-1/organisations/", "/ogou-1/qui-sommes-nous/", "/ogou-1/recherche/?q=atelier",
    "/ogou-1/actualites/lettre/2026-11/", "/ogou-1/numeros-utiles/",
)  # fmt: skip
# And what is made of them.
SHEETS = (
    "/sitemap.xml", "/sitemap-0.xml", "/robots.txt", "/ogou-1/sw.js", "/ogou-1/hors-ligne/",
    "/ogou-1/hors-ligne/pack.json", "/ogou-1/agenda.ics", "/ogou-1/agenda/atom.xml",
    "/ogou-1/agenda/causerie/affiche/", "/ogou-1/agenda/causerie/feuillet/",
    "/ogou-1/imprimer/services/", "/ogou-1/imprimer/sms/", "/ogou-1/sortie/", "/acteurs/csv/",
)  # fmt: skip
GONE_TO = ("/media/", "/static/", "/documents/", "/admin/")
TITLE = "Écrit pendant la panne"
SAID = {
    errno.EROFS: (503, "Le site se lit, mais il n’accepte rien."),
    errno.EACCES: (503, "Le site n’a pas le droit d’écrire dans son propre dossier."),
    errno.EIO: (500, "Pas encore enregistré"),
}
UPLOADS = {
    "wagtailimages:add": ("atelier.jpg", pictures.phone_photo),
    "wagtaildocs:add": ("rapport.pdf", lambda: documents.PDF),
}


class Failing(WholeFileStorage):
    """A folder that answers as ``code`` says: what may not be written can still be read."""

    code = 0

    def _fails(self, *args, **kwargs):
        raise OSError(self.code, os.strerror(self.code), "a file")

    def _save(self, name, content):
        self._fails()

    def delete(self, name):
        self._fails()


class Lost(Failing):
    """A folder that gives nothing either."""

    code = errno.EIO
    _open = exists = size = listdir = get_modified_time = Failing._fails


@pytest.fixture
def site(settings, tmp_path, clock):
    """A portal and a commune with one of everything; every picture has its sizes."""
    settings.MEDIA_ROOT = tmp_path / "media"
    clock("2026-11-22 09:00")
    make_portal()
    return furnish()


def furnish() -> Furnished:
    branch = make_commune("Ogou 1")
    house = Furnished(branch)
    for page in (house.page, house.news, house.event, house.course, house.home):
        page.image, page.image_alt = house.picture, f"Photo de {page.title}"
        page.save_revision().publish()
    PlaceFactory(branch=branch, name="Annexe", entrance_photo=house.picture)
    make_directory()
    make_commune("Kozah 1")
    make_partner("Kozah 1", logo=house.logo)
    StandardPageFactory(parent=make_portal(), title="Ensemble", image=house.picture,
                        image_alt="Photo du portail")  # fmt: skip
    for image in CentreImage.objects.all():
        make_renditions(image)
    return house


def walk() -> dict[str, tuple[str, ...]]:
    """Follow every public link and return what stands for pictures on each page.

    Raises where an answer is neither the page nor the way out.
    """
    client, found, waiting = Client(), {}, [*PAGES, *SHEETS]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = client.get(address)
        is_right = answer.status_code == 200 or address.endswith("/sortie/")
        assert is_right, (address, answer.status_code)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[address] = ()
        if answer["Content-Type"].startswith("text/html") and answer.status_code == 200:
            soup = BeautifulSoup(content, "html.parser")
            found[address] = shown(soup)
            waiting += [urljoin(address, one["href"]).partition("#")[0] for one in links(soup)]
    return found


def links(soup):
    return [
        one
        for one in soup.select("a[href], link[rel=alternate]")
        if not urlsplit(one["href"]).netloc
        and not urlsplit(one["href"]).scheme
        and not one["href"].startswith(GONE_TO)
        and "?" not in one["href"]
    ]


def shown(soup) -> tuple[str, ...]:
    """Return the words of each picture, whether it is there or its words stand for it."""
    pictures = soup.select("img, .picture-missing")
    said = [one.get("alt") if one.name == "img" else one.get_text().strip() for one in pictures]
    return tuple(sorted(one for one in said if one))


def staff_addresses(house) -> list[str]:
    image, event = house.picture.pk, house.event.pk
    pages = (house.home, house.page, house.news, house.event, house.service)
    letters = NewsIndexPage.objects.child_of(house.home).get().pk
    sheets = ["affiche", "feuillet"]
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[house.home.pk]),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[image]),
        reverse("wagtailimages:image_usage", args=[image]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:chosen", args=[image]),
        reverse("wagtailimages_chooser:select_format", args=[image]),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:edit", args=[house.document.pk]),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtailmedia:index"),
        reverse("wagtailmedia:edit", args=[house.sound.pk]),
        *(reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages),
        *(reverse("wagtailadmin_pages:view_draft", args=[page.pk]) for page in pages),
        reverse("events_kit", args=[event]),
        *(reverse("events_kit_sheet", args=[event, name]) for name in sheets),
        reverse("home_letter_file", args=[letters, dt.date(2026, 11, 1)]),
    ]


def look(house, staff) -> dict[str, int]:
    """Return what the staff area answers for what shows files."""
    return {address: staff.get(address).status_code for address in staff_addresses(house)}


@pytest.fixture
def staff(client, superuser):
    client.force_login(superuser)
    client.raise_request_exception = False
    return client


def take_nothing(settings):
    fail(settings, Failing, errno.EROFS)


def belong_to_another(settings):
    fail(settings, Failing, errno.EACCES)


def give_nothing(settings):
    fail(settings, Lost, errno.EIO)


def fail(settings, storage, code):
    storage.code = code
    name = f"{__name__}.{storage.__name__}"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": name}}


def cut_everything(settings):
    for path in media(settings):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty_everything(settings):
    for path in media(settings):
        path.write_bytes(b"")


def lose_originals(settings):
    for image in CentreImage.objects.all():
        default_storage.delete(image.file.name)


def lose_everything(settings):
    for path in media(settings):
        path.unlink()


def forget_sizes(settings):
    CentreRendition.objects.all().delete()


def media(settings):
    return [settings.MEDIA_ROOT / name for name in stored_files()]


# Each finds what the one before has left.
HARMS = (
    take_nothing, belong_to_another, give_nothing, cut_everything, empty_everything,
    lose_originals, lose_everything, forget_sizes,
)  # fmt: skip


def harmed(settings, subtests):
    """Do one harm after another, each in a part of the test."""
    whole = settings.STORAGES
    for harm in HARMS:
        settings.STORAGES = whole
        harm(settings)
        with subtests.test(harm.__name__):
            yield


def test_every_page_answers_with_the_words_of_its_pictures(site, settings, subtests):
    before = walk()
    assert len(before) > 50 and sum(len(words) for words in before.values()) > 8
    for _ in harmed(settings, subtests):
        assert walk() == before


def test_staff_sees_its_lists_its_editors_and_its_sheets(site, staff, settings, subtests):
    right = dict.fromkeys(staff_addresses(site), 200)
    for _ in harmed(settings, subtests):
        assert look(site, staff) == right


def test_while_the_bucket_is_away_all_is_as_before(bucket, site, staff):
    before = walk()
    bucket.stop()
    assert walk() == before
    assert look(site, staff) == dict.fromkeys(staff_addresses(site), 200)


@pytest.mark.parametrize("code", SAID, ids=errno.errorcode.get)
@pytest.mark.parametrize("door", UPLOADS)
def test_an_upload_says_it_and_leaves_nothing(branch, staff, settings, code, door):
    status, said = SAID[code]
    name, content = UPLOADS[door]
    fields = {"title": TITLE, "collection": branch.collection_id}
    storages, before = settings.STORAGES, stored_files()
    fail(settings, Lost if code == errno.EIO else Failing, code)
    answer = send(staff, reverse(door), fields, "file", name, content())
    assert (answer.status_code, said in words_of(answer)) == (status, True)
    assert f'value="{TITLE}"' in words_of(answer)
    assert stored_files() == before
    for model in (CentreImage, CentreDocument):
        assert not model.objects.filter(title=TITLE).exists()
    settings.STORAGES = storages
    assert send(staff, reverse(door), fields, "file", name, content()).status_code == 302
