"""Addresses of the portal for search engines."""

from collections.abc import Iterator

from wagtail.models import Page

from centre.routing import reverse_branch_route
from communes.models import FederationHomePage


def portal_addresses(root: Page) -> Iterator[str]:
    """Yield the addresses of the portal that are no pages of the tree, if ``root`` is one."""
    if not issubclass(root.specific_class or Page, FederationHomePage):
        return
    yield from ("services/", "agenda/", "acteurs/", reverse_branch_route("help_lines"))
    for need in root.specific.directory.needs:
        yield reverse_branch_route("need", slug=need.slug)
