"""What is asked of a new commune, and what can be wrong with it before anything is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anyascii import anyascii
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from centre import colours
from centre.models import Branch, Commune, Language
from centre.tenancy.invitations import Guest
from communes import starter
from home.models import CentreHomePage
from home.serving import is_stock

# A name that DNS knows: labels of letters, digits and inner hyphens (RFC 1123), two at least.
_LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_HOSTNAME = re.compile(rf"(?=.{{4,253}}\Z)(?:{_LABEL}\.)+{_LABEL}")


@dataclass(frozen=True)
class CommunePlan:
    """A commune to make. What is left empty gets its usual value.

    ``title``: the name of the centre or of the project. ``languages``: codes, as in the reference
    list. ``hostname``: the commune's own, where it has one. ``parent``: the page to stand under,
    by default the portal of the federation, or the root of the tree.
    """

    commune: Commune
    town: str = ""
    title: str = ""
    has_building: bool = True
    primary_colour: str = CentreHomePage._meta.get_field("primary_colour").default
    accent_colour: str = CentreHomePage._meta.get_field("accent_colour").default
    languages: tuple[str, ...] = ("fr",)
    hostname: str = ""
    team: tuple[Guest, ...] = ()
    parent: Page | None = None

    @property
    def slug(self) -> str:
        """Its part of the address, made from the name of the commune."""
        return slugify(anyascii(self.commune.name))

    @property
    def town_name(self) -> str:
        """The town that was given, else the chief town of the commune, when it is confirmed."""
        known = self.commune.chief_town if self.commune.chief_town_confirmed else ""
        return self.town.strip() or known

    @property
    def centre_title(self) -> str:
        """The name that was given, else the usual one."""
        return self.title.strip() or starter.default_title(self.commune, self.has_building)

    @property
    def host(self) -> str:
        """Its own host name as DNS has it."""
        return self.hostname.strip().lower().rstrip(".")

    def home_page(self) -> CentreHomePage:
        """Return its home page, not yet in the tree."""
        return CentreHomePage(
            slug=self.slug,
            title=self.centre_title,
            town_name=self.town_name,
            introduction=starter.introduction(self.town_name, self.has_building),
            has_building=self.has_building,
            primary_colour=self.primary_colour,
            accent_colour=self.accent_colour,
            show_in_menus=False,
        )

    def problems(self, parent: Page, branch: Branch | None = None) -> dict[str, str]:
        """Return what is wrong, a sentence for each field, nothing when all is right.

        ``branch``: the one that the commune has already, whose pages are not made again.
        """
        found = dict(_problems_of_site(self, branch))
        if branch is None:
            found |= dict(_problems_of_words(self))
            found |= dict(_problems_of_choices(self))
            found |= dict(_problems_of_place(self, parent))
        if sentence := next(filter(None, (guest.problem() for guest in self.team)), ""):
            found["team"] = sentence
        return found


def portal() -> Page | None:
    """Return the page of the federation above the communes, ``None`` where there is none."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None or is_stock(site.root_page) or site.root_page.depth == 1:
        return None
    return None if issubclass(site.root_page.specific_class, CentreHomePage) else site.root_page


def _problems_of_words(plan: CommunePlan) -> Iterator[tuple[str, str]]:
    if not plan.town_name:
        yield "town", _("Say in which town: the chief town of this commune is not confirmed.")
    for name, column in (("town", "town_name"), ("title", "title")):
        most = CentreHomePage._meta.get_field(column).max_length
        if len(getattr(plan, name).strip()) > most:
            yield name, _("This is too long: %(most)s characters at most.") % {"most": most}


def _problems_of_choices(plan: CommunePlan) -> Iterator[tuple[str, str]]:
    for name in ("primary_colour", "accent_colour"):
        if problem := colours.problem(name, getattr(plan, name)):
            yield name, str(problem)
    if unknown := unknown_languages(plan.languages):
        yield (
            "languages",
            _("Unknown language: %(unknown)s. Known ones: %(known)s.")
            % {
                "unknown": ", ".join(unknown),
                "known": ", ".join(Language.objects.values_list("code", flat=True)),
            },
        )


def _problems_of_place(plan: CommunePlan, parent: Page) -> Iterator[tuple[str, str]]:
    if not CentreHomePage.can_exist_under(parent):
        yield "parent", _("No commune can stand under the page “%(title)s”.") % {"title": parent}
        return
    if taken := Page.objects.child_of(parent).filter(slug=plan.slug).first():
        yield (
            "commune",
            _("The address /%(slug)s/ is taken by the page “%(title)s”.")
            % {"slug": plan.slug, "title": taken},
        )


def unknown_languages(codes: tuple[str, ...]) -> list[str]:
    """Return those of ``codes`` that the reference list does not have."""
    known = set(Language.objects.values_list("code", flat=True))
    return [code for code in codes if code not in known]


def _problems_of_site(plan: CommunePlan, branch: Branch | None) -> Iterator[tuple[str, str]]:
    if not plan.host:
        if branch is None and _is_out_of_reach(plan):
            yield (
                "hostname",
                _(
                    "This site serves one commune and has no portal: give the new one a host name "
                    "of its own."
                ),
            )
        return
    if not _HOSTNAME.fullmatch(plan.host):
        yield (
            "hostname",
            _(
                "“%(host)s” is not the name of a host. Example: kozah-1.exemple.tg, without https://."
            )
            % {"host": plan.hostname},
        )
    others = Site.objects.filter(hostname=plan.host)
    if branch is not None:
        others = others.exclude(root_page=branch.root_page_id)
    if others.exists():
        yield "hostname", _("%(host)s serves another site already.") % {"host": plan.host}


def _is_out_of_reach(plan: CommunePlan) -> bool:
    """Return whether nothing would serve the commune: neither a portal nor the first of all."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return plan.parent is None and portal() is None and bool(site) and not is_stock(site.root_page)
