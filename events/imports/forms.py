"""The forms of an import."""

from pathlib import PurePath
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centre.formats import size_in_words
from centre.models import Branch, ClosedType
from events.imports.read_csv import read_csv
from events.imports.read_ics import read_ics
from events.imports.sentences import file_sentence
from events.imports.source import FileError, Reading
from events.models import AwarenessEventPage, EventIndexPage, EventKind

MAX_SIZE = 2_000_000
CALENDAR, TABLE = ".ics", ".csv"


def agendas_for(user) -> list[EventIndexPage]:
    """Return the agendas to which ``user`` may add events, each with its branch."""
    closed = ClosedType.objects.filter(
        content_type=ContentType.objects.get_for_model(AwarenessEventPage)
    )
    branches = Branch.objects.for_user(user).exclude(pk__in=closed.values("branch"))
    branches = branches.select_related("commune", "root_page")
    paths = {branch.root_page.path: branch for branch in branches}
    found = []
    for agenda in EventIndexPage.objects.order_by("path"):
        branch = paths.get(agenda.path[: -agenda.steplen])
        if branch and agenda.permissions_for_user(user).can_add_subpage():
            agenda.owner_branch = branch
            found.append(agenda)
    return found


def read_file(name: str, content: bytes) -> Reading:
    """Return the events of a file called ``name``. Raises ``FileError``."""
    home = ZoneInfo(timezone.get_default_timezone_name())
    if PurePath(name).suffix.lower() == TABLE:
        return read_csv(content, home)
    return read_ics(content, home, timezone.localdate())


class ImportForm(forms.Form):
    """The file, where it goes, and what becomes of it. ``agendas`` are hers, at least one."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A calendar (.ics) exported from Google, Nextcloud or Outlook, or a table (.csv) made "
            "from the template."
        ),
        widget=forms.FileInput(attrs={"accept": f"{CALENDAR},{TABLE}"}),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty."),
        },
    )
    agenda = forms.ChoiceField(label=_("Commune"))
    kind = forms.ChoiceField(
        label=_("Kind of the new events"),
        choices=EventKind,
        initial=EventKind.AWARENESS,
        help_text=_("Most of them. You change the others one by one."),
    )
    publish = forms.TypedChoiceField(
        label=_("Then"),
        choices=[("", _("drafts: read them again before they are seen")), ("1", _("published"))],
        coerce=bool,
        required=False,
        initial="",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, agendas, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.agendas = {str(agenda.pk): agenda for agenda in agendas}
        if len(agendas) == 1:
            del self.fields["agenda"]
        else:
            choices = [(key, str(agenda.owner_branch)) for key, agenda in self.agendas.items()]
            self.fields["agenda"].choices = choices
        if not any(agenda.permissions_for_user(user).can_publish_subpage() for agenda in agendas):
            del self.fields["publish"]

    def clean_file(self):
        """Refuse a file that is too heavy, or of another sort, before reading it."""
        file = self.cleaned_data["file"]
        if file.size > MAX_SIZE:
            raise forms.ValidationError(
                _("The file is too heavy (%(size)s): at most %(most)s. Export a shorter period."),
                params={"size": size_in_words(file.size), "most": size_in_words(MAX_SIZE)},
            )
        if PurePath(file.name).suffix.lower() not in (CALENDAR, TABLE):
            raise forms.ValidationError(_("Choose a file whose name ends in .ics or .csv."))
        return file

    def clean(self):
        """Read the file; what is wrong with it is said next to it."""
        cleaned = super().clean()
        if file := cleaned.get("file"):
            self.content = file.read()
            try:
                self.reading = read_file(file.name, self.content)
            except FileError as error:
                self.add_error("file", file_sentence(error))
        return cleaned

    @property
    def chosen(self) -> EventIndexPage:
        """The agenda to which the events go."""
        return self.agendas[self.cleaned_data.get("agenda") or next(iter(self.agendas))]


class ApplyForm(forms.Form):
    """The button below a preview: which one it was, and whether to leave out what is refused."""

    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
    partly = forms.BooleanField(label=_("Import the rest all the same"), required=False)
