"""What the directory gives to the search, through the public page."""

import pytest

from centre.search.rebuild import rebuild
from tests.factories.services import HelpLineFactory

pytestmark = pytest.mark.django_db


def titles(client, query) -> list[str]:
    response = client.get("/recherche/", {"q": query})
    return [entry.title for entry in response.context["results"].entries]


def test_help_numbers_are_found_by_word_and_by_number(client, branch, other_branch):
    HelpLineFactory(
        branch=None,
        number="1014",
        label="Signaler un viol",
        purpose="viol",
        answered_by="La police",
        is_published=True,
    )
    HelpLineFactory(branch=branch, number="90 00 00 02", label="Écoute locale", is_published=True)
    HelpLineFactory(branch=other_branch, label="Écoute ailleurs", is_published=True)
    HelpLineFactory(branch=None, label="Écoute brouillon", is_published=False)
    rebuild()
    assert titles(client, "viols") == ["Signaler un viol"]
    assert titles(client, "1014") == ["Signaler un viol"]
    assert titles(client, "ecoute") == ["Écoute locale"]
