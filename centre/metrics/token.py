"""Who may read the figures: whoever knows METRICS_TOKEN."""

from django.utils.crypto import constant_time_compare

# As many as `openssl rand -hex 16` gives: nobody guesses them.
LEAST = 32
SCHEME = "Bearer "


def is_usable(token: str) -> bool:
    """Return whether ``token`` is long enough to guard anything."""
    return len(token) >= LEAST


def is_told(token: str, authorization: str) -> bool:
    """Return whether the header ``authorization`` tells ``token`` (RFC 6750, section 2.1)."""
    told = authorization.removeprefix(SCHEME)
    return told != authorization and constant_time_compare(told, token)
