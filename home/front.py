"""What the home page and the partners page show."""

from collections import Counter
from functools import cache

from django.utils import timezone
from django.utils.translation import npgettext_lazy
from wagtail.models import Page

from centre.hanging import Hanging
from home.models import FrontPage
from services.directory import directory_of
from services.models import OrganisationKind

KINDS = {
    OrganisationKind.TOWN_HALL: npgettext_lazy("kind", "Town hall", "Town halls", "count"),
    OrganisationKind.NGO: npgettext_lazy(
        "kind", "Association or NGO", "Associations and NGOs", "count"
    ),
    OrganisationKind.LISTENING_CENTRE: npgettext_lazy(
        "kind", "Listening centre", "Listening centres", "count"
    ),
    OrganisationKind.RADIO: npgettext_lazy("kind", "Radio", "Radios", "count"),
    OrganisationKind.WOMENS_GROUP: npgettext_lazy(
        "kind", "Women’s group", "Women’s groups", "count"
    ),
    OrganisationKind.CHIEFTAINCY: npgettext_lazy("kind", "Chieftaincy", "Chieftaincies", "count"),
    OrganisationKind.STATE: npgettext_lazy("kind", "State service", "State services", "count"),
    OrganisationKind.FUNDER: npgettext_lazy("kind", "Funder", "Funders", "count"),
    OrganisationKind.FEDERATION: npgettext_lazy(
        "kind", "Federation or network", "Federations and networks", "count"
    ),
}


def front_page_of(page, request=None) -> FrontPage | None:
    """Return the front page of the house that ``page`` is in: its centre's or the federation's."""
    if home := getattr(request, "centre_home", None):
        return home
    if branch := getattr(page, "owner_branch", None):
        return branch.root_page.specific
    top = Page.objects.filter(path=(getattr(page, "path", "") or "")[: 2 * Page.steplen]).first()
    found = top.specific if top else None
    return found if isinstance(found, FrontPage) else None


@cache
def _hanging(model) -> Hanging:
    return Hanging(model)


def hang_on(page) -> None:
    """Put on a page of the front door its picture and its recordings."""
    _hanging(type(page)).put_on(page)


def home_context(home, request) -> dict:
    """Return needs, the state of the centre's place, and its partners."""
    hang_on(home)
    directory = directory_of(home.branch)
    at = timezone.now()
    schedule = directory.schedule_of_place(home.place_id)
    return {
        "home": home,
        "directory": directory,
        "place": directory.places.get(home.place_id),
        "status": schedule.status(at),
        "week": schedule.week(timezone.localdate(at)),
    }


def partners_context(page) -> dict:
    """Return the organisations of the branch by kind, and how many there are."""
    organisations = directory_of(page.owner_branch).organisations
    by_kind: dict[str, list] = {}
    for organisation in organisations:
        by_kind.setdefault(organisation.kind, []).append(organisation)
    towns = Counter(organisation.town for organisation in organisations if organisation.town)
    return {
        "by_kind": sorted(
            (KINDS[kind] % {"count": len(found)}, found) for kind, found in by_kind.items()
        ),
        "total": len(organisations),
        "towns": sorted(towns.items()),
    }
