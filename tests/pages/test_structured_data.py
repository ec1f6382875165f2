"""Search engines read schema.org, built from a whitelist, without what is unknown."""

import json
import re

import pytest

from tests.factories.services import (
    PlaceFactory,
    ServicePageFactory,
    at_place,
    service_index,
    week_hours,
)

pytestmark = pytest.mark.django_db


def structured_data(response) -> dict:
    html = response.content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return json.loads(text)


def test_service_with_its_place(client, branch, home):
    place = PlaceFactory(branch=branch, name="Maison des femmes", town="Atakpamé")
    service = ServicePageFactory(
        parent=service_index(branch),
        title="Être écoutée </script><b>",
        is_free=True,
        service_at_locations=[at_place(place)],
    )
    data = structured_data(client.get(service.url))
    assert data["@type"] == "GovernmentService"
    assert data["name"] == "Être écoutée </script><b>"
    assert data["isAccessibleForFree"] is True
    assert data["provider"]["@type"] == "GovernmentOffice"
    (channel,) = data["availableChannel"]
    assert channel["serviceLocation"]["address"]["addressLocality"] == "Atakpamé"


def test_unknown_is_left_out(client, branch):
    service = ServicePageFactory(parent=service_index(branch), is_free=None)
    data = structured_data(client.get(service.url))
    assert "isAccessibleForFree" not in data
    assert "availableChannel" not in data


def test_office_tells_its_hours(client, branch, home):
    home.place = PlaceFactory(branch=branch, opening_hours=week_hours(("08:00", "12:00"), days=[0]))
    home.save()
    data = structured_data(client.get(home.url))
    assert data["openingHoursSpecification"][0]["opens"] == "08:00"


def test_confidential_place_is_not_mentioned(client, branch):
    place = PlaceFactory(branch=branch, confidential=True, name="Refuge")
    service = ServicePageFactory(
        parent=service_index(branch), service_at_locations=[at_place(place)]
    )
    assert "availableChannel" not in structured_data(client.get(service.url))


def test_sensitive_service_tells_no_search_engine(client, branch):
    service = ServicePageFactory(parent=service_index(branch), is_sensitive=True)
    assert b"ld+json" not in client.get(service.url).content
