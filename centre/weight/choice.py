"""Pictures or no pictures: what the address says, else what the browser asks for.

The choice is in the address and not in a cookie: it is in nobody's phone afterwards, and a page
can be kept whole for everybody who chose alike.
"""

from django import forms
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

WITH, WITHOUT = "oui", "non"
PARAMETER = "images"


class ImagesForm(forms.Form):
    """The choice in a query string."""

    images = forms.ChoiceField(choices=[(WITH, WITH), (WITHOUT, WITHOUT)], required=False)


def chosen(request: HttpRequest | None) -> str:
    """Return the choice that the address makes, "oui" or "non", and that links carry on.

    Nothing where it makes none, or says what the browser gets without it.
    """
    if request is None or PARAMETER not in request.GET:
        return ""
    form = ImagesForm(request.GET)
    choice = form.cleaned_data[PARAMETER] if form.is_valid() else ""
    return "" if choice == usual(request) else choice


def saves_data(request: HttpRequest | None) -> bool:
    """Return whether the browser asks for light pages (``Save-Data: on``)."""
    return request is not None and request.headers.get("Save-Data", "").lower() == "on"


def usual(request: HttpRequest | None) -> str:
    """Return the choice that counts where the address makes none."""
    return WITHOUT if saves_data(request) else WITH


def without_images(request: HttpRequest | None) -> bool:
    """Return whether ``request`` is answered with words in the place of pictures."""
    return (chosen(request) or usual(request)) == WITHOUT


def other_way(request: HttpRequest) -> str:
    """Return the address of the same page with pictures, or without where it has them."""
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    wanted = WITH if without_images(request) else WITHOUT
    if wanted != usual(request):
        query[PARAMETER] = wanted
    # Two slashes in front would lead to another host.
    path = escape_leading_slashes(escape_uri_path(request.path))
    return f"{path}?{query.urlencode()}" if query else path
