"""Make the home page of a centre answer at the address of the instance."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from home.models import CentreHomePage

PORTS = {"http": 80, "https": 443}


def own_port() -> int:
    """Return the port at which the instance is reached."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return address.port or PORTS[address.scheme]


def serve(home: CentreHomePage) -> None:
    """Make ``home`` the root of the site, unless the instance serves something else already."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    before = site.root_page if site.root_page_id else None
    if before is not None and before.pk != home.pk and not is_stock(before):
        return
    hostname = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    if before is None or before.pk != home.pk:
        site.hostname = hostname
        site.site_name = home.title
        site.root_page = home.page_ptr
    if site.hostname == hostname:
        # The next run may serve on another port.
        site.port = own_port()
    site.full_clean()
    site.save()
    if before is not None and before.pk != home.pk:
        before.delete()


def is_stock(page: Page) -> bool:
    """Return whether ``page`` is the welcome page of a new Wagtail, never edited."""
    return page.specific_class is Page and not page.latest_revision_id and page.is_leaf()
