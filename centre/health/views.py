"""The two addresses that a watching machine asks."""

import time

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from centre.health.checks import readiness

# Anybody may ask, and a check writes a file: more often than this, nobody is worth it.
REMEMBERED_SECONDS = 2
_remembered = {}


@require_safe
@never_cache
def alive(request):
    """Say that the process answers, whatever else is down."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def ready(request):
    """Say what the site can count on: 503 where something is missing."""
    checks = recent()
    is_ready = all(check["result"] == "ok" for check in checks.values())
    answer = {"ready": is_ready, "checks": checks}
    return JsonResponse(answer, status=200 if is_ready else 503)


def recent() -> dict:
    """Return the readiness as it is, or was a moment ago."""
    now = time.monotonic()
    if now >= _remembered.get("until", 0):
        _remembered.update(checks=readiness(), until=now + REMEMBERED_SECONDS)
    return _remembered["checks"]
