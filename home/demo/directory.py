"""Places, organisations and services of the demonstration."""

import datetime as dt

from centre.models import Branch, Language
from centre.validation import validate_whole
from home.demo.content.help_services import HELP_SERVICES
from home.demo.content.learning_services import LEARNING_SERVICES
from home.demo.content.organisations import ORGANISATIONS
from home.demo.content.places import PLACES
from home.demo.images import image_fields
from services.models import (
    CostOption,
    Need,
    Organisation,
    Place,
    RequiredDocument,
    ServiceAtLocation,
    ServiceOpeningHours,
    ServicePage,
)

SERVICES = [*HELP_SERVICES, *LEARNING_SERVICES]
EXAMPLE = "exemple, à confirmer"


def load_owned(branch: Branch) -> int:
    """Create the places and organisations that are missing; return how many were."""
    missing = [
        model(branch=branch, **values)
        for model, rows in ((Place, PLACES), (Organisation, ORGANISATIONS))
        for values in rows
        if not model.objects.filter(branch=branch, slug=values["slug"]).exists()
    ]
    for instance in missing:
        validate_whole(instance)
        instance.save()
    return len(missing)


def service_page(branch: Branch, content: dict) -> ServicePage:
    """Return the service that ``content`` describes (see ``content``), not saved yet."""
    fields = dict(content)
    fields.update(image_fields(branch, fields.pop("image")) if "image" in fields else {})
    fields["needs"] = _by(Need, "slug", fields["needs"])
    fields["languages"] = _by(Language, "code", fields.get("languages", ()))
    if slug := fields.pop("organization", ""):
        fields["organization"] = Organisation.objects.get(branch=branch, slug=slug)
    fields["service_at_locations"] = _locations(branch, fields)
    fields["required_documents"] = [
        RequiredDocument(sort_order=order, document=document, note=note)
        for order, (document, note) in enumerate(fields.pop("papers", ()))
    ]
    fields["cost_options"] = [
        CostOption(sort_order=order, option=option, description=description)
        for order, (option, description) in enumerate(fields.pop("costs", ()))
    ]
    fields["application_process"] = [
        ("step", {"title": title, "text": text}) for title, text in fields.pop("steps")
    ]
    fields["description"] = fields.pop("body", [])
    return ServicePage(**fields)


def _by(model, key: str, values) -> list:
    return [model.objects.get(**{key: value}) for value in values]


def _locations(branch: Branch, fields: dict) -> list[ServiceAtLocation]:
    hours = _hours(fields.pop("hours", ()))
    note = fields.pop("place_note", "")
    return [
        ServiceAtLocation(
            sort_order=order,
            place=Place.objects.get(branch=branch, slug=slug),
            description=note,
            opening_hours=hours,
        )
        for order, slug in enumerate(fields.pop("places"))
    ]


def _hours(rows) -> list[ServiceOpeningHours]:
    return [
        ServiceOpeningHours(
            weekday=day,
            opens_at=dt.time.fromisoformat(opens_at),
            closes_at=dt.time.fromisoformat(closes_at),
            by_appointment=by_appointment,
            note=EXAMPLE,
        )
        for days, opens_at, closes_at, by_appointment in rows
        for day in days
    ]
