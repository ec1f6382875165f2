"""Pages of the portal that are not pages of the tree. Each gets the portal's page first."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from communes.actors import actors_context, actors_table, as_csv
from communes.agenda import agenda_context
from communes.needs import need_context, needs_context


def help_lines(home, request):
    """Show every national number, and who picks up."""
    return _page(home, request, "help_lines", {"help_lines": home.directory.help_lines})


def services(home, request):
    """Let the reader choose what she needs."""
    return _page(home, request, "federation_services", needs_context(home, request))


def need_detail(home, request, slug):
    """Show who answers one need in all communes, the nearest first."""
    need = next((one for one in home.directory.needs if one.slug == slug), None)
    if need is None:
        raise Http404
    return _page(home, request, "federation_need", need_context(home, request, need))


def agenda(home, request):
    """Show the next dates of all communes."""
    return _page(home, request, "federation_agenda", agenda_context(home, request))


def actors(home, request):
    """Show who acts: how many organisations, of which kind, where."""
    return _page(home, request, "federation_actors", actors_context(home, request))


def actors_csv(home, request):
    """Give the same as a table for a spreadsheet."""
    response = HttpResponse(
        as_csv(actors_table(home, request)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="acteurs.csv"'
    return response


def _page(home, request, name, context):
    context |= {"home": home, "directory": home.directory}
    return TemplateResponse(request, f"pages/{name}.html", context)
