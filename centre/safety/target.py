"""Where the quick exit leads, and the answer that leads there.

See docs/decisions/0009-quick-exit.md.
"""

from urllib.parse import urlsplit

from django.http import HttpResponseRedirect
from wagtail.models import Site

# Light, in French, and says nothing of whoever opens it.
DEFAULT_TARGET = "https://fr.wikipedia.org/wiki/Recette_de_cuisine"


def target_of(home) -> str:
    """Return the address that the centre of ``home`` chose, else the one of every centre."""
    return getattr(home, "exit_address", "") or DEFAULT_TARGET


def leads_back(address: str) -> bool:
    """Return whether ``address`` is on a host of this site; not for what is no address."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return False
    return bool(host) and Site.objects.filter(hostname=host).exists()


def away(target: str) -> HttpResponseRedirect:
    """Return the answer that leads to ``target``, empties the browser of the site, and is not kept.

    Nothing of the request goes into it: no parameter can choose where it leads. Cookies are left:
    a reader has none, and staff who try the button stay logged in.
    """
    response = HttpResponseRedirect(target)
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
