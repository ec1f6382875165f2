"""The directory: services, places, organisations, help numbers, hours."""

import datetime as dt

import factory
from django.utils.text import slugify

from services.models import (
    HelpLine,
    HelpLinePurpose,
    LocationType,
    Need,
    Organisation,
    OrganisationKind,
    Place,
    PlaceOpeningHours,
    PublicHoliday,
    ServiceAtLocation,
    ServiceIndexPage,
    ServicePage,
    Visibility,
)
from tests.factories.base import CentrePageFactory, OwnedFactory, ValidModelFactory

MONDAY_TO_FRIDAY = range(5)


def phone(model, number="90 00 00 01", **values):
    """Return a row of numbers: ``phone(ServicePhone, "1014", description="…")``."""
    return model(number=number, **values)


def week_hours(*slots, days=MONDAY_TO_FRIDAY, model=PlaceOpeningHours, **values) -> list:
    """Return the same slots each day: ``week_hours(("08:00", "12:00"), ("14:30", "17:00"))``."""
    return [
        model(
            weekday=day,
            opens_at=dt.time.fromisoformat(opens_at),
            closes_at=dt.time.fromisoformat(closes_at),
            **values,
        )
        for day in days
        for opens_at, closes_at in slots
    ]


def at_place(place, opening_hours=(), **values) -> ServiceAtLocation:
    """Return a row of a service's places; ``opening_hours`` are ``ServiceOpeningHours``."""
    return ServiceAtLocation(place=place, opening_hours=list(opening_hours), **values)


def service_index(branch) -> ServiceIndexPage:
    """Return the list of services of ``branch``."""
    return ServiceIndexPage.objects.child_of(branch.root_page).get()


class NeedFactory(ValidModelFactory):
    class Meta:
        model = Need
        django_get_or_create = ("slug",)

    slug = factory.LazyAttribute(lambda need: slugify(need.title))
    title = factory.Sequence(lambda n: f"Besoin {n}")
    pictogram = "listening"
    sort_order = factory.Sequence(lambda n: n)


class PlaceFactory(OwnedFactory):
    """A public place without hours; ``opening_hours=week_hours(…)`` gives it some."""

    class Meta:
        model = Place

    class Params:
        confidential = factory.Trait(
            visibility=Visibility.CONFIDENTIAL,
            location_type=LocationType.REDACTED,
            transportation="",
            town="",
        )

    name = factory.Sequence(lambda n: f"Lieu {n}")
    slug = factory.LazyAttribute(lambda place: slugify(place.name))
    visibility = Visibility.PUBLIC
    town = "Atakpamé"
    transportation = "Demandez le centre, sur le flanc de la colline."


class OrganisationFactory(OwnedFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    slug = factory.LazyAttribute(lambda organisation: slugify(organisation.name))
    kind = OrganisationKind.NGO
    town = "Atakpamé"


class HelpLineFactory(ValidModelFactory):
    """A published national number; with ``branch=`` a local one."""

    class Meta:
        model = HelpLine

    label = factory.Sequence(lambda n: f"Numéro {n}")
    purpose = HelpLinePurpose.LISTENING
    number = factory.Sequence(lambda n: f"9000{n % 10_000:04}")
    answered_by = "Une personne formée à l’écoute"
    source = "exemple"
    is_published = True
    sort_order = factory.Sequence(lambda n: n)


class PublicHolidayFactory(OwnedFactory):
    class Meta:
        model = PublicHoliday

    date = dt.date(2026, 5, 1)
    name = "Fête du Travail"


class ServiceIndexPageFactory(CentrePageFactory):
    """A list of services; ``make_branch`` makes it already."""

    class Meta:
        model = ServiceIndexPage

    title = "Services"
    introduction = "Tout ce que l’on trouve au centre."


class ServicePageFactory(CentrePageFactory):
    """A service under the list of ``branch``; ``places=[place]`` says where it is given."""

    class Meta:
        model = ServicePage

    class Params:
        places = ()

    title = factory.Sequence(lambda n: f"Service {n}")
    introduction = "Quelqu’un vous reçoit et vous aide."
    parent_in = staticmethod(service_index)
    service_at_locations = factory.LazyAttribute(lambda page: [at_place(p) for p in page.places])
