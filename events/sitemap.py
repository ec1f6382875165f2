"""The public addresses of the agenda that are not pages of the tree."""

from collections.abc import Iterator

from django.utils import timezone

from centre.models import Branch
from centre.querysets import is_unrestricted
from centre.routing import reverse_branch_route
from events.facets import facets_of
from events.models import EventIndexPage


def agenda_addresses(branch: Branch) -> Iterator[str]:
    """Yield the addresses, relative to the branch's root, of the years of the agenda."""
    agendas = EventIndexPage.objects.live().filter(is_unrestricted()).child_of(branch.root_page)
    if agendas.exists():
        for year in facets_of(branch).years(timezone.localdate()):
            yield reverse_branch_route("event_archive", year=year)
