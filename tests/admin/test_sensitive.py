"""Staff see what is sensitive and what that does, and its address tells nothing."""

import pytest
from django.urls import reverse

from home.models import StandardPage
from tests.admin.editing import PUBLISH, add, edit
from tests.factories.home import StandardPageFactory
from tests.factories.services import ServicePageFactory, service_index
from tests.pages.reading import words

pytestmark = pytest.mark.django_db

TITLE = "Fuir l’enfer : que faire ?"
TICKED = {"title": TITLE, "introduction": "Une phrase.", "is_sensitive": "on"}


@pytest.fixture
def desk(client, director):
    client.force_login(director)
    return client


@pytest.fixture
def sensitive(home):
    return StandardPageFactory(
        parent=home, title="Fuir", slug="conseils", is_sensitive=True, neutral_title="Conseils"
    )


def slugs(parent) -> list[str]:
    return sorted(StandardPage.objects.child_of(parent).values_list("slug", flat=True))


class TestItsAddress:
    @pytest.mark.parametrize("typed", ["fuir-lenfer-que-faire", "fuir-l-enfer-que-faire"])
    def test_made_from_the_title_it_is_made_neutral(self, desk, home, typed):
        add(desk, home, StandardPage, **TICKED, slug=typed)

        assert slugs(home) == ["information"]

    def test_it_comes_from_the_neutral_title(self, desk, home):
        values = TICKED | {"neutral_title": "Conseils d’été"}
        add(desk, home, StandardPage, **values, slug="fuir-lenfer-que-faire", **PUBLISH)

        assert slugs(home) == ["conseils-d-ete"]
        assert StandardPage.objects.get(slug="conseils-d-ete").live

    def test_it_is_unlike_those_beside(self, desk, home):
        for _time in range(3):
            add(desk, home, StandardPage, **TICKED, slug="fuir-lenfer-que-faire")

        assert slugs(home) == ["information", "information-2", "information-3"]

    def test_another_that_staff_chose_is_left(self, desk, home):
        add(desk, home, StandardPage, **TICKED, slug="une-autre")

        assert slugs(home) == ["une-autre"]

    def test_a_page_below_a_sensitive_one_is_discreet_too(self, desk, sensitive):
        values = {"title": "Porter plainte", "introduction": "Une phrase."}
        add(desk, sensitive, StandardPage, **values, slug="porter-plainte")

        assert slugs(sensitive) == ["information"]

    def test_an_ordinary_page_keeps_that_of_its_title(self, desk, home):
        values = {"title": "Comment venir", "introduction": "Une phrase."}
        add(desk, home, StandardPage, **values, slug="comment-venir")

        assert slugs(home) == ["comment-venir"]

    def test_a_draft_that_becomes_sensitive_changes_it(self, desk, home):
        page = StandardPageFactory(parent=home, title="Fuir", slug="fuir", live=False)
        edit(desk, page, is_sensitive="on")

        assert StandardPage.objects.get(pk=page.pk).slug == "information"

    def test_a_page_already_public_keeps_it_and_says_that_it_tells(self, desk, home):
        page = StandardPageFactory(parent=home, title="Fuir", slug="fuir")
        page.save_revision().publish()
        edit(desk, page, is_sensitive="on", **PUBLISH)

        assert StandardPage.objects.get(pk=page.pk).slug == "fuir"
        assert "Son adresse dit son titre" in box(desk, page)


def box(desk, page) -> str:
    """Return what the editor of ``page`` says of its sensitivity, nothing when it says nothing."""
    from bs4 import BeautifulSoup

    html = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content
    return " ".join(words(one) for one in BeautifulSoup(html, "html.parser").select(BOX))


BOX = ".staff-sensitive"


class TestInTheEditor:
    def test_a_ticked_page_says_what_that_switches(self, desk, sensitive):
        said = box(desk, sensitive)

        assert "Cette page est sensible" in said
        assert "La case est cochée" in said
        assert "« Conseils »" in said.replace("\xa0", " ")
        assert "Son adresse dit son titre" not in said

    def test_a_page_below_says_which_is_ticked(self, desk, sensitive):
        below = StandardPageFactory(parent=sensitive, title="Porter plainte", slug="p")

        assert "Elle est sous « Fuir »" in box(desk, below).replace("\xa0", " ")

    def test_an_ordinary_page_says_nothing(self, desk, home):
        assert box(desk, home) == ""

    def test_a_new_page_below_a_sensitive_one_says_it_at_once(self, desk, sensitive):
        kind = ["home", "standardpage", sensitive.pk]
        html = desk.get(reverse("wagtailadmin_pages:add", args=kind)).content.decode()

        assert "Cette page est sensible" in html


class TestInLists:
    @staticmethod
    def badges(desk, address) -> dict[str, bool]:
        """Return for each page listed whether it is marked as sensitive."""
        from bs4 import BeautifulSoup

        rows = BeautifulSoup(desk.get(address).content, "html.parser").select("tbody tr")
        return {
            words(row.select_one(".title-wrapper")): bool(row.select(".staff-sensitive-tag"))
            for row in rows
            if row.select_one(".title-wrapper")
        }

    def test_a_ticked_page_has_its_badge(self, desk, home, sensitive):
        StandardPageFactory(parent=home, title="Comment venir")
        marked = self.badges(desk, reverse("wagtailadmin_explore", args=[home.pk]))

        assert marked["Fuir"]
        assert not marked["Comment venir"]

    def test_so_has_a_page_below(self, desk, sensitive):
        StandardPageFactory(parent=sensitive, title="Porter plainte")

        address = reverse("wagtailadmin_explore", args=[sensitive.pk])
        assert self.badges(desk, address) == {"Porter plainte": True}

    def test_so_has_a_service_in_its_own_list(self, desk, branch):
        ServicePageFactory(branch=branch, title="Abri", is_sensitive=True)
        ServicePageFactory(branch=branch, title="Couture")

        for address in (
            reverse("services:index"),
            reverse("wagtailadmin_explore", args=[service_index(branch).pk]),
        ):
            assert self.badges(desk, address) == {"Abri": True, "Couture": False}
