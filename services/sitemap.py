"""The public addresses of the directory that are not pages of the tree."""

from collections.abc import Iterator

from centre.models import Branch
from centre.routing import reverse_branch_route
from services.directory import directory_of


def directory_addresses(branch: Branch) -> Iterator[str]:
    """Yield the addresses, relative to the branch's root, of what everybody may see there."""
    directory = directory_of(branch)
    yield reverse_branch_route("help_lines")
    for name, shown in (
        ("need", directory.needs),
        ("place", directory.public_places()),
        ("organisation", directory.organisations),
    ):
        for one in shown:
            yield reverse_branch_route(name, slug=one.slug)
