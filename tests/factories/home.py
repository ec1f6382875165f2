"""Pages of the front door."""

import datetime as dt

import factory

from home.models import (
    CentreHomePage,
    NewsIndexPage,
    NewsPage,
    PartnersPage,
    StandardPage,
)
from tests.factories.base import CentrePageFactory


class CentreHomePageFactory(CentrePageFactory):
    """A home page; ``make_branch`` makes one with all that belongs to it."""

    class Meta:
        model = CentreHomePage

    title = factory.Sequence(lambda n: f"Centre {n}")
    introduction = "Un lieu pour apprendre, être écoutée et aidée."
    town_name = "Atakpamé"


def news_index(branch) -> NewsIndexPage:
    """Return the list of news of ``branch``, made when it has none."""
    found = NewsIndexPage.objects.child_of(branch.root_page).first()
    return found or NewsIndexPageFactory(branch=branch)


class NewsIndexPageFactory(CentrePageFactory):
    """A list of news; that of the federation with ``parent=`` a page above the communes."""

    class Meta:
        model = NewsIndexPage

    title = "Actualités"
    slug = "actualites"
    introduction = "Ce qui se passe au centre."


class NewsPageFactory(CentrePageFactory):
    """A piece of news of 3 March 2026 in the list of ``branch``."""

    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda n: f"Nouvelle {n}")
    introduction = "Ce qui s’est passé."
    date = dt.date(2026, 3, 3)
    parent_in = staticmethod(news_index)


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
