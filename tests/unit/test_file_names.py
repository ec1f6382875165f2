"""Names of files are safe to store, and those of pictures tell no date."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.uploads.names import discreet_name, extension_of, readable_name


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.JPG", "jpg"),
        ("a.php.jpg", "jpg"),
        ("C:\\photos\\a.Png", "png"),
        ("../a.b/c", ""),
        ("a", ""),
        (".jpg", ""),
        ("", ""),
        ("a.", ""),
    ],
)
def test_the_extension_is_the_last(name, extension):
    assert extension_of(name) == extension


@pytest.mark.parametrize(
    ("sent", "readable", "discreet"),
    [
        ("IMG_20240312_101522.jpg", "img-20240312-101522.x", "img.x"),
        ("WhatsApp Image 2024-03-12 at 10.15.22.jpeg", None, "whatsapp-image-at.x"),
        ("Réunion à Atakpamé.JPG", "reunion-a-atakpame.x", "reunion-a-atakpame.x"),
        ("kpekpeɖeŋu.jpg", "kpekpedengu.x", None),
        ("2024.jpg", "2024.x", "photo.x"),
        ("١٢٣.jpg", "123.x", "photo.x"),
        ("???.jpg", "photo.x", "photo.x"),
    ],
)
def test_a_name_stays_readable(sent, readable, discreet):
    if readable:
        assert readable_name(sent, "x", "photo") == readable
    if discreet:
        assert discreet_name(sent, "x", "photo") == discreet


@given(st.text(max_size=300))
def test_any_name_is_made_safe(name):
    for make in (readable_name, discreet_name):
        made = make(name, "jpg", "photo")
        assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\.jpg", made)
    assert not re.search(r"[0-9]", discreet_name(name, "jpg", "photo"))
