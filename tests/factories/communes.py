"""The federation: its portal, its communes, its partner communes."""

import factory
from wagtail.models import Page, Site

from centre.models import Commune
from communes.models import FederationHomePage, PartnerCommuneIndexPage, PartnerCommunePage
from tests.factories.base import CentrePageFactory
from tests.factories.centre import make_branch


class FederationHomePageFactory(CentrePageFactory):
    """The portal, not served yet: see ``make_portal``."""

    class Meta:
        model = FederationHomePage

    title = "Les communes ensemble"
    slug = "federation"
    federation_name = "Faîtière des Communes"
    introduction = "Qui vous aide, dans votre commune ou tout près."


class PartnerCommuneIndexPageFactory(CentrePageFactory):
    class Meta:
        model = PartnerCommuneIndexPage

    title = "Les communes"
    slug = "communes"


class PartnerCommunePageFactory(CentrePageFactory):
    """The page of a commune that takes part; ``parent=`` the list of communes."""

    class Meta:
        model = PartnerCommunePage

    title = factory.LazyAttribute(lambda page: page.commune.name)


def make_portal() -> FederationHomePage:
    """Return the portal, served at the root of every host without a site of its own."""
    portal = FederationHomePage.objects.first()
    if portal is None:
        portal = FederationHomePageFactory(parent=Page.get_first_root_node())
        Site.objects.filter(is_default_site=True).delete()
        Site.objects.create(hostname="localhost", root_page=portal, is_default_site=True)
    return portal


def make_commune(name: str, **home):
    """Return the branch of the commune ``name``, made below the portal when there is none yet."""
    parent = Page.objects.get(pk=make_portal().pk)
    return make_branch(name, parent=parent, **home)


def make_directory() -> PartnerCommuneIndexPage:
    """Return the list of communes of the portal."""
    found = PartnerCommuneIndexPage.objects.first()
    return found or PartnerCommuneIndexPageFactory(parent=make_portal())


def make_partner(name: str, **fields) -> PartnerCommunePage:
    """Return the page of the commune ``name``, which the list of reference has."""
    commune = Commune.objects.get(name=name)
    return PartnerCommunePageFactory(parent=make_directory(), commune=commune, **fields)
