"""Places, organisations and services of the demonstration."""

import datetime as dt

from django.db.models import Q

from centre.models import Branch, Language
from centre.validation import validate_whole
from home.demo.content import help_services as help_
from home.demo.content import learning_services as learning
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

# As the list shows them: the first ones are also those beside every other service, where
# nothing should say to somebody looking on what the reader came for.
SERVICES = [
    learning.LITERACY,
    help_.HEALTH,
    help_.BIRTH,
    learning.ACCOUNTS,
    help_.LISTENING,
    learning.FARMING,
    help_.RIGHTS,
    learning.GROUPS,
    help_.COMPLAINT,
    learning.PHONE,
    help_.YOUTH,
    help_.SHELTER,
]
OWNED = ((Place, PLACES), (Organisation, ORGANISATIONS))
EXAMPLE = "exemple, à confirmer"


def load_owned(branch: Branch) -> int:
    """Create the places and organisations that are missing; return how many were."""
    missing = [
        model(branch=branch, **values)
        for model, rows in OWNED
        for values in rows
        if not _find(model, branch, values)
    ]
    for instance in missing:
        validate_whole(instance)
        instance.save()
    return len(missing)


def owned(model, branch: Branch, slug: str):
    """Return the place or organisation of the demonstration that was delivered at ``slug``."""
    values = next(row for row in dict(OWNED)[model] if row["slug"] == slug)
    return _find(model, branch, values)


def service_page(branch: Branch, content: dict) -> ServicePage:
    """Return the service that ``content`` describes (see ``content``), not saved yet."""
    fields = dict(content)
    fields.update(image_fields(branch, fields.pop("image")) if "image" in fields else {})
    fields["needs"] = Need.objects.filter(slug__in=fields["needs"])
    fields["languages"] = Language.objects.filter(code__in=fields.get("languages", ()))
    if slug := fields.pop("organization", ""):
        fields["organization"] = owned(Organisation, branch, slug)
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


def _find(model, branch: Branch, values: dict):
    """Return the object of ``values``, also when staff changed its name or its address."""
    delivered = Q(slug=values["slug"]) | Q(name=values["name"])
    return model.objects.filter(delivered, branch=branch).first()


def _locations(branch: Branch, fields: dict) -> list[ServiceAtLocation]:
    hours = _hours(fields.pop("hours", ()))
    note = fields.pop("place_note", "")
    return [
        ServiceAtLocation(
            sort_order=order,
            place=owned(Place, branch, slug),
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
