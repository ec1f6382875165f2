"""The forms of the federation's pages, as query strings carry them."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from communes.nearness import Spot
from communes.where import Territory, WhereField
from events.filters import WITHIN_REACH
from events.wording import month_in_words
from services.filters import PageForm
from services.models import OrganisationKind

MONTHS_AHEAD = 12
MAX_TYPED = 60


class WhereForm(PageForm):
    """Where the reader is. A bad value is no place, and a message beside it."""

    ou = WhereField(label=_("Where are you?"), required=False)

    def __init__(self, data, territory: Territory, communes=None):
        self.territory = territory
        self.communes = territory.communes if communes is None else communes
        super().__init__(data, auto_id="filtre_%s")

    def full_clean(self):
        """Offer the territory, then check."""
        self.fields["ou"].know(self.territory, self.communes)
        super().full_clean()

    @property
    def spot(self) -> Spot | None:
        """Return where she is, ``None`` when she did not say."""
        key = self.cleaned_data.get("ou")
        return self.territory.spots[key][1] if key else None

    @property
    def applied(self) -> dict:
        """Return the filters that are set and valid, by the name of their field."""
        return {
            name: value for name, value in self.cleaned_data.items() if value and name != "page"
        }


class CommonAgendaForm(WhereForm):
    """Filters of the common agenda: where and in which month."""

    mois = forms.DateField(
        label=_("Month"),
        required=False,
        input_formats=["%Y-%m"],
        validators=WITHIN_REACH,
        error_messages={"invalid": _("This month is not understood. Example: 2026-12.")},
    )

    def __init__(self, data, territory: Territory, centres, today: dt.date):
        self.today = today
        super().__init__(data, territory, [centre.commune for centre in centres])

    def full_clean(self):
        """Offer the months to come, then check; any month may be asked for."""
        first = self.today.replace(day=1)
        months = [first + relativedelta(months=number) for number in range(MONTHS_AHEAD)]
        self.fields["ou"].label = _("Where")
        self.fields["mois"].choices = [
            ("", _("All")),
            *((f"{one:%Y-%m}", capfirst(month_in_words(one, self.today.year))) for one in months),
        ]
        super().full_clean()

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """Return the first day asked for and the one after the last, ``None`` without any."""
        month = self.cleaned_data.get("mois")
        return (month, month + relativedelta(months=1)) if month else None


class DirectoryForm(forms.Form):
    """The commune looked for."""

    q = forms.CharField(label=_("Look for a commune"), required=False)

    def __init__(self, data):
        super().__init__(data, auto_id="commune_%s")
        self.full_clean()

    @property
    def typed(self) -> str:
        """Return what was typed, at most so much as a name can be long."""
        return self.cleaned_data.get("q", "").replace("\0", "")[:MAX_TYPED]


class ActorsForm(WhereForm):
    """Filters of the directory of organisations. A bad value is no filter, and a message."""

    genre = forms.ChoiceField(label=_("Kind"), required=False)
    pays = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, data, territory: Territory, centres, countries: list[str]):
        self.countries = countries
        super().__init__(data, territory, [centre.commune for centre in centres])

    def full_clean(self):
        """Offer what some organisation is, then check."""
        self.fields["ou"].label = _("Where")
        self.fields["genre"].choices = [("", _("All")), *OrganisationKind.choices]
        self.fields["pays"].choices = [("", _("All")), *((one, one) for one in self.countries)]
        super().full_clean()
