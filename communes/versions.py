"""How every commune stands: its version of the template, and what waits there.

Counts only, never what they are about: the federation sees the whole and reads no register.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from wagtail.models import Page, Site

from centre import __version__
from centre.models import Branch, BranchGroup
from events.models import Occurrence
from events.staff.reports import reportless
from events.todo import REMEMBERED
from services.models import HelpLine, ServicePage, ServiceStatus


@dataclass(frozen=True)
class CommuneState:
    """One commune. ``last_login``: when anybody of its team entered last."""

    branch: Branch
    commune: str
    address: str
    version: str
    last_login: dt.datetime | None
    overdue: int
    reportless: int
    drafts: int

    @property
    def is_behind(self) -> bool:
        """Whether somebody has still to read what its upgrade asks for."""
        return self.version != __version__


def overview(today: dt.date) -> list[CommuneState]:
    """Return the state of every commune on ``today``, by name, in a constant number of queries."""
    branches = list(Branch.objects.select_related("commune", "root_page").order_by("commune__name"))
    paths = {branch.root_page.path: branch.pk for branch in branches}
    sites = {site.root_page_id: site.root_url for site in Site.objects.order_by("-pk")}
    logins = _logins()
    overdue = _by_branch(_overdue_services(today), paths) + _overdue_numbers(today)
    without = _reportless(today)
    drafts = _by_branch(Page.objects.filter(has_unpublished_changes=True), paths)
    return [
        CommuneState(
            branch=branch,
            commune=branch.commune.name,
            address=sites.get(branch.root_page_id) or branch.root_page.full_url or "",
            version=branch.template_version,
            last_login=logins.get(branch.pk),
            overdue=overdue[branch.pk],
            reportless=without[branch.pk],
            drafts=drafts[branch.pk],
        )
        for branch in branches
    ]


def mark_upgraded(branches: QuerySet) -> int:
    """Note that what the running version asks for was done in ``branches``; return in how many."""
    return branches.exclude(template_version=__version__).update(template_version=__version__)


def _logins() -> dict[int, dt.datetime]:
    given = BranchGroup.objects.filter(group__user__is_superuser=False)
    return dict(given.values_list("branch").annotate(Max("group__user__last_login")))


def _overdue_services(today: dt.date) -> QuerySet:
    services = ServicePage.objects.live().exclude(status=ServiceStatus.DEFUNCT)
    return services.overdue(today)


def _overdue_numbers(today: dt.date) -> Counter:
    lines = HelpLine.objects.published().overdue(today).filter(branch__isnull=False)
    return Counter(dict(lines.order_by().values_list("branch").annotate(Count("pk"))))


def _reportless(today: dt.date) -> Counter:
    midnight = timezone.make_aware(dt.datetime.combine(today, dt.time.min))
    over = Occurrence.objects.filter(ends__lte=midnight, ends__gt=midnight - REMEMBERED)
    return Counter(dict(reportless(over).order_by().values_list("branch").annotate(Count("pk"))))


def _by_branch(pages: QuerySet, roots: dict[str, int]) -> Counter:
    """Return how many of ``pages`` stand in each branch; ``roots``: branches by tree path."""
    lengths = sorted({len(root) for root in roots})
    found = Counter()
    for path in pages.order_by().values_list("path", flat=True):
        found.update(roots[path[:end]] for end in lengths if path[:end] in roots)
    return found
