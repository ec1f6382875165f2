"""Events, their dates and what hangs on them."""

import datetime as dt

import factory
from django.utils.text import slugify

from events.models import (
    AwarenessEventPage,
    DateChange,
    EventDate,
    EventIndexPage,
    ProgrammeIndexPage,
    ProgrammePage,
    Theme,
    TrainingCoursePage,
)
from tests.factories.base import CentrePageFactory, ValidModelFactory


def agenda(branch) -> EventIndexPage:
    """Return the agenda of ``branch``, made when it has none."""
    found = EventIndexPage.objects.child_of(branch.root_page).first()
    return found or EventIndexPageFactory(branch=branch)


def programmes(branch) -> ProgrammeIndexPage:
    """Return the list of programmes of ``branch``, made when it has none."""
    found = ProgrammeIndexPage.objects.child_of(branch.root_page).first()
    return found or ProgrammeIndexPageFactory(branch=branch)


def on(start, start_time=None, end_time=None, **values) -> EventDate:
    """Return a line of dates: ``on("2026-12-03", "09:00", "12:00")``."""
    return EventDate(
        start_date=_day(start), start_time=_time(start_time), end_time=_time(end_time), **values
    )


def weekly(start, *hours, **values) -> EventDate:
    """Return a weekly line: ``weekly("2026-12-03", "09:00", "12:00", count=5)``."""
    return on(start, *hours, frequency="weekly", **values)


def change(kind, day, **values) -> DateChange:
    """Return a change of a date: ``change("cancelled", "2026-12-10")``."""
    values.setdefault("reason", "" if kind == "full" else "La salle est prise.")
    return DateChange(kind=kind, on=_day(day), **values)


def _day(value) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _time(value) -> dt.time | None:
    return dt.time.fromisoformat(value) if isinstance(value, str) else value


class ThemeFactory(ValidModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("slug",)

    slug = factory.LazyAttribute(lambda theme: slugify(theme.title))
    title = factory.Sequence(lambda n: f"Thème {n}")
    pictogram = "law"
    sort_order = factory.Sequence(lambda n: n)


class EventIndexPageFactory(CentrePageFactory):
    class Meta:
        model = EventIndexPage

    title = "Agenda"
    introduction = "Les rencontres et les formations du centre."


class EventPageFactory(CentrePageFactory):
    """Abstract: an event under the agenda of ``branch``, published unless ``live=False``.

    It takes place on 3 December 2026 from 9 to 12 o'clock unless ``dates`` say otherwise.
    """

    class Meta:
        abstract = True

    introduction = "Venez comme vous êtes."
    parent_in = staticmethod(agenda)
    dates = factory.LazyFunction(lambda: [on("2026-12-03", "09:00", "12:00")])

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        is_live = kwargs.pop("live", True)
        instance = super()._create_instance(model_class, parent, {**kwargs, "live": False})
        if is_live:
            instance.save_revision().publish()
            instance.refresh_from_db()
        return instance


class AwarenessEventPageFactory(EventPageFactory):
    class Meta:
        model = AwarenessEventPage

    title = factory.Sequence(lambda n: f"Rencontre {n}")


class TrainingCoursePageFactory(EventPageFactory):
    class Meta:
        model = TrainingCoursePage

    title = factory.Sequence(lambda n: f"Formation {n}")
    kind = "renforcement_capacites"


class ProgrammeIndexPageFactory(CentrePageFactory):
    """A list of programmes; that of the federation with ``parent=`` a page above the communes."""

    class Meta:
        model = ProgrammeIndexPage

    title = "Programmes"
    introduction = "Les projets qui portent le centre."


class ProgrammePageFactory(CentrePageFactory):
    """A programme under the list of ``branch``, of which nothing else is known."""

    class Meta:
        model = ProgrammePage

    title = factory.Sequence(lambda n: f"Programme {n}")
    introduction = "Ce que fait ce programme."
    parent_in = staticmethod(programmes)
