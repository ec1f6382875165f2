"""Addresses of the copy for a phone. Every view gets the home page of the centre first."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from home.offline.pack import facts_of, pack_of, script


def offline_page(home, request):
    """Say what the copy is and what it costs; with its script, keep it, renew it and erase it."""
    context = {"home": home, "facts": facts_of(home, timezone.now())}
    return TemplateResponse(request, "pages/offline.html", context)


def pack(home, request):
    """Give the copy, whole. Who has it already is told so by its tag."""
    packed = pack_of(home, timezone.now())
    return _revalidated(HttpResponse(packed.content, content_type="application/json"))


def worker(home, request):
    """Give the script that answers when there is no network.

    It acts on the addresses below its own: those of this centre.
    """
    return _revalidated(HttpResponse(script("js/sw.js"), content_type="text/javascript"))


def _revalidated(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_cache=True)
    return response
