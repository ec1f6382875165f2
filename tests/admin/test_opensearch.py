"""The search of staff: on OpenSearch while it answers, in the database while it does not."""

import pytest
from django.urls import reverse
from modelsearch.backends import get_search_backend

from centre.models import CentreImage
from centre.opensearch import ForgivingBackend
from tests.factories import ImageFactory, StandardPageFactory
from tests.samples.opensearch import SmallOpenSearch, backends

pytestmark = pytest.mark.django_db


@pytest.fixture
def opensearch(settings, monkeypatch):
    with SmallOpenSearch() as server:
        monkeypatch.setattr(ForgivingBackend, "asked_again_at", 0.0)
        url = server.url
        settings.WAGTAILSEARCH_BACKENDS = backends(url, settings.WAGTAILSEARCH_BACKENDS["default"])
        yield server


def found(word):
    return list(get_search_backend().search(word, CentreImage))


def test_what_is_saved_is_found_through_opensearch(opensearch, branch):
    image = ImageFactory(branch=branch, title="Manguier")
    ImageFactory(branch=branch, title="Chaises")
    assert any("/_doc/" in path for _method, path in opensearch.asked)
    opensearch.asked.clear()
    assert found("manguier") == [image]
    assert any("_search" in path for _method, path in opensearch.asked)


def test_the_listing_of_staff_asks_it(opensearch, client, editor, branch):
    ImageFactory(branch=branch, title="Manguier")
    client.force_login(editor)
    answer = client.get(reverse("wagtailimages:index"), {"q": "Manguier"})
    assert "Manguier" in answer.content.decode()


@pytest.mark.parametrize("is_stopped", [True, False], ids=["stopped", "without the index"])
def test_away_the_database_answers_and_saving_goes_on(
    is_stopped, opensearch, client, editor, branch, monkeypatch
):
    if is_stopped:
        opensearch.__exit__()
        monkeypatch.setattr(SmallOpenSearch, "__exit__", lambda *_args: None)
    else:
        monkeypatch.setattr(opensearch, "answer", lambda *_args: (404, {"error": "no such index"}))
    image = ImageFactory(branch=branch, title="Manguier")
    StandardPageFactory(branch=branch, title="Manguier")
    assert found("manguier") == [image]
    assert get_search_backend().search("manguier", CentreImage).count() == 1
    client.force_login(editor)
    for name in ("wagtailimages:index", "wagtailadmin_pages:search"):
        answer = client.get(reverse(name), {"q": "Manguier"})
        assert answer.status_code == 200
        assert "Manguier" in answer.content.decode()


def test_away_it_is_not_asked_for_a_moment(opensearch, branch, monkeypatch):
    monkeypatch.setattr(opensearch, "answer", lambda *_args: (503, {"error": "away"}))
    image = ImageFactory(branch=branch, title="Manguier")
    found("manguier")
    opensearch.asked.clear()
    assert found("manguier") == [image]
    assert opensearch.asked == []


def test_the_public_search_never_asks_it(opensearch, client, home):
    opensearch.asked.clear()
    assert client.get("/recherche/?q=manguier").status_code == 200
    assert opensearch.asked == []
