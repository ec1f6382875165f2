"""What the demonstration says is well written, sourced, and light."""

import importlib
import pkgutil
import re

import pytest
from PIL import Image

from centre.icons import drawings
from home.demo import content
from home.demo.content.centre import home_body
from home.demo.content.images import IMAGES
from home.demo.directory import SERVICES
from home.demo.images import FOLDER
from tests.quality.test_gettext import TYPOGRAPHY, without_code

MAX_BYTES = 60_000


def texts(value):
    """Yield every text inside lists, tuples and dictionaries."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


def every_text():
    yield from texts(home_body({"le-centre": 1}))
    for module in pkgutil.iter_modules(content.__path__):
        found = importlib.import_module(f"{content.__name__}.{module.name}")
        for name, value in vars(found).items():
            if name.isupper():
                yield from texts(value)


@pytest.mark.parametrize("fault", TYPOGRAPHY)
def test_french_is_typeset_as_french(fault):
    prose = {text for text in every_text() if " " in text}
    assert len(prose) > 100
    assert {text for text in prose if TYPOGRAPHY[fault].search(without_code(text))} == set()


def test_links_are_secure():
    links = {link for text in every_text() for link in re.findall(r'href="([^"]*)"', text)}
    assert links
    assert {link for link in links if not link.startswith("https://")} == set()


def test_pictograms_exist():
    assert {service["pictogram"] for service in SERVICES} <= drawings().keys()


def test_what_stands_beside_other_services_is_discreet():
    assert not any(service.get("is_sensitive") for service in SERVICES[:3])


def test_sensitive_services_have_a_neutral_title():
    assert [
        service["slug"]
        for service in SERVICES
        if service.get("is_sensitive") and not service.get("neutral_title")
    ] == []


@pytest.mark.parametrize("name", IMAGES)
def test_drawings_are_light_and_wide_enough(name):
    path = FOLDER / f"{name}.jpg"
    with Image.open(path) as image:
        assert image.size == (1200, 800)
    assert path.stat().st_size <= MAX_BYTES
