"""How one takes part in an event, as its page says it on a given day."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.models import Registration
from services.models import PhoneType
from services.wording import date_in_words

BY_PHONE = {Registration.PHONE: PhoneType.VOICE, Registration.WHATSAPP: PhoneType.WHATSAPP}
SENTENCES = {
    Registration.NONE: lambda: _("Come as you are: no registration."),
    Registration.PHONE: lambda: _("Register by phone."),
    Registration.WHATSAPP: lambda: _("Register by WhatsApp."),
    Registration.DESK: lambda: _("Register at the desk of the centre."),
    Registration.LINK: lambda: _("Register on line."),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the buttons of contact draw it."""

    number: str
    type: str
    description: str = ""
    whose: str = ""


@dataclass(frozen=True, slots=True)
class HowToRegister:
    """The sentence, the window in words, and what can be touched.

    ``is_shut`` outside of the window: nobody should be asked to register then.
    """

    sentence: str
    window: str = ""
    is_shut: bool = False
    url: str = ""
    phones: list[Number] = field(default_factory=list)


def registration_of(page, agenda, coming: list) -> HowToRegister | None:
    """Return how to take part, ``None`` once there is nothing left to take part in.

    The window of a course is one for the whole course: it does not move with its sessions.
    """
    if not coming or all(date.is_off for date in coming):
        return None
    opens = getattr(page, "registration_opens", None)
    closes = getattr(page, "registration_closes", None)
    window, is_shut = window_in_words(opens, closes, agenda.today)
    known = SENTENCES.get(page.registration)
    return HowToRegister(
        sentence=known() if known else _("Ask how to take part."),
        window=window,
        is_shut=is_shut,
        url=page.registration_url if page.registration == Registration.LINK else "",
        phones=_phones(page, agenda.directory),
    )


def window_in_words(
    opens: dt.date | None, closes: dt.date | None, today: dt.date
) -> tuple[str, bool]:
    """Return when one may register, and whether today one may not. Both days are included."""
    if closes and closes < today:
        return _("Registration closed on %(date)s.") % {"date": _day(closes, today)}, True
    if opens and opens > today:
        words = {"first": _day(opens, today)}
        if closes is None:
            return _("Registration opens on %(first)s.") % words, True
        words["last"] = _day(closes, today)
        return _("Registration from %(first)s to %(last)s.") % words, True
    if closes:
        return _("Registration until %(date)s included.") % {"date": _day(closes, today)}, False
    return "", False


def _day(on: dt.date, today: dt.date) -> str:
    return date_in_words(on, this_year=today.year)


def _phones(page, directory) -> list:
    """Return the numbers to call: that of the event, else those of its place, else the centre's."""
    if page.registration_phone:
        return [Number(page.registration_phone, BY_PHONE.get(page.registration, PhoneType.VOICE))]
    return directory.phones_for([], [page.place_id] if page.place_id else [])
