"""The index follows what is published, and nothing else ever gets into it."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from centre.models.search import SearchEntry, SearchPosting, SearchWord, SearchWordKey
from centre.search.documents import TITLE
from centre.search.index import index_entry
from centre.search.query import search
from centre.search.rebuild import rebuild
from services.models import Place, ServicePage, Visibility
from tests.factories import (
    NeedFactory,
    PlaceFactory,
    ServicePageFactory,
    StandardPageFactory,
    service_index,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def do(branch, other_branch, commit):
    """``commit``, beside another commune."""
    return commit


@pytest.fixture
def service(do, branch):
    return do(ServicePageFactory, branch=branch, title="Tissage", slug="tissage", keywords="pagnes")


def urls(branch, query):
    return [entry.url for entry in search(branch.pk, query).entries]


def everything() -> str:
    """Return all that the tables of the search hold, as one text."""
    models = (SearchEntry, SearchPosting, SearchWord, SearchWordKey)
    return " ".join(str(list(model.objects.values_list())) for model in models)


def test_a_page_born_live_is_found(service, branch, other_branch):
    (entry,) = search(branch.pk, "tissages").entries
    assert (entry.kind, entry.title, entry.url) == ("service", "Tissage", "services/tissage/")
    assert entry.summary == service.introduction
    assert urls(other_branch, "tissages") == []


def test_a_draft_is_not_found(do, branch):
    do(ServicePageFactory, branch=branch, title="Saponification", live=False)
    assert urls(branch, "saponification") == []
    assert "saponif" not in everything()


def test_the_draft_of_a_live_page_is_found_once_published(do, service, branch):
    service.title, service.keywords = "Couture", "robes"
    revision = do(service.save_revision)
    assert (urls(branch, "couture robes"), urls(branch, "pagnes")) == ([], ["services/tissage/"])
    do(revision.publish)
    assert (urls(branch, "couture robes"), urls(branch, "pagnes")) == (["services/tissage/"], [])


def test_saving_a_draft_leaves_the_index_alone(do, service):
    service.title = "Couture"
    with CaptureQueriesContext(connection) as captured:
        do(service.save_revision)
    assert not [each["sql"] for each in captured if "centre_search" in each["sql"]]


def test_a_page_published_later_is_not_found_yet(do, branch):
    page = do(ServicePageFactory, branch=branch, title="Tissage", live=False)
    page.go_live_at = timezone.now() + dt.timedelta(days=1)
    do(page.save_revision().publish)
    assert urls(branch, "tissage") == []


def test_an_unpublished_page_leaves_nothing_behind(do, service, branch):
    do(service.unpublish)
    assert urls(branch, "tissage") == []
    assert "pagne" not in everything()


def test_a_deleted_page_leaves_nothing_behind(do, service):
    do(service.delete)
    assert "pagne" not in everything()


def test_deleting_a_page_deletes_those_below(do, service, branch):
    do(service_index(branch).delete)
    assert "pagne" not in everything()


def test_a_page_moved_to_another_branch_is_found_there(do, service, branch, other_branch):
    do(service.move, service_index(other_branch), "last-child")
    assert urls(branch, "tissage") == []
    assert urls(other_branch, "tissage") == ["services/tissage/"]


def test_pages_moved_along_have_a_new_address(do, service, branch):
    page = do(StandardPageFactory, parent=branch.root_page.specific, title="Ici", slug="ici")
    do(service_index(branch).move, Page.objects.get(pk=page.pk), "last-child")
    assert urls(branch, "tissage") == ["ici/services/tissage/"]


def test_a_new_address_is_that_of_the_pages_below_too(do, service, branch):
    index = service_index(branch)
    index.slug = "aide"
    do(index.save_revision().publish)
    assert urls(branch, "tissage") == ["aide/tissage/"]


def test_pages_below_a_restriction_are_not_found(do, service, branch):
    restriction = PageViewRestriction(
        page=service_index(branch).page_ptr, restriction_type=PageViewRestriction.LOGIN
    )
    do(restriction.save)
    assert urls(branch, "tissage") == []
    assert "pagne" not in everything()
    do(restriction.delete)
    assert urls(branch, "tissage") == ["services/tissage/"]


def test_a_place_is_found_while_it_is_public(do, branch):
    place = do(PlaceFactory, branch=branch, name="Maison Okpara", transportation="Au figuier")
    assert urls(branch, "okpara figuier") == ["lieux/maison-okpara/"]
    place.visibility = Visibility.ON_REQUEST
    do(place.save)
    assert urls(branch, "okpara") == []
    assert "okpara" not in everything().lower()
    assert "figuier" not in everything()


def test_a_deleted_place_leaves_nothing_behind(do, branch):
    place = do(PlaceFactory, branch=branch, name="Maison Okpara")
    do(place.delete)
    assert "okpara" not in everything().lower()


def test_a_service_is_found_by_the_present_words_of_its_needs(do, branch):
    need = do(NeedFactory, title="Apprendre")
    do(ServicePageFactory, branch=branch, title="Tissage", slug="tissage", needs=[need])
    assert urls(branch, "apprendre") == ["services/tissage/"]
    need.title = "Étudier"
    do(need.save)
    assert urls(branch, "apprendre") == []
    assert urls(branch, "étudier") == ["services/tissage/"]
    do(need.delete)
    assert urls(branch, "étudier") == []
    assert urls(branch, "tissage") == ["services/tissage/"]


def test_nothing_changes_when_the_change_is_undone(branch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        ServicePageFactory(branch=branch, title="Tissage")
    assert callbacks
    assert "tissag" not in everything()


def test_a_rebuild_finds_what_no_signal_told(service, branch):
    ServicePage.objects.filter(pk=service.pk).update(title="Couture")
    index_entry(branch.pk, "services.servicepage:0", "service", "Perdu", "", "x/", {TITLE: "Perdu"})
    written = rebuild()
    assert written == SearchEntry.objects.count()
    assert urls(branch, "couture") == ["services/tissage/"]
    assert (urls(branch, "tissage"), urls(branch, "perdu")) == ([], [])
    assert not SearchWord.objects.filter(stem="perdu").exists()


def test_a_rebuild_changes_nothing_that_is_true(service):
    rebuild()
    before = everything()
    rebuild()
    assert everything() == before


def test_the_rebuild_of_a_branch_leaves_the_others_alone(do, service, branch, other_branch):
    do(ServicePageFactory, branch=other_branch, title="Poterie", slug="poterie")
    do(PlaceFactory, branch=branch, name="Maison Okpara")
    ServicePage.objects.update(title="Couture")
    Place.objects.update(name="Maison Amou")
    rebuild(branch)
    assert urls(branch, "couture amou") == ["services/tissage/", "lieux/maison-okpara/"]
    assert urls(other_branch, "poterie") == ["services/poterie/"]


def test_a_rebuild_asks_per_batch_not_per_page(branch):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            rebuild()
        return len(captured)

    ServicePageFactory(branch=branch)
    few = cost()
    for _ in range(40):
        ServicePageFactory(branch=branch)
    assert cost() - few < 10


def test_the_command_says_how_far_it_is(service, branch):
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert "services.ServicePage: 1" in out.getvalue()
    call_command("rebuild_search", commune=branch.commune.code, stdout=out)
    with pytest.raises(CommandError, match="T-nowhere"):
        call_command("rebuild_search", commune="T-nowhere")
