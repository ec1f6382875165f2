"""Counts answers and tells the figures. Not installed without METRICS_TOKEN."""

import time

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from centre.metrics.counting import count, text
from centre.metrics.token import is_told, is_usable

ADDRESS = "/metrics"


class MetricsMiddleware:
    """Stands before the cache of pages, so that no figure is kept there.

    Who does not know the token is answered by the site, as at any address where nothing stands.
    """

    def __init__(self, get_response):
        if not is_usable(settings.METRICS_TOKEN):
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        """Return the figures, or the answer of the site once it is counted."""
        if is_for_us(request):
            headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
            return HttpResponse(text(), content_type=CONTENT_TYPE_LATEST, headers=headers)
        began = time.perf_counter()
        response = self.get_response(request)
        count(request, response.status_code, time.perf_counter() - began)
        return response


def is_for_us(request) -> bool:
    """Return whether ``request`` asks for the figures and tells the token."""
    return (
        request.path_info == ADDRESS
        and request.method == "GET"
        and is_told(settings.METRICS_TOKEN, request.headers.get("Authorization", ""))
    )
