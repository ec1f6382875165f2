"""A change that the public sees gives its branch, and no other, a new content version."""

import pytest
from wagtail.models import Page

from centre.cache.snapshot import snapshot
from centre.models import Branch
from services.models import PlaceOpeningHours
from tests.factories.home import StandardPageFactory
from tests.factories.services import HelpLineFactory, NeedFactory, PlaceFactory, week_hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(branch, other_branch, django_capture_on_commit_callbacks):
    """Return a function that runs an action and tells whose version it changed."""

    def run(action) -> set[str]:
        before = dict(Branch.objects.values_list("commune__name", "content_version"))
        with django_capture_on_commit_callbacks(execute=True):
            action()
        after = Branch.objects.values_list("commune__name", "content_version")
        return {name for name, version in after if before[name] != version}

    return run


def test_publishing_and_unpublishing_a_page(change, home):
    page = StandardPageFactory(parent=home)
    assert change(page.save_revision().publish) == {"Ogou 1"}
    assert change(page.unpublish) == {"Ogou 1"}
    assert change(page.delete) == {"Ogou 1"}


def test_a_draft_changes_nothing(change, home):
    page = StandardPageFactory(parent=home)
    page.title = "Brouillon"
    assert change(page.save_revision) == set()


def test_moving_a_page_between_branches_changes_both(change, home, other_branch):
    page = StandardPageFactory(parent=home)
    target = Page.objects.get(pk=other_branch.root_page_id)
    assert change(lambda: page.move(target, "last-child")) == {"Ogou 1", "Zio 1"}


def test_owned_objects_and_their_rows(change, branch):
    place = PlaceFactory(branch=branch)
    assert change(place.save) == {"Ogou 1"}
    (row,) = week_hours(("08:00", "12:00"), days=[0], model=PlaceOpeningHours)
    row.place = place
    assert change(row.save) == {"Ogou 1"}
    assert change(place.delete) == {"Ogou 1"}


def test_reference_data_changes_every_branch(change):
    need = NeedFactory()
    assert change(need.save) == {"Ogou 1", "Zio 1"}
    national = HelpLineFactory(branch=None)
    assert change(national.save) == {"Ogou 1", "Zio 1"}


def test_a_site_gives_every_branch_other_addresses(change, branch):
    assert change(branch.root_page.sites_rooted_here.first().save) == {"Ogou 1", "Zio 1"}


def test_rolled_back_change_is_no_change(branch):
    from django.db import transaction

    version = branch.content_version
    place = PlaceFactory(branch=branch)
    with pytest.raises(RuntimeError), transaction.atomic():
        place.save()
        raise RuntimeError
    branch.refresh_from_db()
    assert branch.content_version == version


def test_snapshot_is_built_once_per_version(branch):
    built = []

    def build(of):
        built.append(of.content_version)
        return len(built)

    assert [snapshot(branch, "test", build) for _time in range(3)] == [1, 1, 1]
    branch.content_version = "0" * 32
    assert snapshot(branch, "test", build) == 2
