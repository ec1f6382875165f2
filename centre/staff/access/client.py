"""Who knocks at the door of the staff area."""

from django.conf import settings


def client_address(request) -> str:
    """Return the address that the locks of the login page count by.

    Behind ``settings.TRUSTED_PROXIES`` proxies the connection comes from the nearest one, and
    each has added to ``X-Forwarded-For`` the address it was called from: the one that the
    farthest of ours wrote is the caller's. What stands before it in the header is the caller's
    own word, and does not count.
    """
    nearest = request.META.get("REMOTE_ADDR", "")
    hops = settings.TRUSTED_PROXIES
    if not hops:
        return nearest
    written = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    return written[-hops] if len(written) >= hops and written[-hops] else nearest
