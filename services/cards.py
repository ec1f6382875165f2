"""A service on a card that fits one SMS."""

from django.utils.translation import gettext as _

from centre.fitting import fitted
from centre.formats import phone_in_words

LIMIT = 160


def service_card(service) -> str:
    """Return the text of a service's SMS, given what lists say of it; no hours of right now."""
    phone = next(iter(service.phones), None)
    places = [link.place.name for link in service.links if link.place]
    place, whose = next(iter(places), ""), phone.whose if phone else ""
    return card_text(
        service.title,
        [
            _("Free") if service.is_free else "",
            _("Call %(number)s") % {"number": phone_in_words(phone.number)} if phone else "",
            _("Number of: %(whose)s") % {"whose": whose} if whose else "",
            place if place != whose else "",
            service.introduction,
        ],
    )


def card_text(title: str, parts: list[str], limit: int = LIMIT) -> str:
    """Return ``title`` and as many whole ``parts`` as fit ``limit`` characters.

    Parts come in order of importance.
    """
    return fitted(title, parts, limit)
