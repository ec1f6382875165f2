"""Walk through the staff area as a member of staff does, and keep what was seen."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import trans_real

LEAVES = {"wagtailadmin_logout"}
# Wagtail's script draws the menu from these.
MENU = "wagtail-sidebar-props"
UNSEEN = ["style", "svg"]
# Without words of their own, or hidden until a script writes a number there.
EMPTY = "[data-side-panel-toggle-counter], script:not([src])"
SPOKEN = ("title", "placeholder", "aria-label", "alt", "data-w-tooltip-content-value")
ADDRESSES = ("src", "href", "action", "poster", "data-w-action-url-value")

# Of a script without address, these are read and never run.
READ = {"application/json", "application/ld+json", "text/template"}
# Written by a script of the page, later: what is in an attribute or in JSON.
PACKED = re.compile(r"(?:&lt;|\\u003c)script(?![^>&]*(?: src=|application/json))", re.IGNORECASE)


def inline_code(html: str) -> list[str]:
    """Return the code that stands in a page itself: scripts, handlers, addresses that run."""
    soup = BeautifulSoup(html, "html.parser")
    scripts = [one for one in soup("script", src=False) if one.get("type") not in READ]
    handlers = [
        one
        for one in soup(True)
        for name, value in one.attrs.items()
        if name.startswith("on") or str(value).strip().lower().startswith("javascript:")
    ]
    return [str(one)[:200] for one in scripts + handlers] + PACKED.findall(html)


class Page:
    """The words a page shows and the addresses it names."""

    def __init__(self, html: str):
        soup = BeautifulSoup(html, "html.parser")
        self.inline = inline_code(html)
        self.texts: list[str] = []
        self.addresses: list[str] = []
        self.menu: list[str] = []
        if menu := soup.find(id=MENU):
            self._read_menu(json.loads(menu.string))
        for element in soup(UNSEEN) + soup.select(EMPTY):
            element.extract()
        for element in soup(True):
            self.texts += [element[name] for name in SPOKEN if element.get(name)]
            self.addresses += [element[name] for name in ADDRESSES if element.get(name)]
            if element.name == "input" and element.get("type") in {"submit", "button"}:
                self.texts.append(element.get("value", ""))
        self.texts += [" ".join(text.split()) for text in soup.stripped_strings] + self.menu

    def _read_menu(self, value):
        if isinstance(value, list):
            for item in value:
                self._read_menu(item)
        elif isinstance(value, dict):
            self.menu += [value["label"]] if isinstance(value.get("label"), str) else []
            self.addresses += [value["url"]] if isinstance(value.get("url"), str) else []
            self._read_menu(list(value.values()))


@dataclass
class Seen:
    """What was met on the way."""

    pages: dict[str, Page] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    untranslated: set[str] = field(default_factory=set)
    policies: set[str] = field(default_factory=set)


class French:
    """Inside, every sentence looked up without a French one is written down."""

    def __init__(self):
        self.catalogue = trans_real.translation("fr")
        self.missing = set()

    def __enter__(self):
        self.plain = self.catalogue.gettext, self.catalogue.ngettext
        self.catalogue.gettext = self.gettext
        self.catalogue.ngettext = self.ngettext
        return self

    def __exit__(self, *error):
        self.catalogue.gettext, self.catalogue.ngettext = self.plain

    def gettext(self, message):
        found = self.plain[0](message)
        known = self.catalogue._catalog.get(message) is not None
        if not known and self.catalogue._catalog.get((message, 0)) is None:
            self.missing.add(message)
        return found

    def ngettext(self, singular, plural, number):
        if self.catalogue._catalog.get((singular, 0)) is None:
            self.missing.add(singular)
        return self.plain[1](singular, plural, number)


def crawl(user, starts=()) -> Seen:
    """Follow the links of the staff area from its home page, as ``user``.

    One page of a kind is enough; all of ``starts`` are visited.
    """
    client = Client()
    client.force_login(user)
    waiting, seen = [reverse("wagtailadmin_home"), *starts], Seen()
    kinds = {kind_of(start) for start in waiting}
    with French() as french:
        while waiting:
            address = waiting.pop(0)
            response = client.get(address, follow=True)
            if response.status_code != 200:
                seen.failures[address] = response.status_code
                continue
            seen.policies.add(response["Content-Security-Policy"])
            if response["Content-Type"].startswith("text/html"):
                page = seen.pages[address] = Page(response.content.decode())
                waiting += new_ones(links(page, address), kinds)
    seen.untranslated = {message for message in french.missing if message.strip()}
    return seen


def links(page: Page, address: str) -> list[str]:
    """Return the addresses of this site that ``page`` names, without their fragment."""
    found = []
    for link in page.addresses:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not (parts.path or parts.query):
            continue
        path = parts.path or urlsplit(address).path
        found.append(f"{path}?{parts.query}" if parts.query else path)
    return found


def new_ones(addresses: list[str], kinds: set) -> list[str]:
    """Return one of ``addresses`` for each kind that is not in ``kinds``, and put it there."""
    found = []
    for address in addresses:
        kind = kind_of(address)
        if kind and kind not in kinds:
            kinds.add(kind)
            found.append(address)
    return found


def kind_of(address: str) -> tuple | None:
    """Return what tells pages of the staff area apart, ``None`` for any other address.

    Lists are drawn a second time by their script from an address of results: once is enough.
    """
    path = urlsplit(address).path
    if not path.startswith(reverse("wagtailadmin_home")):
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.view_name in LEAVES or "results" in path:
        return None
    return match.view_name, match.kwargs.get("content_type_model_name")
