"""Who was at a session: one session at a time, because a phone shows no table."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.models import Enrolment, Occurrence, Presence, SessionAttendance, TrainingCoursePage
from events.models.enrolment import HOLDING
from events.register.keeping import OFF
from events.register.viewsets import policy
from events.wording import when_in_words

NOT_NOTED = ("", gettext_lazy("not noted"))


@dataclass(frozen=True)
class Line:
    """One enrolment on the form: who, how often so far, and its two fields."""

    enrolment: Enrolment
    presence: forms.BoundField
    reason: forms.BoundField


class SessionForm(forms.Form):
    """Which session; the last one that began when it is none of the course’s."""

    seance = forms.CharField(required=False, max_length=20, empty_value=None)

    def chosen_among(self, sessions: list[Occurrence], now) -> Occurrence:
        """Return the one of ``sessions`` that was asked for, else the last that began."""
        key = self.cleaned_data.get("seance") if self.is_valid() else None
        asked = (one for one in sessions if one.recurrence_id == key)
        begun = [one for one in sessions if one.starts and one.starts <= now]
        return next(asked, None) or (begun[-1] if begun else sessions[0])


class PresenceForm(forms.Form):
    """Presence and reason of each of ``enrolments`` at one session."""

    def __init__(self, *args, enrolments, noted, **kwargs):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.enrolments = enrolments
        for enrolment in enrolments:
            row = noted.get(enrolment.pk)
            self.fields[f"presence-{enrolment.pk}"] = forms.ChoiceField(
                label=enrolment.name,
                choices=[*Presence.choices, NOT_NOTED],
                required=False,
                widget=forms.RadioSelect,
                initial=row.presence if row else "",
            )
            self.fields[f"reason-{enrolment.pk}"] = forms.CharField(
                label=_("Reason"),
                required=False,
                max_length=120,
                initial=row.reason if row else "",
            )

    def lines(self) -> list[Line]:
        """Return the lines of the page, in the order of the names."""
        return [
            Line(one, self[f"presence-{one.pk}"], self[f"reason-{one.pk}"])
            for one in self.enrolments
        ]

    def rows(self, recurrence_id: str) -> list[SessionAttendance]:
        """Return what was noted, unsaved."""
        return [
            SessionAttendance(
                enrolment=one,
                recurrence_id=recurrence_id,
                presence=self.cleaned_data[f"presence-{one.pk}"],
                reason=self.cleaned_data[f"reason-{one.pk}"],
            )
            for one in self.enrolments
            if self.cleaned_data[f"presence-{one.pk}"]
        ]


class PresenceView(WagtailAdminTemplateMixin, FormView):
    """The form of one session of a course. Not hers does not exist: 404."""

    template_name = "wagtailadmin/events/presence.html"
    form_class = PresenceForm
    header_icon = "group"
    page_title = gettext_lazy("Presence")

    def setup(self, request, course_id):
        super().setup(request, course_id=course_id)
        branches = policy().branches_for(request.user, ["change"])
        self.course = get_object_or_404(TrainingCoursePage, pk=course_id)
        self.branch = get_object_or_404(branches.for_path(self.course.path))
        dates = Occurrence.objects.filter(event=course_id).exclude(status__in=OFF)
        self.sessions = list(dates.order_by("number"))
        query = request.POST if request.method == "POST" else request.GET
        form = SessionForm(query)
        self.shown = form.chosen_among(self.sessions, timezone.now()) if self.sessions else None

    def get_page_subtitle(self):
        return self.course.title

    def get_breadcrumbs_items(self):
        address = f"{reverse('enrolment:index')}?course={self.course.pk}"
        items = [
            {"url": address, "label": _("Registrations")},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *items]

    def get_form_kwargs(self):
        present = Count("attendances", filter=Q(attendances__presence=Presence.PRESENT))
        enrolments = Enrolment.objects.filter(
            course=self.course, branch=self.branch, status__in=HOLDING
        )
        noted = SessionAttendance.objects.filter(
            enrolment__course=self.course, recurrence_id=self._key
        )
        return super().get_form_kwargs() | {
            "enrolments": list(enrolments.annotate(present=present).order_by("name", "pk")),
            "noted": {row.enrolment_id: row for row in noted},
        }

    @property
    def _key(self) -> str:
        return self.shown.recurrence_id if self.shown else ""

    def post(self, request, *args, **kwargs):
        if self.shown is None:
            raise Http404
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Write the session anew: what is not noted has no row."""
        with transaction.atomic():
            SessionAttendance.objects.filter(
                enrolment__in=form.enrolments, recurrence_id=self._key
            ).delete()
            SessionAttendance.objects.bulk_create(form.rows(self._key))
        messages.success(self.request, _("Thank you. It is noted."))
        address = reverse("events_presence", args=[self.course.pk])
        return redirect(f"{address}?seance={self._key}")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        words = [(one, capfirst(when_in_words(one))) for one in self.sessions]
        return context | {
            "course": self.course,
            "sessions": words,
            "shown": self.shown,
            "label": next((label for one, label in words if one is self.shown), ""),
            "lines": context["form"].lines(),
        }
