"""The dates of all communes in one agenda."""

from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import ngettext

from centre.models.routed import centre_root
from centre.reading import instances, rows_together, whole
from communes.filters import CommonAgendaForm
from communes.national import national_of
from communes.portal import address_below, centres_of, territory_of
from events.agenda import MOST_LASTING, Agenda, page_of, query_of
from events.cards import VAGUE, Cards, EventCard
from events.models import EventPage, Occurrence
from services.models import Place

# Beyond, their number is said instead of their names.
MOST_NAMED = 2


@dataclass(frozen=True)
class CommonCards(Cards):
    """Cards that also say which communes an event is for, by its key."""

    communes: dict[int, list[str]] = field(default_factory=dict)

    def _card(self, row: Occurrence, tile, time: str) -> EventCard:
        card = super()._card(row, tile, time)
        names = said(self.communes.get(row.event_id, []))
        if not names or names in card.words:
            return card
        return replace(card, words=f"{card.words} · {names}")


def said(names: list[str]) -> str:
    """Return the names of a few communes, or how many they are."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return ngettext("%(count)s commune", "%(count)s communes", len(names)) % {"count": len(names)}


class CommonAgenda(Agenda):
    """The published dates of all ``centres``, as a request sees them now.

    One query tells where the dates of a page take place: ``know`` asks it. ``said``: the
    commune that the page is about, which cards need not name.
    """

    def __init__(self, home, centres, request, said: str = ""):
        self.home = home
        self.said = said
        self.centres = centres
        self.at = timezone.now()
        self.today = timezone.localdate(self.at)
        self.directory = home.directory
        self.root = centre_root(home, request)
        self.cards = CommonCards(self.directory, self.today, self.address)

    def address(self, url_path: str) -> str:
        """Return the address of a page of any commune, given its path in the tree."""
        return address_below(self.home, self.root, url_path)

    @property
    def territory(self):
        """Every commune of the country."""
        return territory_of(self.home)

    @property
    def rows(self):
        """Return every date of a centre that the public may see."""
        hidden = national_of(self.home).hidden
        rows = Occurrence.objects.all()
        return rows.exclude(branch__in=list(hidden)) if hidden else rows

    def know(self, rows: list[Occurrence]) -> list[Occurrence]:
        """Read where ``rows`` take place, and return them."""
        if not rows:
            return rows
        named = EventPage.communes.through.objects
        read = rows_together(
            {
                "places": whole(Place.objects.filter(pk__in={row.place_id or 0 for row in rows})),
                "named": whole(named.filter(eventpage__in={row.event_id for row in rows})),
            }
        )
        places = {place.pk: place for place in instances(Place, read["places"])}
        known = replace(self.directory, places=places)
        communes = self._communes_of(rows, read["named"])
        self.cards = CommonCards(known, self.today, self.address, communes)
        return rows

    def _communes_of(self, rows: list[Occurrence], said: list[dict]) -> dict[int, list[str]]:
        """Return the names of the communes of each event: those it names, else its own."""
        own = {centre.branch_id: centre.commune.name for centre in self.centres}
        named: dict[int, set[int]] = {}
        for row in said:
            named.setdefault(row["eventpage_id"], set()).add(row["commune_id"])
        names = {
            event_id: [one.name for one in self.territory.communes if one.pk in ids]
            for event_id, ids in named.items()
        }
        found = {row.event_id: names.get(row.event_id) or [own[row.branch_id]] for row in rows}
        return {event_id: these for event_id, these in found.items() if these != [self.said]}

    def next(self, most: int) -> list[EventCard]:
        """Return the cards of the next ``most`` dates; what lasts comes after what starts."""
        starting, lasting = self.between(self.rows, None)
        found = self.know([*starting[:most], *lasting[:most]][:most])
        return [self.cards.dated(row) for row in found]

    def around(self, rows, ahead: int, behind: int) -> tuple[list[EventCard], list[EventCard]]:
        """Return the cards of the next dates of ``rows``, and of the last that are over."""
        coming = rows.not_over(self.at).values("pk")[:ahead]
        over = rows.past(self.at).values("pk")[:behind]
        found = self.know(list(rows.filter(Q(pk__in=coming) | Q(pk__in=over))))
        found.sort(key=lambda row: (row.starts is None, row.starts or self.at, row.pk))
        past = [row for row in reversed(found) if row.ends and row.ends <= self.at]
        return (
            [self.cards.dated(row) for row in found if row not in past],
            [self.cards.lasting(row) for row in past],
        )


def concerning(rows, commune_ids: list[int]):
    """Return the dates of events for one of the communes: those they name, else their own."""
    named = EventPage.communes.through.objects.filter(eventpage=OuterRef("event_id"))
    own = Q(branch__commune__in=commune_ids) & ~Exists(named)
    return rows.filter(Exists(named.filter(commune__in=commune_ids)) | own)


def agenda_context(home, request) -> dict:
    """Return the context of the common agenda, under the filters of the query string."""
    agenda = CommonAgenda(home, centres_of(home), request)
    form = CommonAgendaForm(request.GET, agenda.territory, agenda.centres, agenda.today)
    rows = agenda.rows
    if form.spot:
        ids = [one.pk for one in agenda.territory.communes_at(form.spot)]
        rows = concerning(rows, ids)
    starting, before = agenda.between(rows, form.days)
    shown = page_of(starting, form.number)
    lasting = [] if shown.has_previous else list(before[:MOST_LASTING])
    agenda.know([*shown.rows, *lasting])
    vague = [row for row in lasting if row.precision in VAGUE]
    return {
        "form": form,
        "query": query_of(form.applied),
        "shown": shown,
        "groups": agenda.grouped([*shown.rows, *vague]),
        "ongoing": [agenda.cards.lasting(row) for row in lasting if row.precision not in VAGUE],
    }
