"""The kept pages of a centre, as HTML without what needs a network or the present hour."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.template.loader import get_template
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from centre.models.routed import centre_root
from centre.routing import reverse_branch_route
from events.agenda import start_of
from events.cards import Cards
from home.navigation import surroundings_of
from home.offline.content import Content
from home.offline.parts import Page, parts_of, tightened
from services.models import ServicePage, ServiceStatus
from services.summaries import COLUMNS, Chip, Summary

# What is read. Pictures, sounds, films and files would have to be fetched.
WORDS = {"heading", "text", "steps", "step", "questions", "callout", "key_figures", "quotation",
         "table", "contact_button"}  # fmt: skip
ON_HOME = 4
_LINK = re.compile(r'<a (?=[^>]*linktype="(\w+)")(?=[^>]*\bid="(\d+)")[^>]*>(.*?)</a>', re.S)


class Pages:
    """Renders what is kept of a centre. ``cards`` are shared by lists, which name their numbers."""

    def __init__(self, content: Content):
        self.content = content
        self.home = content.home
        self.root = centre_root(content.home, None)
        self.addresses = {page.pk: self.address(page.url_path) for page in content.services}

    def address(self, url_path: str) -> str:
        """Return the address of a page of the centre, given its path in the tree."""
        return self.root + url_path.removeprefix(self.home.url_path)

    @cached_property
    def cards(self) -> list[str]:
        """The card of each service, as lists show it."""
        template = get_template("components/service_card.html")
        return [tightened(template.render(self._card(page))) for page in self.content.services]

    def by_importance(self) -> list[Page]:
        """Return the pages, those first that must not be missing: services stand last, in the
        order that staff gave them."""
        pages = [self.help_lines(), self.manage()]
        if not self.content.is_open:
            return pages
        pages += [self.front(), *map(self.need, self.content.directory.needs)]
        if self.content.service_index:
            pages.append(self.service_list())
        pages += map(self.place, self.content.directory.public_places())
        if self.content.agenda:
            pages.append(self.dates())
        return pages + [self.service(page) for page in self.content.services]

    def help_lines(self) -> Page:
        """Return the page of the help numbers, as light as can be."""
        path = reverse_branch_route("help_lines")
        context = {"help_lines": self.content.directory.help_lines}
        return self._page("help_lines", path, _("Help numbers"), context, has_strip=False)

    def manage(self) -> Page:
        """Return the page where the copy is listed and erased, which also works without network."""
        path = reverse_branch_route("offline")
        return self._page("manage", path, _("Without network"), {"facts": None})

    def front(self) -> Page:
        """Return the home page."""
        directory = self.content.directory
        place = directory.places.get(self.home.place_id)
        context = {
            "needs": directory.needs,
            "place": place,
            "week": directory.schedule_of_place(self.home.place_id).usual_week(self.content.today),
            "dates": list(self._dated())[:ON_HOME],
        }
        return self._page("home", "", _("Home"), context)

    def need(self, need) -> Page:
        """Return the page of a need, with the services that answer it."""
        numbers = [n for n, page in enumerate(self.content.services) if need in page.needs.all()]
        path = reverse_branch_route("need", slug=need.slug)
        context = {"need": need, "numbers": numbers, "needs": self.content.directory.needs}
        return self._page("need", path, need.title, context)

    def service_list(self) -> Page:
        """Return the list of services."""
        index = self.content.service_index
        context = {"index": index, "numbers": range(len(self.content.services))}
        return self._page("services", self._below(index), index.title, context)

    def place(self, place) -> Page:
        """Return the page of a public place: hours, how to get there, what is given there."""
        numbers = [
            number
            for number, page in enumerate(self.content.services)
            if any(link.place_id == place.pk for link in page.service_at_locations.all())
        ]
        schedule = self.content.directory.schedule_of_place(place.pk)
        context = {
            "place": place,
            "phones": self.content.place_phones[place.pk],
            "week": schedule.usual_week(self.content.today),
            "numbers": numbers,
        }
        return self._page(
            "place", reverse_branch_route("place", slug=place.slug), place.name, context
        )

    def dates(self) -> Page:
        """Return the next dates; each is left out once it is over."""
        agenda = self.content.agenda
        context = {"index": agenda, "dates": list(self._dated())}
        return self._page("dates", self._below(agenda), agenda.title, context)

    def service(self, page: ServicePage) -> Page:
        """Return the page of a service."""
        directory, links = self.content.directory, page.service_at_locations.all()
        for link in links:
            link.known_place = directory.places.get(link.place_id)
            link.week = directory.schedule_at(link.pk, link.place_id).usual_week(self.content.today)
        organisations = {one.pk: one for one in directory.organisations}
        context = {
            "page": page,
            "index_url": self.address(page.url_path.removesuffix(f"{page.slug}/")),
            "links": links,
            "phones": directory.phones_for(page.phones.all(), [link.place_id for link in links]),
            "organisation": organisations.get(page.organization_id),
            "alert_until": self._end_of(page.alert_until),
            "steps": self._words(page.application_process),
            "body": self._words(page.description),
            "is_overdue": page.is_overdue(self.content.today),
        }
        return self._page("service", self._below(page), page.title, context)

    def _page(self, template: str, path: str, name: str, context: dict, **more) -> Page:
        context |= {"home": self.home, "today": self.content.today}
        html = get_template(f"offline/{template}.html").render(context)
        section = next((one for one in self._sections if one and path.startswith(one)), "")
        return Page(path, str(name), parts_of(html), section, **more)

    @cached_property
    def _sections(self) -> list[str]:
        return [entry.path for entry in surroundings_of(self.home).entries]

    def _below(self, page) -> str:
        return page.url_path.removeprefix(self.home.url_path)

    def _card(self, page: ServicePage) -> dict:
        summary = Summary(
            **{name: getattr(page, name) for name in COLUMNS}, languages=page.languages.all()
        )
        if page.status != ServiceStatus.ACTIVE:
            summary.state = Chip(capfirst(page.get_status_display()), "alert")
        return {
            "title": page.title,
            "url": self.addresses[page.pk],
            "introduction": page.introduction,
            "chips": summary.chips(),
            "level": 2,
        }

    def _dated(self) -> Iterator[dict]:
        cards = Cards(self.content.directory, self.content.today, self.address)
        for row in self.content.dates:
            is_one_day = row.start_date == row.end_date
            card = cards.dated(row) if is_one_day else cards.lasting(row)
            yield {"card": replace(card, url=""), "until": _milliseconds(row.ends)}

    def _end_of(self, day) -> int | None:
        """Return when ``day`` is over."""
        return day and _milliseconds(start_of(day.fromordinal(day.toordinal() + 1)))

    def _words(self, stream: StreamValue) -> StreamValue:
        """Return the blocks of ``stream`` that are words, with links to kept services alone."""
        kept = [self._with_links(child) for child in stream.raw_data if child["type"] in WORDS]
        return stream.stream_block.to_python(kept)

    def _with_links(self, value):
        if isinstance(value, str):
            return _LINK.sub(self._link, value) if "linktype=" in value else value
        if isinstance(value, list):
            return [self._with_links(one) for one in value]
        if isinstance(value, dict):
            return {name: self._with_links(one) for name, one in value.items()}
        return value

    def _link(self, found: re.Match) -> str:
        kind, pk, words = found.groups()
        address = self.addresses.get(int(pk)) if kind == "page" else None
        return f'<a href="{address}">{words}</a>' if address else words


def _milliseconds(moment) -> int:
    return int(moment.timestamp() * 1000)
