"""How many came, in words. Counts only, and only of events that are not sensitive."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import AttendanceReport


def last_reports(event_ids: Iterable[int]) -> dict[int, AttendanceReport]:
    """Return the report of each event that counts: one query, whatever their number."""
    reports = AttendanceReport.objects.filter(event__in=event_ids).order_by("created_at", "pk")
    by_event: dict[int, list[AttendanceReport]] = {}
    for report in reports:
        by_event.setdefault(report.event_id, []).append(report)
    return {event: chosen for event, found in by_event.items() if (chosen := counting(found))}


def counting(reports: Iterable[AttendanceReport]) -> AttendanceReport | None:
    """Return the report that speaks for the whole event, of all the versions of all its dates.

    That of the event as a whole, or of its only date; several dates are not added up: the same
    women come to each.
    """
    last = {}
    for report in sorted(reports, key=lambda one: one.version):
        last[report.recurrence_id] = report
    if whole := last.get(""):
        return whole
    return next(iter(last.values())) if len(last) == 1 else None


def people_in_words(report: AttendanceReport) -> str:
    """Return how many came: "environ 20 femmes", "45 personnes, dont 30 femmes"; or nothing."""
    words = _count(report.total, report.women, report.men)
    return _("about %(people)s") % {"people": words} if words and report.is_estimated else words


def _count(total: int | None, women: int | None, men: int | None) -> str:
    if total is None and None not in (women, men):
        total = women + men
    if total is None:
        return _women(women) if women is not None else _men(men)
    people = ngettext("%(count)s person", "%(count)s people", total) % {"count": total}
    if women is None:
        return people
    if women == total:
        return _women(women)
    return _("%(people)s, of whom %(women)s") % {"people": people, "women": _women(women)}


def _women(count: int) -> str:
    return ngettext("%(count)s woman", "%(count)s women", count) % {"count": count}


def _men(count: int | None) -> str:
    if count is None:
        return ""
    return ngettext("%(count)s man", "%(count)s men", count) % {"count": count}
