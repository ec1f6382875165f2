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
    """Return "oui", "non", or nothing where the address says neither."""
    if request is None or PARAMETER not in request.GET:
        return ""
    form = ImagesForm(request.GET)
    return form.cleaned_data[PARAMETER] if form.is_valid() else ""


def saves_data(request: HttpRequest | None) -> bool:
    """Return whether the browser asks for light pages (``Save-Data: on``)."""
    return request is not None and request.headers.get("Save-Data", "").lower() == "on"


def without_images(request: HttpRequest | None) -> bool:
    """Return whether ``request`` is answered with words in the place of pictures."""
    return (chosen(request) or (WITHOUT if saves_data(request) else WITH)) == WITHOUT


def other_way(request: HttpRequest) -> str:
    """Return the address of the same page with pictures, or without where it has them."""
    query = request.GET.copy()
    query[PARAMETER] = WITH if without_images(request) else WITHOUT
    # Two slashes in front would lead to another host.
    path = escape_leading_slashes(escape_uri_path(request.path))
    return f"{path}?{query.urlencode()}"
