"""What the front page of the federation shows."""

from communes.portal import addressed

NEXT_DATES = 3


def portal_context(home, request) -> dict:
    """Return the needs, the communes and the next dates of all of them."""
    return {
        "home": home,
        "directory": home.directory,
        "centres": addressed(home, request),
        "cards": home.agenda(request).next(NEXT_DATES),
    }
