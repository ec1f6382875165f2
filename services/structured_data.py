"""What search engines read: schema.org, from a whitelist of public fields."""

from datetime import date

from services.hours import Schedule, opening_hours_specification
from services.models import Organisation, Phone, PhoneType, Place, ServicePage

CONTEXT = "https://schema.org"


def government_service(
    service: ServicePage, url: str, provider: dict, links, phones: list[Phone]
) -> dict:
    """Return a ``GovernmentService``.

    ``url`` is absolute; ``provider`` is the office (see ``office``); ``links`` are the
    services at locations with ``known_place`` and ``schedule``; ``phones`` those to call.
    """
    data = {
        "@context": CONTEXT,
        "@type": "GovernmentService",
        "name": service.title,
        "url": url,
        "provider": provider,
        "alternateName": service.alternate_name,
        "description": service.introduction,
        "isAccessibleForFree": service.is_free,
        "availableLanguage": [language.code for language in service.languages.all()],
        "availableChannel": [
            {"@type": "ServiceChannel", "serviceLocation": place(link.known_place)}
            for link in links
            if link.known_place and link.known_place.is_public
        ]
        + [_phone_channel(phone) for phone in phones],
    }
    return _known(data)


def office(
    name: str,
    url: str,
    located: Place | None,
    schedule: Schedule,
    on: date,
    phones: list[Phone],
    *,
    has_building: bool = True,
) -> dict:
    """Return the ``GovernmentOffice`` of a centre, with what is known of its hours and phones.

    A project without a building is a ``GovernmentOrganization``: an office is a place.
    """
    kind = "GovernmentOffice" if has_building or located else "GovernmentOrganization"
    data = {"@context": CONTEXT, "@type": kind, "name": name, "url": url}
    data["telephone"] = [phone.number for phone in phones if phone.type == PhoneType.VOICE]
    if located and located.is_public:
        data["address"] = _address(located)
        data["geo"] = _position(located)
        data["openingHoursSpecification"] = opening_hours_specification(schedule, on)
    return _known(data)


def place(located: Place) -> dict:
    """Return a ``Place``; only for a public one."""
    return _known(
        {
            "@type": "Place",
            "name": located.name,
            "address": _address(located),
            "geo": _position(located),
        }
    )


def organisation(described: Organisation, url: str) -> dict:
    """Return an ``Organization``."""
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Organization",
            "name": described.name,
            "alternateName": described.alternate_name,
            "url": described.website or url,
            "description": described.description,
        }
    )


def _phone_channel(phone: Phone) -> dict:
    term = "serviceSmsNumber" if phone.type == PhoneType.SMS else "servicePhone"
    return {
        "@type": "ServiceChannel",
        term: {"@type": "ContactPoint", "telephone": phone.number},
    }


def _address(located: Place) -> dict:
    street = ", ".join(filter(None, (located.address_1, located.address_2)))
    return _known(
        {
            "@type": "PostalAddress",
            "streetAddress": street,
            "addressLocality": located.town,
            "addressCountry": "TG",
        }
    )


def _position(located: Place) -> dict | None:
    if located.latitude is None or located.longitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": str(located.latitude),
        "longitude": str(located.longitude),
    }


def _known(data: dict) -> dict:
    """Leave out what is unknown: never 0, never invented."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
