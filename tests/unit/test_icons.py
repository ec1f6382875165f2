import xml.etree.ElementTree as ElementTree

import pytest
from django.template import Context, Template

from centre.icons import SOURCES, drawings


def drawn(name):
    return Template("{% load icons %}{% icon name %}").render(Context({"name": name}))


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.svg")), ids=lambda path: path.stem)
def test_every_pictogram_belongs_to_the_family(path):
    root = ElementTree.parse(path).getroot()
    assert root.attrib == {
        "viewBox": "0 0 24 24",
        "width": "24",
        "height": "24",
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": "2",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }
    shapes = {child.tag.rpartition("}")[2] for child in root}
    assert shapes <= {"path", "circle"}
    assert path.stat().st_size < 700


def test_a_pictogram_is_hidden_from_who_listens():
    assert 'aria-hidden="true"' in drawn("phone")
    assert drawings()["phone"] in drawn("phone")


def test_an_unknown_pictogram_draws_nothing_in_production(settings):
    settings.DEBUG = False
    assert drawn("../../etc/passwd") == ""


def test_an_unknown_pictogram_is_noticed_in_development(settings):
    settings.DEBUG = True
    with pytest.raises(LookupError, match="zebra"):
        drawn("zebra")
