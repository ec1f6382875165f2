"""The agenda of a branch, in templates."""

from django import template
from django.utils.safestring import SafeString

from centre.safety.naming import told_title
from centre.sharing import ShareWays, ways_of
from events import structured_data
from events.cards import EventCard
from events.wording import month_in_words
from services.templatetags.structured import absolute, element, office_of

register = template.Library()

register.filter("month_words", month_in_words)


@register.simple_tag(takes_context=True)
def next_events(context, home, most: int) -> list[EventCard]:
    """Return the cards of the next ``most`` dates of the house of ``home``."""
    return home.agenda(context.get("request")).next(most)


@register.simple_tag(takes_context=True)
def event_share_ways(context, page, next_date) -> ShareWays | None:
    """Return the ways to hand on an event, in words anybody may see.

    None for a sensitive event that nobody has named otherwise; the address of one that is
    named otherwise is left out.
    """
    title = str(told_title(page))
    if not title:
        return None
    when = [next_date.when, next_date.where] if next_date else []
    lines = filter(None, map(str, [title, *when, page.public_introduction]))
    return ways_of("\n".join(lines), title, "" if page.sensitive else absolute(context, page))


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
