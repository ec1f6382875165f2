"""What Wagtail asks the database for each request, asked once.

Everything here answers as ``wagtail.models.Page`` does. It only spares queries: what the home
page of a centre already knows when it has routed a request is not read again.
"""

from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult


class RoutedPage(Page):
    """Abstract: a page found, addressed and guarded with few queries."""

    # Set on a page type below which no page has routes or rules of its own on the way down.
    finds_descendants = False
    # Of the home page of a centre, once it has routed a request: "/" or "/ogou-1/".
    routed_address = ""

    class Meta:
        abstract = True

    def route(self, request, path_components) -> RouteResult:
        """Go straight to a page two levels below or deeper, instead of one level at a time."""
        if page := self._descendant_at(path_components):
            return page.specific.route(request, [])
        return super().route(request, path_components)

    def _descendant_at(self, path_components) -> Page | None:
        if not self.finds_descendants or len(path_components) < 2:
            return None
        url_path = f"{self.url_path}{'/'.join(path_components)}/"
        # Addresses have no index, slugs have one.
        found = Page.objects.filter(slug=path_components[-1], url_path=url_path)
        return found.only("pk", "content_type").first()

    def receive(self, request) -> None:
        """Note on ``request`` that it is in the centre of this home page, and where that is."""
        site_root = Site.find_for_request(request).root_page.url_path
        path = self.url_path.removeprefix(site_root)
        self.routed_address = reverse("wagtail_serve", args=[path])
        request.centre_home = self

    def get_view_restrictions(self):
        """Return the restrictions of this page and those above: one query where there is none."""
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        above = Page.objects.filter(path__in=[self.path[:end] for end in steps])
        # An alias is restricted as its source is: Wagtail knows how.
        restricted = above.filter(view_restrictions__isnull=False)
        if (restricted | above.filter(alias_of__isnull=False)).exists():
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def get_url(self, request=None, current_site=None) -> str | None:
        """Return the address; within the centre that is being read, without asking for sites."""
        if current_site is None and (address := self._address_in_centre(request)):
            return address
        return super().get_url(request, current_site)

    def get_full_url(self, request=None) -> str | None:
        """Return the address with its host, likewise."""
        if address := self._address_in_centre(request):
            return Site.find_for_request(request).root_url + address
        return super().get_full_url(request)

    def _address_in_centre(self, request) -> str | None:
        home = getattr(request, "centre_home", None)
        if home is None or not self.url_path.startswith(home.url_path):
            return None
        return home.routed_address + self.url_path.removeprefix(home.url_path)


def centre_root(home, request) -> str:
    """Return the address of the centre whose home page is ``home``, such as "/" or "/ogou-1/"."""
    return getattr(home, "routed_address", "") or home.get_url(request) or "/"
