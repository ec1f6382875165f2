"""Wagtail's choosers without the script that they write into the page (docs/decisions/0019).

A mark takes its place, which ``static/js/staff/start.js`` reads. The other widgets that start by a
script of theirs do it in a template, and have their own in ``templates/wagtailadmin/``.
"""

import json
import re

from django.utils.html import format_html
from wagtail.admin.widgets import BaseChooser

# All that a chooser ever writes: one call, of values that are JSON.
CALL = re.compile(r"(?:new )?(\w+)\((.*)\);?", re.DOTALL)


def mark(call: str) -> str:
    """Return the mark for ``call``, such as ``new PageChooser("id_page", {});``, as safe HTML.

    Raises ``ValueError`` when it is anything else than one call of values.
    """
    found = CALL.fullmatch(call.strip())
    if found is None:
        raise ValueError(f"not one call: {call}")
    name, values = found.groups()
    return format_html(
        '<span hidden data-staff-start="{}" data-staff-with="{}"></span>',
        name,
        json.dumps(json.loads(f"[{values}]")),
    )


def render(self, name, value, attrs=None, renderer=None):
    """Return the HTML of a chooser and its mark, in place of ``BaseChooser.render``."""
    if not (attrs or {}).get("id"):
        raise TypeError("a chooser needs the attribute id")
    value_data = self.get_value_data(value)
    html = self.render_html(name, value_data, attrs)
    return html + mark(self.render_js_init(attrs["id"], name, value_data))


def take_away() -> None:
    """Let every chooser leave a mark. Called once, when the site starts."""
    BaseChooser.render = render
