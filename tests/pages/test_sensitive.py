"""A sensitive page, and every page below it, leaves no trace it can avoid."""

import pytest

from tests.factories.home import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sensitive(home):
    return StandardPageFactory(
        parent=home, title="Fuir la violence", is_sensitive=True, neutral_title="Informations"
    )


def title_of(response) -> str:
    html = response.content.decode()
    return html[html.index("<title>") + 7 : html.index("</title>")]


def test_sensitive_page_is_kept_nowhere(client, sensitive):
    response = client.get(sensitive.url)
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert title_of(response) == "Informations"


def test_page_below_is_sensitive_too(client, sensitive):
    below = StandardPageFactory(parent=sensitive, title="Porter plainte")
    response = client.get(below.url)
    assert response["Cache-Control"] == "no-store"
    assert "Porter plainte" not in title_of(response)


def test_page_beside_is_not(client, sensitive, home):
    beside = StandardPageFactory(parent=home, title="Comment venir")
    response = client.get(beside.url)
    assert "no-store" not in response.get("Cache-Control", "")
    assert "Comment venir" in title_of(response)


def test_unticking_the_parent_frees_the_page_below(
    client, sensitive, django_capture_on_commit_callbacks
):
    below = StandardPageFactory(parent=sensitive, title="Porter plainte")
    client.get(below.url)
    sensitive.is_sensitive = False
    with django_capture_on_commit_callbacks(execute=True):
        sensitive.save_revision().publish()
    response = client.get(below.url)
    assert "Porter plainte" in title_of(response)
