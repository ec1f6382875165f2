"""Pages of the front door that are not pages of the tree."""

from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control

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
    response = TemplateResponse(request, "pages/search.html", context)
    # Words that somebody looked for stay with her.
    patch_cache_control(response, private=True, no_cache=True)
    return response
