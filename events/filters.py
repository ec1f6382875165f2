"""The filters of an agenda, as the query string carries them."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.facets import Facets
from events.models import EventKind
from events.wording import month_in_words
from services.filters import PageForm

COURSES = "formation"
# Beyond, nothing can be meant, and some instants could not be written in another time zone.
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
WITHIN_REACH = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]


class EventFilterForm(PageForm):
    """Filters of the agenda. A bad value is no filter, and a message beside it."""

    genre = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    commune = forms.ChoiceField(label=_("Commune"), required=False)
    mois = forms.DateField(
        label=_("Month"),
        required=False,
        input_formats=["%Y-%m"],
        validators=WITHIN_REACH,
        error_messages={"invalid": _("This month is not understood. Example: 2026-12.")},
    )
    date = forms.DateField(
        label=_("Day"),
        required=False,
        input_formats=["%Y-%m-%d"],
        validators=WITHIN_REACH,
        error_messages={"invalid": _("This day is not understood. Example: 2026-12-03.")},
        widget=forms.HiddenInput,
    )
    gratuit = forms.BooleanField(label=_("Free"), required=False)

    def __init__(self, data, facets: Facets, today: dt.date):
        self.facets = facets
        self.today = today
        super().__init__(data, auto_id="filtre_%s")

    def full_clean(self):
        """Offer what the agenda holds, then check."""
        facets = self.facets
        any_choice = [("", _("All"))]
        self.fields["genre"].choices = any_choice + genres(facets)
        self.fields["theme"].choices = any_choice + [
            (theme.slug, theme.title) for theme in facets.themes
        ]
        self.fields["commune"].choices = any_choice + [
            (commune.code, commune.name) for commune in facets.communes
        ]
        # Any month may be asked for; those with something to come are proposed.
        self.fields["mois"].choices = any_choice + [
            (f"{month:%Y-%m}", capfirst(month_in_words(month, self.today.year)))
            for month in facets.months
            if month >= self.today.replace(day=1)
        ]
        super().full_clean()

    @property
    def applied(self) -> dict:
        """Return the filters that are set and valid, by the name of their field."""
        return {
            name: value for name, value in self.cleaned_data.items() if value and name != "page"
        }

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """Return the first day asked for and the one after the last, ``None`` without any."""
        if day := self.cleaned_data.get("date"):
            return day, day + dt.timedelta(days=1)
        if month := self.cleaned_data.get("mois"):
            return month, month + relativedelta(months=1)
        return None

    @property
    def folded_error(self) -> str:
        """Return what is wrong with the day, which no visible field shows."""
        return next(iter(self.errors.get("date", [])), "")


def genres(facets: Facets) -> list[tuple[str, str]]:
    """Return the kinds of dates of the agenda with their names, courses first."""
    courses = [(COURSES, _("Training"))] if facets.has_courses else []
    return courses + [(kind, capfirst(EventKind(kind).label)) for kind in facets.kinds]


def filtered(rows, applied: dict):
    """Return the dates ``rows`` under the valid filters ``applied``, those of days apart."""
    if genre := applied.get("genre"):
        rows = rows.courses() if genre == COURSES else rows.of_kind(genre).filter(is_course=False)
    if "theme" in applied:
        rows = rows.about(applied["theme"])
    if "commune" in applied:
        rows = rows.in_commune(applied["commune"])
    if "gratuit" in applied:
        rows = rows.free()
    return rows
