"""What each page of the demonstration weighs, beside what it weighed when that was written down."""

import json
from pathlib import Path

from django.test import Client

from centre.models import CentrePage
from centre.routing import branch_routes, reverse_branch_route
from centre.weight.measure import weight_of
from tests.factories import EnrolmentFactory, RegisterDeclarationFactory
from tests.pages import demonstration

RECORD = Path(__file__).resolve().parent.parent / "fixtures" / "weights.json"
COMMAND = "make weights"
PARTS = ("head", "html", "css", "scripts", "images", "icon")
GROWTH = 1.10
# One address of each route that asks for something.
SAMPLES = {
    "need": "/besoins/sante/",
    "place": "/lieux/centre/",
    "organisation": "/organisations/fct/",
    "event_month": "/agenda/mois/2026-12/",
    "event_archive": "/agenda/archives/2025/",
}
LEFT_OUT = {
    "exit": "leads away, and has no text",
    "offline_pack": "fetched by who keeps the site: has a budget of its own",
    "offline_worker": "registered by who keeps the site",
    "event_poster": "a sheet for the printer",
    "event_leaflet": "a sheet for the printer",
    "agenda_ics": "a file for a calendar",
    "agenda_atom": "a file for a reader of feeds",
    "theme_ics": "a file for a calendar",
    "occurrence_ics": "a file for a calendar",
    "event_ics": "a file for a calendar",
    "enrolment_form": "weighed where the register is open: see enrolment_pages",
    "enrolment_receipt": "weighed where the register is open: see enrolment_pages",
}
OTHERS = [
    "/services/?gratuit=1&femmes=1",
    "/services/?besoin=inconnu&page=zut",
    "/agenda/?genre=formation",
    "/agenda/?date=2050-01-01",
    "/actualites/2024/",
    "/actualites/lettre/2024-12/",
    "/recherche/?q=naissance",
    "/recherche/?q=xylophone",
    "/nulle-part/",
]


def tree_pages() -> list[CentrePage]:
    """Return the published pages of the demonstration."""
    return [page for page in demonstration.pages() if page.live]


def route_pages() -> dict[str, str]:
    """Return the address of each route that shows a page; ``KeyError`` for one nobody sampled."""
    found = {}
    for pattern in branch_routes():
        if pattern.name in LEFT_OUT:
            continue
        is_plain = not pattern.pattern.converters
        found[pattern.name] = (
            "/" + reverse_branch_route(pattern.name) if is_plain else SAMPLES[pattern.name]
        )
    return found


def enrolment_pages(course) -> list[str]:
    """Open the register and return the addresses of the form and of a receipt."""
    RegisterDeclarationFactory(branch=course.owner_branch)
    enrolment = EnrolmentFactory(course=course)
    form = f"{course.url}inscription/"
    return [form, f"{form}{enrolment.reference}/"]


def weighed(address: str) -> dict[str, int]:
    """Return the bytes of each part of the page at ``address``, as sent to a phone."""
    response = Client().get(address)
    assert response.status_code == (404 if address == "/nulle-part/" else 200), address
    weight = weight_of(response.content.decode())
    head = sum(len(f"{name}: {value}\r\n") for name, value in response.items())
    return {part: head if part == "head" else getattr(weight, part) for part in PARTS}


def recorded() -> dict[str, dict[str, int]]:
    """Return what was written down."""
    return json.loads(RECORD.read_text(encoding="utf-8"))


def write_down(weights: dict[str, dict[str, int]]) -> None:
    """Write down ``weights``, one page on a line."""
    lines = (f"{json.dumps(name)}: {json.dumps(weights[name])}" for name in sorted(weights))
    RECORD.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def grown(now: dict[str, int], before: dict[str, int]) -> list[str]:
    """Return the parts that weigh over a tenth more than ``before``."""
    return [part for part in PARTS if now[part] > before.get(part, 0) * GROWTH]


def table(names, now, before) -> str:
    """Return a table of the pages ``names``: before and now, a star at each part that grew."""
    lines = [f"{'bytes':40}" + "".join(f"{part:>16}" for part in PARTS)]
    for name in names:
        old = before.get(name, {})
        stars = grown(now[name], old)
        cells = (
            f"{old.get(part, 0)} → {now[name][part]}{'*' if part in stars else ' '}"
            for part in PARTS
        )
        lines.append(f"{name:40}" + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(["", *lines, f"If it is worth it: {COMMAND}"])
