"""The stylesheet travels with every page: it holds no rule that no template uses."""

import re

from django.conf import settings

from centre.stylesheet import joined

TEMPLATES = settings.BASE_DIR / "templates"
PUBLIC = [
    *TEMPLATES.glob("*.html"),
    *(
        path
        for folder in ("pages", "blocks", "components")
        for path in (TEMPLATES / folder).rglob("*.html")
    ),
]
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def styled_classes():
    selectors = re.sub(r"{[^{}]*}", " ", joined())
    return set(re.findall(r"\.([a-z][\w-]*)", selectors))


def used_classes():
    used = {"icon"}  # drawn by the tag of that name
    for path in PUBLIC:
        text = path.read_text(encoding="utf-8")
        for value in re.findall(r'class="((?:[^"{]|{%.*?%}|{{.*?}})*)"', text):
            used |= set(TAG.sub(" ", value).split())
    return used


def test_every_styled_class_is_used_by_a_template():
    assert styled_classes() - used_classes() == set()


def test_every_class_of_a_template_is_styled():
    assert used_classes() - styled_classes() == set()
