"""Hold an event again: a draft with its texts, on other dates, and nothing of what happened."""

import datetime as dt
import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.coreutils import find_available_slug

from events.forms import DayInput
from events.models import EventDate, EventPage, ProgrammeItem
from events.recurrence import dates_of
from events.wording import entry_in_words

WEEK = dt.timedelta(weeks=1)
# What belongs to the dates that were. The rest of what happened is left out of every copy.
LEFT = ["date_changes", "recordings"]
MOVED_WITH_IT = ("registration_opens", "registration_closes")


def next_same_weekday(on: dt.date, after: dt.date) -> dt.date:
    """Return the day of the week that follows that of ``after``, with the weekday of ``on``."""
    monday = after - dt.timedelta(days=after.weekday())
    return monday + WEEK + dt.timedelta(days=on.weekday())


def may_repeat(user, page) -> bool:
    """Return whether ``user`` may write a copy of ``page`` beside it."""
    may = page.permissions_for_user(user)
    return may.can_edit() and page.get_parent().permissions_for_user(user).can_add_subpage()


class AgainForm(forms.Form):
    """One day for each line of dates that has one; ``lines`` are those of the event."""

    def __init__(self, *args, lines, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = [line for line in lines if line.start_date]
        first = self.lines[0].start_date if self.lines else None
        # Also after what is still to come.
        after = max([today, *(on for line in self.lines for on in dates_of(line.as_entry()))])
        for line in self.lines:
            moved = next_same_weekday(first, after) + (line.start_date - first)
            self.fields[line.uid.hex] = forms.DateField(
                label=capfirst(
                    _("instead of: %(date)s") % {"date": entry_in_words(line.as_entry())}
                ),
                initial=moved,
                widget=DayInput,
                help_text=_("The first day. Example: 15/01/2027."),
            )

    def clean(self):
        """Refuse a year that cannot be right."""
        cleaned = super().clean()
        for name, day in list(cleaned.items()):
            if not 2000 <= day.year <= 2100:
                self.add_error(name, _("This year cannot be right: check the date."))
        return cleaned

    @property
    def days(self) -> dict[uuid.UUID, dt.date]:
        """The new first day of each line, by its ``uid``."""
        return {line.uid: self.cleaned_data[line.uid.hex] for line in self.lines}


def hold_again(event: EventPage, days: dict[uuid.UUID, dt.date], user) -> EventPage:
    """Write a draft like ``event`` whose lines of dates start on ``days``, and return it.

    ``days`` are by ``uid`` of the line. What is tied to the dates, such as the programme and the
    registration, moves as far as the first line does.
    """
    starts = {line.uid: line.start_date for line in event.dates.all()}
    gap = next((days[uid] - start for uid, start in starts.items() if uid in days), dt.timedelta())

    def follow(source, copied, relation, child):
        if isinstance(child, EventDate):
            _move(child, days)
        elif isinstance(child, ProgrammeItem) and child.day:
            child.day += gap

    changes = {"slug": find_available_slug(event.get_parent(), event.slug)}
    for name in MOVED_WITH_IT:
        if getattr(event, name, None):
            changes[name] = getattr(event, name) + gap
    return event.copy(
        update_attrs=changes,
        exclude_fields=LEFT,
        copy_revisions=False,
        keep_live=False,
        process_child_object=follow,
        user=user,
    )


def _move(line: EventDate, days: dict[uuid.UUID, dt.date]) -> None:
    """Move a copied line to its new first day: how long and until when it lasts move with it."""
    new = days.get(line.uid)
    line.uid = uuid.uuid4()
    if new is None:
        return
    gap = new - line.start_date
    for name in ("start_date", "end_date", "until"):
        if getattr(line, name):
            setattr(line, name, getattr(line, name) + gap)


class AgainView(WagtailAdminTemplateMixin, FormView):
    """Ask for the new dates, already filled in, then open the draft."""

    template_name = "wagtailadmin/events/again.html"
    form_class = AgainForm
    header_icon = "copy"
    page_title = gettext_lazy("Hold it again on other dates")

    def setup(self, request, event_id):
        super().setup(request, event_id=event_id)
        self.event = get_object_or_404(EventPage, pk=event_id).specific
        if not may_repeat(request.user, self.event):
            raise PermissionDenied

    def get_page_subtitle(self):
        return self.event.get_admin_display_title()

    def get_breadcrumbs_items(self):
        items = [
            {"url": reverse("agenda:index"), "label": _("Agenda")},
            {"url": reverse("wagtailadmin_pages:edit", args=[self.event.pk]), "label": self.event},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *items]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return kwargs | {"lines": self.event.dates.all(), "today": timezone.localdate()}

    def form_valid(self, form):
        copied = hold_again(self.event, form.days, self.request.user)
        messages.success(
            self.request,
            _("Here is the draft of “%(title)s”. Read it again, then publish.")
            % {"title": copied.get_admin_display_title()},
        )
        return redirect("wagtailadmin_pages:edit", copied.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(event=self.event, **kwargs)
