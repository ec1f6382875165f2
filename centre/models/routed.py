"""What Wagtail asks the database for each request, asked once.

Everything here answers as ``wagtail.models.Page`` does. It only spares queries: what the home
page of a centre already knows when it has routed a request is not read again.
"""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from centre.statements import Lookup, Statement

# Addresses have no index, slugs have one.
_pages_at = Statement(
    lambda slug, url_path: (
        Page.objects.filter(slug=slug, url_path=url_path)
        .order_by()
        .values_list("pk", "content_type")
    )
)
# An alias is restricted as its source is. One of an alias is left to Wagtail, which knows how.
_perhaps_restricted = Statement(
    lambda *paths: (
        Page.objects.filter(path__in=paths)
        .filter(
            Q(view_restrictions__isnull=False)
            | Q(alias_of__view_restrictions__isnull=False)
            | Q(alias_of__alias_of__isnull=False)
        )
        .order_by()
        .values_list("pk")
    )
)


class RoutedPage(Page):
    """Abstract: a page found, addressed and guarded with few queries."""

    # A one-to-one relation to read with every page of the type.
    read_along = ""
    # Set on a page type below which no page has routes or rules of its own on the way down.
    finds_descendants = False
    # Of the home page of a centre, once it has routed a request: "/" or "/ogou-1/".
    routed_address = ""
    # Of a front page, its address to remember: "https://ogou-1.example/".
    own_address = ""

    class Meta:
        abstract = True

    def route(self, request, path_components) -> RouteResult:
        """Go straight to the page of an address, instead of one level at a time."""
        if self.finds_descendants and path_components:
            url_path = f"{self.url_path}{'/'.join(path_components)}/"
            for pk, type_id in _pages_at.rows(path_components[-1], url_path):
                return specific_page(pk, type_id).route(request, [])
        return super().route(request, path_components)

    def receive(self, request) -> None:
        """Note on ``request`` that it is in the centre of this home page, and where that is."""
        site_root = Site.find_for_request(request).root_page.url_path
        path = self.url_path.removeprefix(site_root)
        self.routed_address = reverse("wagtail_serve", args=[path])
        request.centre_home = self

    def get_view_restrictions(self):
        """Return the restrictions of this page and those above: one query where there is none."""
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        if _perhaps_restricted.rows(*(self.path[:end] for end in steps)):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def get_url(self, request=None, current_site=None) -> str | None:
        """Return the address; within the centre that is being read, without asking for sites."""
        if current_site is None and (address := self._address_in_centre(request)):
            return address
        return super().get_url(request, current_site)

    def get_full_url(self, request=None) -> str | None:
        """Return the address to remember, with its host, wherever the page is being read."""
        if self._address_in_centre(request):
            home = request.centre_home
            if home.own_address:
                return home.own_address + self.url_path.removeprefix(home.url_path)
        return super().get_full_url(request)

    def _address_in_centre(self, request) -> str | None:
        home = getattr(request, "centre_home", None)
        if home is None or not self.url_path.startswith(home.url_path):
            return None
        return home.routed_address + self.url_path.removeprefix(home.url_path)


@cache
def _lookup(type_id: int) -> Lookup:
    model = ContentType.objects.get_for_id(type_id).model_class() or Page
    return Lookup(model, getattr(model, "read_along", ""))


def specific_page(pk: int, type_id: int) -> Page:
    """Return the page ``pk``, of the type that ``type_id`` names."""
    return _lookup(type_id).get(pk)


def centre_root(home, request) -> str:
    """Return the address of the centre whose home page is ``home``, such as "/" or "/ogou-1/"."""
    return getattr(home, "routed_address", "") or home.get_url(request) or "/"
