"""A part of the tree is found by comparisons, which say the same as the beginning of a path."""

import pytest
from django.db import connection
from wagtail.models import Page

from centre.tree import LAST

pytestmark = pytest.mark.django_db

PATHS = ["0001", "00010001", "000100010001", "00010001000Z", "0001000100ZZ", "00010002", "000Z"]


@pytest.fixture
def tree(db):
    Page.objects.all().delete()
    for number, path in enumerate(PATHS):
        Page.objects.bulk_create(
            [
                Page(
                    path=path, depth=len(path) // 4, title=path, slug=f"p-{number}",
                    content_type_id=1, translation_key=f"00000000-0000-0000-0000-{number:012}",
                    locale_id=1,
                )
            ]
        )  # fmt: skip


@pytest.mark.parametrize("path", ["", "0001", "00010001", "00010001000Z", "000100010001", "000Z"])
def test_the_same_pages_are_found(tree, path):
    found = Page.objects.filter(path__startswith=path).order_by("path")
    assert [page.path for page in found] == [one for one in PATHS if one.startswith(path)]


def test_only_sqlite_is_asked_in_other_words(db):
    asked = Page.objects.filter(path__startswith="00010001")
    assert ("LIKE" in str(asked.query)) == (connection.vendor != "sqlite")
    if connection.vendor == "sqlite":
        assert "path>? AND path<?" in asked.explain()


def test_nothing_of_a_path_comes_after_the_last():
    assert max(Page.alphabet) < LAST
