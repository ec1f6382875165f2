"""Pages of the front door."""

import factory

from home.models import CentreHomePage, PartnersPage, StandardPage
from tests.factories.base import CentrePageFactory


class CentreHomePageFactory(CentrePageFactory):
    """A home page; ``make_branch`` makes one with all that belongs to it."""

    class Meta:
        model = CentreHomePage

    title = factory.Sequence(lambda n: f"Centre {n}")
    introduction = "Un lieu pour apprendre, être écoutée et aidée."
    town_name = "Atakpamé"


class StandardPageFactory(CentrePageFactory):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"Page {n}")
    introduction = "Ce que dit cette page."


class PartnersPageFactory(CentrePageFactory):
    class Meta:
        model = PartnersPage

    title = "Partenaires"
    slug = "organisations"
    introduction = "Qui soutient le centre."
