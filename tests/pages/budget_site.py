"""A centre with every type of page and one or many services, and what its pages cost."""

import datetime as dt
import gzip
import re
from html.parser import HTMLParser

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from centre.models import Branch
from centre.models.branch import new_version
from services.models import ExceptionalHours, ServiceOpeningHours, ServicePhone
from services.models.place import PlacePhone
from tests.factories import (
    HelpLineFactory,
    ImageFactory,
    LanguageFactory,
    NeedFactory,
    OrganisationFactory,
    PartnersPageFactory,
    PlaceFactory,
    PublicHolidayFactory,
    ServicePageFactory,
    StandardPageFactory,
    at_place,
    phone,
    week_hours,
)

PAGES = {
    "home": "/",
    "list": "/services/",
    "list, filtered": "/services/?besoin=sante&langue=fr&gratuit=1&femmes=1&lieu=lieu-0",
    "list, open now": "/services/?ouvert=1",
    "list, bad filter": "/services/?besoin=inconnu&page=zut",
    "service": "/services/service-0/",
    "need": "/besoins/sante/",
    "place": "/lieux/lieu-0/",
    "organisation": "/organisations/organisation-0/",
    "partners": "/organisations/",
    "free page": "/le-centre/",
    "help numbers": "/numeros-utiles/",
    "search": "/recherche/?q=naissance",
    "search, one mistake": "/recherche/?q=naisance",
    "search, nothing": "/recherche/?q=xylophone",
    "search, empty": "/recherche/",
    "directory to print": "/imprimer/services/",
    "SMS cards": "/imprimer/sms/",
    "copy for the phone": "/hors-ligne/",
    "site map": "/sitemap.xml",
    "site map, pages": "/sitemap-1.xml",
    "site map, directory": "/sitemap-centre-1.xml",
    "robots": "/robots.txt",
    "favicon": "/favicon.ico",
    "not found": "/nulle-part/",
}
MISSING = ["not found"]


def small_image(branch):
    """Return a picture whose sizes are quickly made."""
    return ImageFactory(branch=branch, file__width=40, file__height=30)


def fill(branch) -> dict:
    """Give a centre all that hangs on its pages, and return what services are made of."""
    languages = [LanguageFactory(), LanguageFactory(code="ee", name="Éwé")]
    needs = [NeedFactory(slug="sante", title="Ma santé"), NeedFactory(slug="droit")]
    place = PlaceFactory(
        branch=branch, name="Lieu 0", entrance_photo=small_image(branch),
        opening_hours=week_hours(("08:00", "12:00"), ("14:30", "17:00")),
        phones=[phone(PlacePhone)],
        exceptional_hours=[ExceptionalHours(start=dt.date(2026, 8, 1), end=dt.date(2026, 8, 15))],
    )  # fmt: skip
    organisation = OrganisationFactory(
        branch=branch, name="Organisation 0", role_in_project="porte le projet"
    )
    PublicHolidayFactory(branch=branch)
    HelpLineFactory(languages=languages)
    HelpLineFactory(branch=branch)
    home = branch.root_page.specific
    home.place, home.languages, home.logo = place, languages, small_image(branch)
    home.save()
    picture = small_image(branch)
    picture.decorative, picture.contextual_alt_text = True, ""
    body = [
        ("text", "<p>Des mots.</p>"),
        ("partners", {"title": "Partenaires"}),
        ("picture", {"image": picture}),
    ]
    PartnersPageFactory(branch=branch)
    StandardPageFactory(
        branch=branch, title="Le centre", slug="le-centre", body=body, show_in_menus=True,
        image=small_image(branch), image_is_decorative=True,
    )  # fmt: skip
    return {"place": place, "needs": needs, "languages": languages, "organization": organisation}


def add_services(branch, numbers, place, needs, languages, organization) -> None:
    """Add services with all that can hang on one; every tenth has hours of its own."""
    for number in numbers:
        own = week_hours(("09:00", "11:00"), days=[2], model=ServiceOpeningHours)
        ServicePageFactory(
            branch=branch, title=f"Service {number}", slug=f"service-{number}",
            introduction="Acte de naissance, papiers et conseils.", needs=needs,
            languages=languages, organization=organization, is_free=True, women_only=True,
            can_come_without=True, image=small_image(branch) if number == 0 else None,
            image_is_decorative=True, phones=[phone(ServicePhone)],
            description=[("text", "<p>Une personne vous reçoit.</p>")],
            application_process=[("step", {"title": "Vous venez", "text": ""})],
            service_at_locations=[at_place(place, own if number % 10 == 0 else ())],
        )  # fmt: skip


def forget() -> None:
    """Leave nothing in memory: the next request is the first after a change."""
    cache.clear()
    Branch.objects.update(content_version=new_version())


def statements(path: str) -> list[str]:
    """Return the statements that the page at ``path`` sends to the database."""
    with CaptureQueriesContext(connection) as queries:
        Client().get(path)
    return [query["sql"] for query in queries]


def cold_and_warm() -> dict[str, list[str]]:
    """Return the statements of every page, first after a change and once more."""
    found = {}
    for name, path in PAGES.items():
        forget()
        found[f"{name}, cold"] = statements(path)
        found[f"{name}, warm"] = statements(path)
    return found


def without_values(statement: str) -> str:
    """Return ``statement`` without its values: two alike are one query in a loop."""
    return re.sub(r"'(?:[^']|'')*'|\b\d+\b", "?", statement)


def weight(path: str, **headers) -> tuple[int, str]:
    """Return the bytes of the answer to a client that takes gzip, head included; and its text."""
    response = Client().get(path, headers={"accept-encoding": "gzip"} | headers)
    head = sum(len(f"{name}: {value}\r\n") for name, value in response.items())
    body = response.content
    text = gzip.decompress(body) if response.get("Content-Encoding") == "gzip" else body
    return head + len(body), text.decode()


class Loaded(HTMLParser):
    """The addresses that a browser loads with a page by itself, before any scrolling."""

    def __init__(self, text: str):
        super().__init__()
        self.addresses = set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "link" and values.get("rel") in ("icon", "stylesheet", "preload", "manifest"):
            self.addresses.add(values["href"])
        if tag in ("script", "iframe", "embed") and values.get("src"):
            self.addresses.add(values["src"])
        if tag == "img" and values.get("loading") != "lazy":
            self.addresses.add(values["src"])
