"""Pages of the front door that are not pages of the tree."""

from django.template.response import TemplateResponse

from centre.search.query import search
from home.filters import SearchForm
from services.directory import directory_of


def search_page(home, request):
    """Show what is found for the words of the reader; needs and help numbers always."""
    form = SearchForm(request.GET)
    results = search(home.branch.pk, form.query, page=form.number)
    context = {
        "home": home,
        "form": form,
        "query": form.query,
        "results": results,
        "directory": directory_of(home.branch),
    }
    return TemplateResponse(request, "pages/search.html", context)
