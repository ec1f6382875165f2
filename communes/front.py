"""What the front page of the federation shows."""

from communes.agenda import CommonAgenda
from communes.portal import addressed, centres_of

NEXT_DATES = 3


def portal_context(home, request) -> dict:
    """Return the needs, the communes and the next dates of all of them."""
    return {
        "home": home,
        "directory": home.directory,
        "centres": addressed(home, request),
        "cards": CommonAgenda(home, centres_of(home), request).next(NEXT_DATES),
    }
