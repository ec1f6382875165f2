"""Load the demonstration of the federation: what is missing is created, the rest left as it is."""

import datetime as dt

from wagtail.models import Page, Site

from centre.models import Branch, Commune, Role
from centre.whole import whole
from communes.demo import content
from communes.models import FederationHomePage, PartnerCommuneIndexPage, PartnerCommunePage
from communes.plan import CommunePlan
from communes.provisioning import provision
from communes.sharing.acts import share
from home.demo.accounts import load_account
from home.demo.load import HOME, Loader, NotADemonstration, Outcome
from home.demo.tree import add, find, key_of
from home.models import StandardPage
from home.serving import is_stock, serve
from home.writing import publish

FEDERATION, DIRECTORY, SHARED = "federation", "communes", "le-projet"


class FederationLoader:
    """Loads the portal and its five communes into an instance, all or nothing.

    ``today``, ``password`` and ``renew`` are as in ``home.demo.load.Loader``.
    """

    def __init__(self, today: dt.date, password: str = "", renew: bool = False):
        self.today = today
        self.password = password
        self.renew = renew
        self.outcome = Outcome()

    @whole()
    def load(self) -> Outcome:
        """Create what is missing. Raises ``NotADemonstration``, and then creates nothing."""
        first = Commune.objects.get(name=content.FIRST)
        portal = self._portal(first)
        loader = Loader(first, self.today, self.password, self.renew, parent=portal)
        ogou = loader.load()
        self.outcome.objects += ogou.objects
        self.outcome.pages += ogou.pages
        *self.outcome.accounts, self.federation = ogou.accounts
        self._share(portal)
        directory = self._page(portal, DIRECTORY, _directory)
        for name in content.TOWNS:
            commune = Commune.objects.get(name=name)
            if commune != first:
                self._commune(commune, portal)
            self._page(directory, f"{DIRECTORY}/{commune.code}", lambda of=commune: _partner(of))
        self.outcome.accounts.append(self.federation)
        return self.outcome

    def _portal(self, first: Commune) -> FederationHomePage:
        """Return the portal, at the root of the site; the demonstration of Ogou 1 moves below."""
        if found := find(FEDERATION, HOME):
            serve(found.specific)
            return found.specific
        home = find(first.code, HOME)
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site and site.root_page != home and not is_stock(site.root_page):
            raise NotADemonstration
        portal = FederationHomePage(**content.PORTAL, show_in_menus=False)
        add(Page.get_first_root_node(), portal, key_of(FEDERATION, HOME))
        publish(portal)
        self.outcome.pages += 1
        if home is not None:
            home.move(Page.objects.get(pk=portal.pk), "last-child")
            site.root_page, site.site_name = portal.page_ptr, portal.title
            site.save()
        serve(portal)
        return FederationHomePage.objects.get(pk=portal.pk)

    def _share(self, portal: Page) -> None:
        """Offer one page of the portal to every commune, those to come included."""
        if find(FEDERATION, SHARED):
            return
        page = self._page(portal, SHARED, _shared)
        share(page, Branch.objects.all(), self.federation.user, to_all=True)

    def _commune(self, commune: Commune, portal: Page) -> None:
        """Give a commune of the project its branch, and one account to enter it with."""
        branch = Branch.objects.filter(commune=commune).first()
        if branch is None:
            plan = CommunePlan(
                commune, town=content.TOWNS[commune.name], has_building=False, parent=portal
            )
            made = provision(plan, self.today, self.federation.user)
            self.outcome.pages += made.added
            branch = made.branch
            _mark(made.home, self.federation.user)
        username = f"directrice-{branch.root_page.slug}"
        self.outcome.accounts.append(
            load_account(branch, Role.DIRECTOR, username, self.password, self.renew)
        )

    def _page(self, parent: Page, name: str, build) -> Page:
        if found := find(FEDERATION, name):
            return found
        page = add(
            Page.objects.get(pk=parent.pk),
            build(),
            key_of(FEDERATION, name),
            self.federation.user,
        )
        publish(page, self.federation.user)
        self.outcome.pages += 1
        return page


def _mark(home, user) -> None:
    home.is_demonstration = True
    home.save_revision(user=user)
    publish(home, user)


def _shared() -> StandardPage:
    return StandardPage(**content.SHARED, show_in_menus=True)


def _directory() -> PartnerCommuneIndexPage:
    return PartnerCommuneIndexPage(**content.DIRECTORY, show_in_menus=False)


def _partner(commune: Commune) -> PartnerCommunePage:
    return PartnerCommunePage(commune=commune, **content.partner(commune.name))
