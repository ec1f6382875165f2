"""Load the demonstration: what is missing is created, what exists is left as it is."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial

from wagtail.models import Page

from centre.models import Branch, Commune, Language
from centre.tenancy.branches import create_branch
from centre.whole import whole
from events.models import EventIndexPage, ProgrammeIndexPage
from home.demo.accounts import Account, load_accounts
from home.demo.content import centre, news, next_events, pages, past_events, programme
from home.demo.content.learning_services import DRAFT_SERVICE, SUBMITTED_SERVICE
from home.demo.directory import SERVICES, load_owned, owned, service_page
from home.demo.events import next_event, past_event, report_attendance
from home.demo.images import image_fields
from home.demo.news import news_page, programme_page
from home.demo.tree import add, find, key_of
from home.models import CentreHomePage, NewsIndexPage, PartnersPage, StandardPage
from home.serving import serve
from home.writing import publish
from services.models import Place, ServiceIndexPage
from services.reference import load_public_holidays

HOME, INDEX, AGENDA = "home", "services", "agenda"
PROGRAMMES, NEWS = "programmes", "actualites"


class NotADemonstration(Exception):
    """The commune has a centre already, which is not the demonstration."""


@dataclass
class Outcome:
    """What was done: how many objects and pages are new, and the accounts."""

    objects: int = 0
    pages: int = 0
    accounts: list[Account] = field(default_factory=list)


class Loader:
    """Loads the demonstration of one commune into an instance, all or nothing.

    The reference lists must be there. Examples to come are counted from ``today``; ``password`` and
    ``renew`` are as in ``home.demo.accounts.load_accounts``. Below ``parent``, the portal of a
    federation, the centre is not the root of the site.
    """

    def __init__(
        self,
        commune: Commune,
        today: dt.date,
        password: str = "",
        renew: bool = False,
        parent: Page | None = None,
    ):
        self.commune = commune
        self.today = today
        self.password = password
        self.renew = renew
        self.parent = parent
        self.outcome = Outcome()

    @whole()
    def load(self) -> Outcome:
        """Create what is missing. Raises ``NotADemonstration``, and then creates nothing."""
        home = find(self.commune.code, HOME)
        is_new = home is None
        home = self._create_home() if is_new else home.specific
        self.branch = home.owner_branch
        self.outcome.accounts = load_accounts(self.branch, self.password, self.renew)
        self.staff = {account.user.username: account.user for account in self.outcome.accounts}
        self.outcome.objects = load_owned(self.branch)
        for year in (self.today.year, self.today.year + 1):
            self.outcome.objects += load_public_holidays(self.branch, year).created
        ids = self._load_pages(home)
        self._load_services(home)
        self._load_events(home, self._load_programme(home))
        self._load_news(home)
        if is_new:
            self._open(home, ids)
        if self.parent is None:
            serve(home)
        return self.outcome

    def _create_home(self) -> CentreHomePage:
        if Branch.objects.filter(commune=self.commune).exists():
            raise NotADemonstration
        fields = {name: value for name, value in centre.HOME.items() if name != "image"}
        home = CentreHomePage(**fields, show_in_menus=False)
        add(self.parent or Page.get_first_root_node(), home, key_of(self.commune.code, HOME))
        create_branch(home, self.commune)
        self.outcome.pages += 1
        return home

    def _open(self, home: CentreHomePage, ids: dict[str, int]) -> None:
        """Fill in what the home page shows of the others, and publish it."""
        home.refresh_from_db()
        home.owner = director = self.staff["directrice"]
        for name, value in image_fields(self.branch, centre.HOME["image"]).items():
            setattr(home, name, value)
        home.place = owned(Place, self.branch, centre.HOME_PLACE)
        home.languages = Language.objects.filter(code__in=centre.HOME_LANGUAGES)
        home.body = centre.home_body(ids)
        home.full_clean()
        home.save_revision(user=director, log_action=True)
        publish(home, director)

    def _load_pages(self, home) -> dict[str, int]:
        """Load the free pages and the page of partners; return their ids by slug."""
        types = [(StandardPage, content) for content in pages.STANDARD_PAGES]
        types.append((PartnersPage, pages.PARTNERS_PAGE))
        return {
            content["slug"]: self._page(home, content["slug"], self._free_page(model, content)).pk
            for model, content in types
        }

    def _free_page(self, model, content: dict):
        def build():
            fields = dict(content)
            if name := fields.pop("image", ""):
                fields.update(image_fields(self.branch, name))
            return model(**fields, show_in_menus=True)

        return build

    def _load_services(self, home) -> None:
        index = self._page(home, INDEX, lambda: ServiceIndexPage(**centre.SERVICE_INDEX)).specific
        for content in SERVICES:
            self._service(index, content)
        self._service(index, DRAFT_SERVICE, author="partenaire", is_live=False)
        if submitted := self._service(index, SUBMITTED_SERVICE, author="evenements", is_live=False):
            submitted.get_workflow().start(submitted, self.staff["evenements"])

    def _load_programme(self, home) -> Page:
        index = self._page(
            home, PROGRAMMES, lambda: ProgrammeIndexPage(**programme.PROGRAMMES)
        ).specific
        name = f"{PROGRAMMES}/{programme.PROGRAMME['slug']}"
        return self._page(index, name, partial(programme_page, self.branch, programme.PROGRAMME))

    def _load_news(self, home) -> None:
        index = self._page(home, NEWS, lambda: NewsIndexPage(**news.NEWS_INDEX)).specific
        for content in news.NEWS:
            self._page(index, f"{NEWS}/{content['slug']}", partial(news_page, self.branch, content))

    def _load_events(self, home, project: Page) -> None:
        index = self._page(home, AGENDA, lambda: EventIndexPage(**next_events.AGENDA)).specific
        for content in past_events.PAST_EVENTS:
            build = partial(past_event, self.branch, content, project.pk)
            event = self._event(index, content["slug"], build)
            if event and "attendance" in content:
                report_attendance(self.branch, event, content["attendance"])
        for content in next_events.NEXT_EVENTS:
            build = partial(next_event, self.branch, content, self.today)
            self._event(index, content["slug"], build)

    def _service(self, index, content: dict, **how):
        name = f"{INDEX}/{content['slug']}"
        return self._if_new(index, name, lambda: service_page(self.branch, content), **how)

    def _event(self, index, slug: str, build):
        return self._if_new(index, f"{AGENDA}/{slug}", build, author="evenements")

    def _if_new(self, parent, name: str, build, **how):
        """Load one page; return it when it is new."""
        before = self.outcome.pages
        page = self._page(parent, name, build, **how)
        return page if self.outcome.pages > before else None

    def _page(self, parent, name: str, build, author="editrice", is_live=True):
        """Return the page ``name``, built, created and published when it is missing."""
        if found := find(self.commune.code, name):
            return found
        page = add(parent, build(), key_of(self.commune.code, name), self.staff[author])
        self.outcome.pages += 1
        if is_live:
            publish(page, self.staff["directrice"])
        return page
