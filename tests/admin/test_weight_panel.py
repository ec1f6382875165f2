"""What the editor of a page says of its weight."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.files.base import ContentFile
from django.urls import reverse

from centre.formats import size_in_words
from centre.models import CentreImage, CentrePage, Role
from centre.pictures import make_renditions
from centre.weight import panel
from centre.weight.measure import BUDGET, weight_of
from events.models import EventPage
from tests.factories import StandardPageFactory, make_user
from tests.samples import pictures as samples

pytestmark = pytest.mark.django_db
# No page is of the last type alone: it holds what both kinds of event have.
PAGE_TYPES = [
    model for model in apps.get_models() if issubclass(model, CentrePage) and model != EventPage
]


@pytest.fixture
def staff(client, branch):
    client.force_login(make_user(branch, Role.DIRECTOR))
    return client


@pytest.fixture
def photo(branch):
    """A photo full of details: heavy in every size."""
    file = ContentFile(samples.encoded(samples.photo((720, 900)), "JPEG"), name="foule.jpg")
    image = CentreImage.objects.create(title="Foule", file=file, collection=branch.collection)
    make_renditions(image)
    return image


def said(staff, page) -> BeautifulSoup:
    """Return what the editor says of the weight, nothing where it says nothing."""
    response = staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one(".staff-weight")


def words(soup) -> str:
    return " ".join(soup.get_text().split())


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_the_editor_of_every_type_of_page_has_it(model):
    def flat(one):
        return [one, *(deep for child in getattr(one, "children", []) for deep in flat(child))]

    panels = flat(model.get_edit_handler())
    assert [type(one) for one in panels].count(panel.WeightPanel) == 1


def test_a_light_page_is_said_to_be_light(staff, branch):
    page = StandardPageFactory(branch=branch)
    total = weight_of(staff.get(page.url).content.decode()).total
    soup = said(staff, page)
    assert "staff-weight--heavy" not in soup["class"]
    assert words(soup).startswith("Cette page pèse ≈")
    assert "28 Ko au plus" in words(soup)
    number = int("".join(filter(str.isdigit, soup.strong.get_text())))
    assert abs(number - total / 1000) < 2


def test_a_heavy_page_says_by_how_much_and_which_picture(staff, branch, photo):
    page = StandardPageFactory(branch=branch, image=photo, image_alt="Le marché")
    soup = said(staff, page)
    assert "staff-weight--heavy" in soup["class"]
    webp = photo.renditions.get(filter_spec="format-webp|width-720").file.size
    assert webp > BUDGET
    assert [item.get_text() for item in soup.select("li")] == [
        f"L’image «\N{NO-BREAK SPACE}Le marché\N{NO-BREAK SPACE}» pèse {size_in_words(webp)}."
    ]
    assert "de plus que conseillé (28 Ko)" in words(soup)


def test_the_draft_is_weighed_and_not_what_the_public_reads(staff, branch, photo):
    page = StandardPageFactory(branch=branch)
    page.image, page.image_alt = photo, "Le marché"
    page.save_revision()
    assert "staff-weight--heavy" in said(staff, page)["class"]


def test_a_draft_never_published_is_weighed_too(staff, branch):
    assert said(staff, StandardPageFactory(branch=branch, live=False))


def test_the_page_cache_does_not_answer_for_the_draft(staff, client, branch, photo, settings):
    settings.PAGE_CACHE = True
    page = StandardPageFactory(branch=branch)
    client.get(page.url)
    page.image, page.image_alt = photo, "Le marché"
    page.save_revision()
    assert "staff-weight--heavy" in said(staff, page)["class"]


def fail(*args, **kwargs):
    raise RuntimeError("broken")


def test_an_editor_opens_when_its_page_cannot_be_shown(staff, branch, monkeypatch):
    page = StandardPageFactory(branch=branch)
    monkeypatch.setattr(type(page), "serve_preview", fail)
    staff.raise_request_exception = False
    assert said(staff, page) is None


def test_an_editor_opens_when_its_page_cannot_be_weighed(staff, branch, monkeypatch):
    page = StandardPageFactory(branch=branch)
    monkeypatch.setattr(panel, "weight_of", fail)
    assert said(staff, page) is None


def test_a_page_not_saved_yet_has_no_weight(staff, home):
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    response = staff.get(address)
    assert response.status_code == 200
    assert "staff-weight" not in response.content.decode()
