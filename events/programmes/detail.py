"""What the page of a programme shows beside its own fields, and the list of programmes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centre.formats import money_in_words
from centre.hanging import Hanging
from centre.models import Branch, Commune
from centre.models.routed import centre_root
from centre.routing import reverse_branch_route
from centre.safety.naming import told_introduction, told_title
from centre.sites import address_from
from events.archive import past_events
from events.cards import Cards, EventCard
from events.models import DevelopmentGoal, Occurrence, ProgrammePage, ProgrammePartner
from events.wording import days_in_words
from services.directory import Directory, directory_of
from services.filters import PageForm
from services.wording import date_in_words

HANGING = Hanging(
    ProgrammePage,
    children={"partners": ProgrammePartner},
    chosen={"communes": Commune, "goals": DevelopmentGoal},
)
# A weekly course has many dates, and is said once.
MOST_DATES, MOST_EVENTS = 200, 12
MOST_PAST = 10


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation of the programme; ``url`` is empty where the site says no more of it."""

    name: str
    role: str
    url: str
    role_in_words: str


def programme_context(page: ProgrammePage, request) -> dict:
    """Return the context of one programme."""
    HANGING.put_on(page)
    now = timezone.now()
    address = address_in(page.owner_branch, request)
    rows = Occurrence.objects.of_programme(page)
    number, year = PageForm(request.GET).number, timezone.localdate(now).year
    past, events = past_events(rows.past(now), number, address, year, MOST_PAST)
    return {
        "budget": budget_in_words(page),
        "period": period_in_words(page),
        "length": length_in_words(page),
        "objectives": [line for line in page.objectives.splitlines() if line.strip()],
        "partners": partners_of(page, address),
        "coming": [] if past.has_previous else coming_cards(rows, now, address),
        "past": events,
        "shown": past,
        "list_url": address(page.url_path.removesuffix(f"{page.slug}/")),
    }


def index_context(page, request) -> dict:
    """Return the programmes of a list that may be named, with what is known of each at a glance."""
    address = address_in(page.owner_branch, request)
    programmes = ProgrammePage.objects.live().unrestricted().below(page.path).latest_first()
    listed = []
    for programme in programmes:
        programme.owner_branch = page.owner_branch
        if title := told_title(programme):
            facts = () if programme.sensitive else facts_of(programme)
            listed.append(
                {
                    "title": title,
                    "introduction": told_introduction(programme),
                    "url": address(programme.url_path),
                    "facts": " · ".join(filter(None, facts)),
                }
            )
    return {"programmes": listed}


def facts_of(programme: ProgrammePage) -> tuple[str, ...]:
    """Return what a list says of a programme, empty where it is not known."""
    return (
        budget_in_words(programme),
        length_in_words(programme) or period_in_words(programme),
        programme.area,
    )


def budget_in_words(page: ProgrammePage) -> str:
    """Return the budget, nothing when it is not known."""
    return money_in_words(page.budget, page.currency) if page.budget else ""


def period_in_words(page: ProgrammePage) -> str:
    """Return from when to when, nothing when neither is known."""
    if page.start and page.end:
        return capfirst(days_in_words(page.start, page.end))
    if page.start:
        return _("Since %(date)s") % {"date": date_in_words(page.start, weekday=False)}
    if page.end:
        return _("Until %(date)s") % {"date": date_in_words(page.end, weekday=False)}
    return ""


def length_in_words(page: ProgrammePage) -> str:
    """Return how long it lasts, nothing when it is not known."""
    months = page.counted_months
    if not months:
        return ""
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


def partners_of(page: ProgrammePage, address: Callable[[str], str]) -> list[Partner]:
    """Return the organisations of the programme that may be named, in their order."""
    branch = page.owner_branch
    known = {one.pk: one for one in directory_of(branch).organisations} if branch else {}
    found = []
    for partner in page.partners.all():
        organisation = known.get(partner.organisation_id)
        if name := organisation.name if organisation else partner.name:
            root = address(branch.root_page.url_path) if organisation else ""
            route = organisation and reverse_branch_route("organisation", slug=organisation.slug)
            role = capfirst(partner.get_role_display())
            found.append(Partner(name, partner.role, f"{root}{route or ''}", role))
    return found


def coming_cards(rows, now, address: Callable[[str], str]) -> list[EventCard]:
    """Return a card for the next date of each activity, those without a date at the end."""
    coming = rows.not_over(now).select_related("place")[:MOST_DATES]
    first = {}
    for row in coming:
        first.setdefault(row.event_id, row)
    cards = Cards(_places([*first.values()]), timezone.localdate(now), address)
    return [cards.dated(row) for row in [*first.values()][:MOST_EVENTS]]


def _places(rows: list[Occurrence]) -> Directory:
    """Return the places of ``rows``, which may be of several communes."""
    places = {row.place_id: row.place for row in rows if row.place_id}
    return Directory([], [], [], places, [])


def address_in(branch: Branch | None, request) -> Callable[[str], str]:
    """Return what gives the address of a path of the tree in ``branch``, or anywhere."""
    if branch is None:
        return partial(address_from, request)
    home = branch.root_page
    root = centre_root(home, request)
    return lambda url_path: root + url_path.removeprefix(home.url_path)
