"""Say who came to an event, correct it, vouch for it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.models import AttendanceReport
from events.staff.attendance_form import AttendanceForm, initial_of
from events.staff.reports import (
    NewerVersion,
    ReportedDate,
    event_of,
    name_of,
    policy,
    reported_dates,
    validate,
    write_version,
)
from events.turnout import people_in_words


class DateForm(forms.Form):
    """Which date of the event; the one to report first when it is none of them."""

    date = forms.CharField(required=False, max_length=20)

    def chosen_among(self, dates: list[ReportedDate]) -> ReportedDate:
        """Return the one of ``dates`` that was asked for, else the latest without a report."""
        name = self.cleaned_data["date"] if self.is_valid() else ""
        asked = (one for one in dates if one.name == name)
        missing = (one for one in dates if one.report is None)
        return next(asked, None) or next(missing, None) or dates[0]


class AttendanceView(WagtailAdminTemplateMixin, FormView):
    """The form of one date, with what was said before. Not hers does not exist: 404."""

    template_name = "wagtailadmin/events/attendance.html"
    form_class = AttendanceForm
    header_icon = "group"
    page_title = gettext_lazy("Who came")

    def setup(self, request, event_id):
        super().setup(request, event_id=event_id)
        self.event, self.branch = event_of(request.user, event_id, "view")
        self.dates = reported_dates(self.event, timezone.now())
        query = request.POST if request.method == "POST" else request.GET
        self.shown = DateForm(query).chosen_among(self.dates) if self.dates else None

    def may(self, action: str) -> bool:
        """Return whether she may ``action`` on reports of this commune."""
        blank = AttendanceReport(branch=self.branch)
        return policy().user_has_permission_for_instance(self.request.user, action, blank)

    def get_page_subtitle(self):
        return self.event.get_admin_display_title()

    def get_breadcrumbs_items(self):
        items = [
            {"url": reverse("agenda:index"), "label": _("Agenda")},
            {"url": reverse("wagtailadmin_pages:edit", args=[self.event.pk]), "label": self.event},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *items]

    def get_initial(self):
        return initial_of(self.shown and self.shown.report)

    @cached_property
    def versions(self):
        """What was said of this date, the last version first, each with its words."""
        reports = AttendanceReport.objects.filter(
            event=self.event, recurrence_id=self.shown.key
        ).select_related("entered_by", "validated_by")
        return [(report, people_in_words(report)) for report in reports.order_by("-version")]

    def post(self, request, *args, **kwargs):
        if not self.may("add"):
            raise PermissionDenied
        if self.shown is None:
            raise Http404
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Write the version, unless somebody has written one meanwhile."""
        try:
            write_version(
                self.event,
                self.branch,
                self.shown.key,
                form.cleaned_data["figures"],
                form.words,
                self.request.user,
                corrects=form.cleaned_data["corrects"],
            )
        except NewerVersion:
            return self.form_outdated(form)
        messages.success(self.request, _("Thank you. It is noted."))
        address = reverse("events_attendance", args=[self.event.pk])
        return redirect(f"{address}?date={self.shown.name}")

    def form_outdated(self, form):
        """Keep what she typed beside what is new, and let her decide."""
        data = form.data.copy()
        data["corrects"] = initial_of(self.shown.report)["corrects"]
        again = AttendanceForm(data)
        again.add_error(
            None,
            _("Somebody has corrected it meanwhile: compare with the last version, then save."),
        )
        return self.form_invalid(again)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.update(
            event=self.event,
            dates=self.dates,
            shown=self.shown,
            versions=self.versions if self.shown else [],
            may_write=self.may("add"),
            may_validate=self.may("validate"),
        )
        return context


@require_POST
def validate_report(request, report_id):
    """Answer the button of the director: she vouches for the last version of a report."""
    branches = policy().branches_for(request.user, ["validate"])
    report = get_object_or_404(AttendanceReport, pk=report_id, branch__in=branches)
    validate(report, request.user, timezone.now())
    messages.success(request, _("Thank you. The figures are validated."))
    address = reverse("events_attendance", args=[report.event_id])
    return redirect(f"{address}?date={name_of(report.recurrence_id)}")
