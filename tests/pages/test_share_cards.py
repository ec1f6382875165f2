"""What is shown of a page where its address is shared."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from centre.models import CentreImage
from centre.pictures import SHARE_MOST, make_renditions, share_picture
from tests.factories import ImageFactory, StandardPageFactory
from tests.samples import pictures as samples

pytestmark = pytest.mark.django_db

PAGE = "/le-centre/"


@pytest.fixture
def shared(branch):
    """A page with a tall photo, full of detail as a crowd in the sun is."""
    file = ContentFile(samples.encoded(samples.photo((720, 2400)), "JPEG"), name="foule.jpg")
    image = CentreImage.objects.create(title="Foule", file=file, collection=branch.collection)
    make_renditions(image)
    return StandardPageFactory(
        branch=branch, title="Le centre", slug="le-centre", introduction="Une « maison » & toi.",
        image=image, image_alt="Des femmes",
    )  # fmt: skip


def card_of(client, address=PAGE, **extra):
    soup = BeautifulSoup(client.get(address, **extra).content, "html.parser")
    return {one["property"]: one["content"] for one in soup.select("meta[property^='og:']")}


def test_a_page_with_a_picture_has_a_card(client, shared, home):
    card = card_of(client)
    picture = share_picture(shared.image)
    assert card == {
        "og:type": "website",
        "og:site_name": home.title,
        "og:title": "Le centre",
        "og:description": "Une « maison » & toi.",
        "og:url": f"http://localhost{PAGE}",
        "og:image": f"http://localhost{picture.url}",
        "og:image:width": str(picture.width),
        "og:image:height": str(picture.height),
    }


def test_the_picture_of_a_heavy_photo_is_a_light_jpeg(client, shared):
    heaviest = shared.image.renditions.get(filter_spec="format-jpeg|width-720")
    assert heaviest.file.size > SHARE_MOST == 200_000
    address = card_of(client)["og:image"]
    path = re.sub("^http://localhost", "", address)
    assert client.get(path)["Content-Type"] == "image/jpeg"
    assert 0 < default_storage.size(path.removeprefix("/media/")) <= SHARE_MOST


def test_the_widest_that_is_light_is_taken(branch):
    image = ImageFactory(branch=branch)
    make_renditions(image)
    assert share_picture(image).width == 720


def test_without_a_light_picture_there_is_no_card(client, shared):
    for rendition in shared.image.renditions.all():
        rendition.file.storage.delete(rendition.file.name)
    assert card_of(client) == {}


def test_a_page_without_a_picture_pays_for_no_card(client, branch, home):
    StandardPageFactory(branch=branch, slug="le-centre")
    assert card_of(client) == card_of(client, "/") == {}


@pytest.mark.parametrize("above", [False, True])
def test_a_sensitive_page_has_no_card_but_its_neutral_title(client, shared, home, above):
    page = home if above else shared
    page.is_sensitive = True
    page.save()
    shared.neutral_title = "Informations"
    shared.save()
    soup = BeautifulSoup(client.get(PAGE).content, "html.parser")
    assert soup.title.text == "Informations"
    assert soup.select("meta[property], meta[name=description]") == []


def test_an_address_below_a_page_is_not_told_to_be_the_page(client, home, shared):
    home.image, home.image_alt = shared.image, "Des femmes"
    home.save()
    assert card_of(client, "/")["og:title"] == home.title
    assert card_of(client, "/numeros-utiles/") == {}
    assert card_of(client, "/rien/") == {}
