"""Reports of who came: for which dates, in which version, and who may write them."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from centre.verification import LOG_ACTION
from events.figures import Figures
from events.models import AttendanceCount, AttendanceReport, EventPage, Occurrence
from events.recurrence import Status
from events.turnout import people_in_words
from events.wording import when_in_words

WHOLE, NAME_OF_WHOLE = "", "tout"
# What did not take place has no report.
OFF = (Status.CANCELLED.value, Status.POSTPONED.value)


@dataclass(frozen=True)
class ReportedDate:
    """A date of an event, or the event as a whole, with what counts of its report."""

    key: str
    label: str
    report: AttendanceReport | None = None

    @property
    def name(self) -> str:
        """What stands for it in an address."""
        return name_of(self.key)

    @property
    def people(self) -> str:
        """How many came, in words; nothing when nobody has said."""
        return capfirst(people_in_words(self.report)) if self.report else ""


def name_of(key: str) -> str:
    """Return what stands for the date ``key`` in an address, where the empty is nothing."""
    return key or NAME_OF_WHOLE


class NewerVersion(Exception):
    """Somebody wrote a version since the one that was corrected."""


def policy():
    """Return who may do what with reports."""
    return policy_registry.get_by_type(AttendanceReport)


def event_of(user, event_id: int, action: str) -> tuple[EventPage, object]:
    """Return an event and its branch, or raise ``Http404`` where ``user`` may not ``action``."""
    branches = policy().branches_for(user, [action]).select_related("root_page", "commune")
    event = get_object_or_404(EventPage, pk=event_id)
    branch = get_object_or_404(branches.for_path(event.path))
    return event, branch


def last_versions(event) -> dict[str, AttendanceReport]:
    """Return the report that counts for each date of ``event``."""
    reports = AttendanceReport.objects.filter(event=event.pk).order_by("version")
    return {report.recurrence_id: report for report in reports}


def reported_dates(event, now: dt.datetime) -> list[ReportedDate]:
    """Return what a report of ``event`` may be about, the latest date first.

    What has begun at ``now`` and was not called off; or the event as a whole, which is the
    only choice when it was reported so, and none when one of its dates was.
    """
    last = last_versions(event)
    if WHOLE in last:
        return [_whole(last[WHOLE])]
    every = list(Occurrence.objects.filter(event=event.pk).order_by("-starts", "-pk"))
    begun = [one for one in every if one.starts and one.starts <= now and one.status not in OFF]
    dates = [
        ReportedDate(
            one.recurrence_id, capfirst(when_in_words(one)), last.pop(one.recurrence_id, None)
        )
        for one in begun
    ]
    # A date that the event has no more keeps its report.
    gone = [
        ReportedDate(key, _("a date that the event has no more"), report)
        for key, report in last.items()
    ]
    if gone or any(one.report for one in dates):
        return [*dates, *gone]
    is_undated = every and not any(one.starts for one in every)
    return [*dates, _whole()] if is_undated or (dates and len(every) > 1) else dates


def _whole(report: AttendanceReport | None = None) -> ReportedDate:
    return ReportedDate(WHOLE, _("The whole event"), report)


def report_lines(event) -> list[str]:
    """Return what the reports of ``event`` say, one line a date, the latest first."""
    last = last_versions(event)
    dates = Occurrence.objects.filter(event=event.pk, recurrence_id__in=last).order_by("-starts")
    words = {one.recurrence_id: capfirst(when_in_words(one)) for one in dates}
    words |= {key: _("The whole event") for key in last if key not in words}
    return [
        _("%(date)s: %(people)s") % {"date": label, "people": people_in_words(last[key]) or "–"}
        for key, label in words.items()
    ]


def figures_of(report: AttendanceReport) -> Figures:
    """Return what ``report`` counted."""
    return Figures(
        total=report.total,
        women=report.women,
        men=report.men,
        with_disability=report.with_disability,
        cells={(cell.sex, cell.age_band): cell.count for cell in report.counts.all()},
    )


@transaction.atomic
def write_version(event, branch, key, figures, words, user, corrects: int) -> AttendanceReport:
    """Write a version of the report of the date ``key`` of ``event`` and return it.

    ``words`` are the fields that are no figures. Raises ``NewerVersion`` unless the last
    version is ``corrects``, 0 for none: what somebody else wrote meanwhile is not covered up.
    """
    # Two who write at once wait for each other.
    EventPage.objects.select_for_update().get(pk=event.pk)
    last = AttendanceReport.objects.filter(event=event, recurrence_id=key).first()
    if (last.version if last else 0) != corrects:
        raise NewerVersion
    report = AttendanceReport.objects.create(
        branch=branch,
        event=event,
        recurrence_id=key,
        version=corrects + 1,
        total=figures.total,
        women=figures.women,
        men=figures.men,
        with_disability=figures.with_disability,
        entered_by=user,
        **words,
    )
    AttendanceCount.objects.bulk_create(
        AttendanceCount(report=report, sex=sex, age_band=band, count=count)
        for (sex, band), count in figures.cells.items()
    )
    log(instance=report, action="wagtail.create", user=user)
    return report


def validate(report: AttendanceReport, user, now: dt.datetime) -> None:
    """Note that ``user`` vouches for ``report``, once; a correction asks for it again."""
    still = AttendanceReport.objects.filter(pk=report.pk, validated_at__isnull=True)
    if still.update(validated_by=user, validated_at=now):
        log(instance=report, action=LOG_ACTION, user=user)


def reportless(dates: QuerySet) -> QuerySet:
    """Return those of the queryset ``dates`` that took place and of which nobody said who came."""
    reports = AttendanceReport.objects.filter(event=OuterRef("event_id")).filter(
        Q(recurrence_id=OuterRef("recurrence_id")) | Q(recurrence_id=WHOLE)
    )
    return dates.exclude(status__in=OFF).exclude(Exists(reports))
