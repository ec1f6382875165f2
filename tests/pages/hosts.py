"""The hosts under which the same communes may be read."""

from wagtail.models import Page, Site

FEDERATION = "federation.example.com"
OTHER = "zio-1.example.com"


def under_one_host() -> Site:
    """Serve every commune under the federation's host, at "/" and its slug."""
    return Site.objects.create(hostname=FEDERATION, root_page=Page.get_first_root_node())
