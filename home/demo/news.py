"""The programme and the news of the demonstration."""

import datetime as dt

from centre.models import Branch, Commune
from events.models import ProgrammePage, ProgrammePartner
from home.demo.directory import owned
from home.demo.tree import find
from home.models import NewsPage, RelatedPage
from services.models import Organisation


def programme_page(branch: Branch, content: dict) -> ProgrammePage:
    """Return the programme that ``content`` describes (see ``content.programme``), unsaved."""
    fields = dict(content)
    fields["communes"] = Commune.objects.filter(name__in=fields["communes"])
    fields["partners"] = [
        ProgrammePartner(
            sort_order=order, organisation=owned(Organisation, branch, slug), role=role
        )
        for order, (slug, role) in enumerate(fields["partners"])
    ]
    return ProgrammePage(**fields)


def news_page(branch: Branch, content: dict) -> NewsPage:
    """Return the piece of news that ``content`` describes (see ``content.news``), unsaved."""
    fields = dict(content)
    fields["date"] = dt.date.fromisoformat(fields["date"])
    targets = [find(branch.commune.code, name) for name in fields.pop("related")]
    fields["related"] = [
        RelatedPage(sort_order=order, target=target)
        for order, target in enumerate(targets)
        if target
    ]
    return NewsPage(**fields)
