"""What the pages of the portal share."""

from centre.models.routed import centre_root
from communes.national import Centre, national_of
from communes.where import Territory
from services.models import ServicePage


def centres_of(home) -> list[Centre]:
    """Return the centres below the portal ``home`` that the public may see."""
    return national_of(home).centres


def territory_of(home) -> Territory:
    """Return every commune of the country."""
    return national_of(home).territory


def address(home, request, url_path: str) -> str:
    """Return the address of a page below the portal ``home``, given its path in the tree."""
    return address_below(home, centre_root(home, request), url_path)


def address_below(home, root: str, url_path: str) -> str:
    """Return the same, ``root`` being the address of the portal.

    It is whole where the commune has a host of its own: one page, one address to share.
    """
    path = url_path.removeprefix(home.url_path)
    commune, _slash, rest = path.partition("/")
    own = national_of(home).hosts.get(commune)
    return f"{own}{rest}" if own else f"{root}{path}"


def addressed(home, request) -> list[tuple[Centre, str]]:
    """Return every centre with its address."""
    return [(one, address(home, request, one.url_path)) for one in centres_of(home)]


def offered(home):
    """Return the services of all centres that everybody may see."""
    services = ServicePage.objects.offered(home)
    hidden = national_of(home).hidden.values()
    return services.outside(hidden) if hidden else services
