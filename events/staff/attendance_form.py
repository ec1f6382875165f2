"""The form of who came: totals, then a table by sex and age for who has noted them."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from events.figures import FigureCode, Figures, completed, figure_errors
from events.models import AgeBand, AttendanceReport, CountMethod, Sex

MOST = 100_000
WORDS = ("method", "is_estimated", "note")
FIGURES = ("total", "women", "men", "with_disability")
SENTENCES = {
    FigureCode.NOTHING: _("Say at least how many people came, even about."),
    FigureCode.MORE_WOMEN: _("The table holds more women than are said here."),
    FigureCode.MORE_MEN: _("The table holds more men than are said here."),
    FigureCode.PARTS: _("Women and men together are more than the people in all."),
    FigureCode.CELLS: _("The table holds more people than are said here."),
    FigureCode.DISABILITY: _("It cannot be more than the people in all."),
}


class CountField(forms.IntegerField):
    """A number of people, on the digits of a phone. Empty is not known."""

    def __init__(self, **kwargs):
        sentence = _("Write a number of people, in digits. Example: 42.")
        super().__init__(
            required=False,
            min_value=0,
            max_value=MOST,
            error_messages={
                "invalid": sentence,
                "min_value": sentence,
                "max_value": _("This is more people than can come: check the number."),
            },
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            **kwargs,
        )


@dataclass(frozen=True)
class AgeRow:
    """A line of the table: an age band and its fields, one for each sex."""

    label: str
    fields: list


class AttendanceForm(forms.Form):
    """What was counted. ``corrects`` is the version that was read, 0 when there was none."""

    total = CountField(label=_("People in all"), help_text=_("Example: 60."))
    women = CountField(label=_("Of whom women"), help_text=_("Example: 45. Empty: not noted."))
    men = CountField(label=_("Of whom men"), help_text=_("Example: 15. Empty: not noted."))
    is_estimated = forms.BooleanField(
        label=_("About: not counted one by one"),
        required=False,
        help_text=_("Example: about sixty, seen from the stage."),
    )
    with_disability = CountField(
        label=_("Persons with a disability"), help_text=_("Example: 3. Empty: not noted.")
    )
    method = forms.ChoiceField(
        label=_("How it was counted"),
        choices=CountMethod,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it was counted.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("No names. Example: it rained, many left early."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    corrects = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for band in AgeBand:
            for sex in Sex:
                label = f"{band.label} : {sex.label}"
                self.fields[cell_name(sex, band)] = CountField(label=label)

    @property
    def age_rows(self) -> list[AgeRow]:
        """The lines of the table."""
        return [AgeRow(band.label, [self[cell_name(sex, band)] for sex in Sex]) for band in AgeBand]

    @property
    def sexes(self) -> list:
        """The headings of the columns of the table."""
        return [sex.label for sex in Sex]

    @property
    def has_cells(self) -> bool:
        """Whether the table is to be open: something is in it, or wrong in it."""
        return any(field.value() or field.errors for row in self.age_rows for field in row.fields)

    def clean(self):
        """Refuse figures that do not add up, next to the field, and complete the total."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        figures = Figures(
            **{name: cleaned[name] for name in FIGURES},
            cells={
                (sex.value, band.value): count
                for sex in Sex
                for band in AgeBand
                if (count := cleaned[cell_name(sex, band)]) is not None
            },
        )
        for name, code in figure_errors(figures):
            self.add_error(name, SENTENCES[code])
        cleaned["figures"] = completed(figures)
        return cleaned

    @property
    def words(self) -> dict:
        """What was said besides the figures."""
        return {name: self.cleaned_data[name] for name in WORDS}


def cell_name(sex, band) -> str:
    """Return the name of the field of a cell."""
    return f"cell-{sex.value or 'x'}-{band.value or 'x'}"


def initial_of(report: AttendanceReport | None) -> dict:
    """Return what the form shows before she writes: the version that counts."""
    if report is None:
        return {"corrects": 0, "method": CountMethod.PAPER}
    cells = {
        cell_name(Sex(cell.sex), AgeBand(cell.age_band)): cell.count for cell in report.counts.all()
    }
    named = {name: getattr(report, name) for name in (*FIGURES, *WORDS)}
    return {"corrects": report.version} | named | cells
