"""Every template compiles; what the public receives carries no inline script or style."""

import re

import pytest
from django.template import engines
from django.template.utils import get_app_template_dirs

from tests.quality.repository import FLOORS, ROOT, name_of, project_files

# Staff pages have a content policy of their own, and mail has no other way to be styled.
NOT_PUBLIC = ("wagtailadmin/", "email/")
INLINE = {
    "a script without src": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/ld\+json\")"
    ),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "a javascript: address": re.compile(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.I),
}
OUTSIDE = re.compile(
    r"<(?:script|link|img|iframe|source|audio|video)\b[^>]*(?:src|href)=\"(?:https?:)?//"
)


def template_name(path):
    return path.as_posix().split("templates/", 1)[1]


TEMPLATES = project_files("templates/*.html", *[f"{app}/templates/*.html" for app in FLOORS])
PUBLIC = [path for path in TEMPLATES if not template_name(path).startswith(NOT_PUBLIC)]


def test_there_are_templates():
    assert PUBLIC
    folders = {ROOT / "templates", *get_app_template_dirs("templates")}
    assert all(any(folder in path.parents for folder in folders) for path in TEMPLATES)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_compiles(path):
    engines["django"].get_template(template_name(path))


@pytest.mark.parametrize("path", PUBLIC, ids=name_of)
def test_public_template_is_free_of_inline_code(path):
    text = path.read_text()
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", PUBLIC, ids=name_of)
def test_public_template_contacts_no_other_host(path):
    assert OUTSIDE.findall(path.read_text()) == []
