"""The agenda of a branch, in templates."""

from urllib.parse import urlencode

from django import template
from django.utils.safestring import SafeString

from events import structured_data
from events.agenda import Agenda
from events.cards import EventCard
from events.wording import month_in_words
from services.templatetags.structured import absolute, element, office_of

register = template.Library()

register.filter("month_words", month_in_words)

SHARE = "https://wa.me/?"


@register.simple_tag(takes_context=True)
def next_events(context, home, most: int) -> list[EventCard]:
    """Return the cards of the next ``most`` dates of the centre of ``home``."""
    return Agenda(home, home.branch, context.get("request")).next(most)


@register.simple_tag(takes_context=True)
def share_url(context, page, next_date) -> str:
    """Return the address that shares an event by WhatsApp, in words anybody may see.

    Nothing for a sensitive event that nobody has named otherwise; the address of one that is
    named otherwise is left out.
    """
    if page.sensitive and not page.neutral_title:
        return ""
    lines = [page.public_title if page.sensitive else page.title]
    if next_date:
        lines += [next_date.when, next_date.where]
    if page.public_introduction:
        lines.append(page.public_introduction)
    if not page.sensitive:
        lines.append(absolute(context, page))
    return SHARE + urlencode({"text": "\n".join(map(str, lines))})


@register.simple_tag(takes_context=True)
def event_json_ld(context, home, page, dates) -> SafeString:
    """Write what an event is and when; a sensitive one tells no search engine."""
    if page.sensitive:
        return SafeString()
    office = office_of(context, home)
    organizers = [
        partner.organisation for partner in page.partners.all() if partner.role == "organise"
    ]
    described = structured_data.Described(
        page=page,
        url=absolute(context, page),
        office={key: office[key] for key in ("@type", "name", "url") if key in office},
        organizers=organizers,
        places=context["directory"].places,
    )
    return element(structured_data.data_of(described, [date.row for date in dates]))
