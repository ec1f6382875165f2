"""The guided form of a new commune."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from centre.models import Commune, Language, Role
from centre.tenancy.invitations import Guest
from communes.plan import CommunePlan
from home.models import CentreHomePage

NAME_LENGTH = get_user_model()._meta.get_field("first_name").max_length
CENTRE, PROJECT = "centre", "project"


def _colour(name: str) -> forms.Field:
    return CentreHomePage._meta.get_field(name).formfield()


class NewCommuneForm(forms.Form):
    """What is asked of a commune; ``plan`` is what was answered."""

    commune = forms.ModelChoiceField(
        label=_("Commune"),
        queryset=Commune.objects.filter(branch=None).order_by("name"),
        empty_label=_("Choose"),
        help_text=_("Communes that have their site already are not in the list."),
    )
    kind = forms.ChoiceField(
        label=_("What does it have today?"),
        choices=[
            (CENTRE, _("A centre, with a building where one can come")),
            (PROJECT, _("A project, no building yet")),
        ],
        widget=forms.RadioSelect,
        help_text=_("A project is shown without hours and without a way to come. Change it later."),
    )
    town = forms.CharField(
        label=_("Town"),
        required=False,
        help_text=_("As the women who live there call it. Example: Kara."),
    )
    title = forms.CharField(
        label=_("Name of the centre or of the project"),
        required=False,
        help_text=_(
            "Leave it empty for the usual name. Example: Centre de promotion féminine de Kozah 1."
        ),
    )
    languages = forms.ModelMultipleChoiceField(
        label=_("Languages spoken"),
        queryset=Language.objects.all(),
        to_field_name="code",
        initial=["fr"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    primary_colour = _colour("primary_colour")
    accent_colour = _colour("accent_colour")
    hostname = forms.CharField(
        label=_("Host name of its own"),
        required=False,
        help_text=_(
            "Only if the commune has one. Example: kozah-1.exemple.tg. Otherwise leave it empty: "
            "the commune is under the address of the federation."
        ),
    )
    first_name = forms.CharField(
        label=_("First name of the director"), required=False, max_length=NAME_LENGTH
    )
    last_name = forms.CharField(
        label=_("Name of the director"), required=False, max_length=NAME_LENGTH
    )
    email = forms.CharField(
        label=_("E-mail of the director"),
        required=False,
        help_text=_(
            "She gets a link and chooses her password; then she invites her team herself. Leave "
            "the three fields empty to invite her later."
        ),
    )

    error_places = {"team": "email", "parent": None}

    def __init__(self, *args, parent, **kwargs):
        super().__init__(*args, **kwargs)
        self.parent = parent
        self.use_required_attribute = False

    def clean(self):
        """Say what is wrong, each where it was typed."""
        super().clean()
        if not self.errors:
            self.blame(self.plan.problems(self.parent))

    def blame(self, problems: dict[str, str]) -> None:
        """Show ``problems`` of the plan next to the fields they come from."""
        for name, sentence in problems.items():
            self.add_error(self.error_places.get(name, name), sentence)

    @property
    def plan(self) -> CommunePlan:
        """What was asked for."""
        said = self.cleaned_data
        names = ("town", "title", "primary_colour", "accent_colour", "hostname")
        return CommunePlan(
            commune=said["commune"],
            has_building=said["kind"] == CENTRE,
            languages=tuple(language.code for language in said["languages"]),
            team=self._team(),
            **{name: said[name] for name in names},
        )

    def _team(self) -> tuple[Guest, ...]:
        typed = {name: self.cleaned_data[name] for name in ("first_name", "last_name", "email")}
        return (Guest(Role.DIRECTOR, **typed),) if any(typed.values()) else ()
