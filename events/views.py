"""Pages of the agenda that are not pages of the tree.

Every view gets the home page of the centre first (see ``centre.routing``).
"""

from django.http import Http404
from django.template.response import TemplateResponse

from centre.querysets import is_unrestricted
from centre.safety.sensitive import protect
from events.agenda import Agenda
from events.archive import archive_context
from events.models import EventIndexPage
from events.months import month_context
from services.filters import PageForm


def month_view(home, request, first):
    """Show a month as a table of weeks."""
    index, agenda = _index(home), Agenda(home, home.branch, request)
    context = month_context(agenda, first)
    return _page(request, index, agenda, "pages/event_month.html", context)


def archive_view(home, request, year):
    """Show what took place in a year; 404 for one in which nothing started."""
    index, agenda = _index(home), Agenda(home, home.branch, request)
    if year not in agenda.facets.years(agenda.today) and year != agenda.today.year:
        raise Http404
    context = archive_context(agenda, year, PageForm(request.GET).number)
    return _page(request, index, agenda, "pages/event_archive.html", context)


def _index(home) -> EventIndexPage:
    """Return the agenda of the centre; 404 unless everybody may see it."""
    index = EventIndexPage.objects.live().filter(is_unrestricted()).child_of(home).first()
    if index is None:
        raise Http404
    index.owner_branch = home.branch
    return index


def _page(request, index, agenda, template, context):
    context |= {
        "home": agenda.home,
        "page": index,
        "agenda_url": agenda.address(index.url_path),
        "directory": agenda.directory,
        "today": agenda.today,
    }
    response = TemplateResponse(request, template, context)
    return protect(response) if index.sensitive else response
