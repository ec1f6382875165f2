"""What takes the place of the scripts that Wagtail's widgets write into a page."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.forms import Form
from django.urls import get_resolver, reverse
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput, BaseChooser

from centre.staff.inline_scripts import mark
from tests.admin.crawl import inline_code
from tests.factories import ServicePageFactory

START = Path(__file__).resolve().parent.parent.parent / "static/js/staff/start.js"


def known() -> set[str]:
    """Return the names that the script of the staff area lets a mark start."""
    listed = re.search(r"KNOWN = new Set\(\[(.*?)\]\)", START.read_text(), re.DOTALL)[1]
    return set(re.findall(r'"(\w+)"', listed))


def marks(html: str) -> list[tuple[str, list]]:
    found = BeautifulSoup(html, "html.parser").select("[data-staff-start]")
    return [(one["data-staff-start"], json.loads(one["data-staff-with"])) for one in found]


def every(kind):
    for child in kind.__subclasses__():
        yield child
        yield from every(child)


def test_a_call_becomes_its_name_and_values():
    said = mark('new Chooser("id_a", {"url": "/?a=<b>&c=\\"d\\""});')
    assert marks(said) == [("Chooser", ["id_a", {"url": '/?a=<b>&c="d"'}])]
    assert marks(mark('createMediaChooser("id_a");')) == [("createMediaChooser", ["id_a"])]


@pytest.mark.parametrize(
    "call", ["", "a; b", "alert(document.cookie)", 'a("x"); b("y");', "a.b(1)"]
)
def test_what_is_no_call_of_values_is_refused(call):
    with pytest.raises(ValueError):
        mark(call)


@pytest.mark.parametrize(
    ("widget", "name"),
    [
        (AdminDateInput, "initDateChooser"),
        (AdminTimeInput, "initTimeChooser"),
        (AdminDateTimeInput, "initDateTimeChooser"),
    ],
)
def test_a_date_starts_by_a_mark(widget, name):
    html = widget().render("day", None, {"id": 'a"b'}, renderer=Form().renderer)
    assert marks(html) == [(name, ['a"b', widget().get_config()])]
    assert inline_code(html) == []


def choosers() -> list:
    """Return the kinds of choosers that the staff area has."""
    assert get_resolver().url_patterns  # which declares the last of them
    # Snippets have none of their own here; the other one is what documents are made from.
    unused = {"AdminSnippetChooser", "BaseAdminDocumentChooser"}
    kinds = [kind for kind in every(BaseChooser) if kind.__name__ not in unused]
    assert len(kinds) > 8
    return kinds


@pytest.mark.django_db
def test_no_code_stands_in_the_window_of_a_chooser(client, branch, superuser):
    client.force_login(superuser)
    for kind in choosers():
        answer = client.get(kind().get_chooser_modal_url())
        assert answer.status_code == 200, kind
        html = answer.json()["html"]
        assert "<" in html
        assert inline_code(html) == [], kind


@pytest.mark.django_db
def test_every_chooser_there_is_starts_by_a_name_that_is_known():
    for kind in choosers():
        html = kind().render("one", None, {"id": "id_one"})
        [(name, values)] = marks(html)
        assert name in known(), kind
        assert values[0] == "id_one"
        assert inline_code(html) == []


def test_a_chooser_without_id_is_refused():
    with pytest.raises(TypeError):
        BaseChooser().render("one", None, {})


@pytest.mark.django_db
def test_the_editor_marks_its_panels_with_names_that_are_known(client, branch, director):
    page = ServicePageFactory(branch=branch)
    client.force_login(director)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    names = {name for name, _values in marks(html)}
    assert "InlinePanel" in names
    assert names <= known()
    # It must stand before what it starts.
    assert html.index("js/staff/start.js") < html.index("data-staff-start")


@pytest.mark.django_db
def test_the_form_of_a_recording_brings_its_script_as_a_file(client, branch, director):
    client.force_login(director)
    html = client.get(reverse("wagtailmedia:add", args=["audio"])).content.decode()
    assert "js/staff/media-title.js" in html
    assert inline_code(html) == []
