"""The stylesheet travels with every page: it holds no rule that no template uses."""

import re
from fnmatch import filter as filter_names
from fnmatch import fnmatch

from django.conf import settings

from centre.stylesheet import joined

TEMPLATES = settings.BASE_DIR / "templates"
PUBLIC = [
    *TEMPLATES.glob("*.html"),
    *(
        path
        for folder in ("pages", "blocks", "components", "offline")
        for path in (TEMPLATES / folder).rglob("*.html")
    ),
]


def styled_classes():
    selectors = re.sub(r"{[^{}]*}", " ", joined())
    return set(re.findall(r"\.([a-z][\w-]*)", selectors))


def used_classes():
    """Return the classes of the templates; a variable within one is a star."""
    used = {"icon", "picture-missing"}  # written by template tags
    for path in PUBLIC:
        text = path.read_text(encoding="utf-8")
        for value in re.findall(r'class="((?:[^"{]|{%.*?%}|{{.*?}})*)"', text):
            used |= set(re.sub(r"{%.*?%}", " ", re.sub(r"{{.*?}}", "*", value)).split())
    return used


def test_every_styled_class_is_used_by_a_template():
    used = used_classes()
    assert [name for name in styled_classes() if not any(fnmatch(name, one) for one in used)] == []


def test_every_class_of_a_template_is_styled():
    styled = styled_classes()
    assert [name for name in used_classes() if not filter_names(styled, name)] == []
