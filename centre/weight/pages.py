"""A page as its reader asked for it."""

from urllib.parse import unquote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest

from centre.weight.choice import chosen, without_images
from centre.weight.words import carrying, in_words


def adapted(html: str, request: HttpRequest | None) -> str:
    """Return ``html`` with its pictures or without, as ``request`` asks."""
    if without_images(request):
        html = in_words(html, octets_at)
    if choice := chosen(request):
        html = carrying(html, choice)
    return html


def octets_at(address: str) -> int | None:
    """Return the size of the uploaded file at ``address``, ``None`` where it cannot be told."""
    name = unquote(address)
    if not name.startswith(settings.MEDIA_URL):
        return None
    try:
        return default_storage.size(name.removeprefix(settings.MEDIA_URL))
    except OSError:
        return None
