"""Who knocks at the door of the staff area."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings

# Whoever has one address of IPv6 has all of its network: RFC 6177, section 2.
ONE_PLACE = 64


def client_address(request) -> str:
    """Return the address that the locks of the login page count by; of IPv6, that of the network.

    Behind ``settings.TRUSTED_PROXIES`` proxies the connection comes from the nearest one, and
    each has added to ``X-Forwarded-For`` the address it was called from: the one that the
    farthest of ours wrote is the caller's. What stands before it in the header is the caller's
    own word, and does not count.
    """
    nearest = request.META.get("REMOTE_ADDR", "")
    hops = settings.TRUSTED_PROXIES
    if not hops:
        return place_of(nearest)
    written = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    return place_of(written[-hops] if len(written) >= hops and written[-hops] else nearest)


def place_of(address: str) -> str:
    """Return the part of ``address`` that its owner cannot change from one try to the next."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(IPv6Network((known, ONE_PLACE), strict=False).network_address)
