"""A recording is outdated once the published page says something else than it did then."""

import datetime as dt

import pytest
from django.urls import reverse

from centre.models import Recording, Role
from centre.staff.todo import Desk, todo_groups
from services.models import ServicePage
from tests.admin.editing import PUBLISH, add, edit
from tests.factories import LanguageFactory, ServicePageFactory, make_user
from tests.factories.media import SoundFactory
from tests.factories.services import service_index
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

SIGN = "À réenregistrer\u00a0: le texte a changé depuis."


@pytest.fixture
def page(client, branch, director):
    """A service in the hands of the director."""
    client.force_login(director)
    return ServicePageFactory(title="Écoute", introduction="Une personne vous reçoit.")


def row(sound, **values) -> dict:
    values = {"id": "", "language": LanguageFactory().pk, "media": sound.pk, "DELETE": ""} | values
    return {
        "recordings-TOTAL_FORMS": "1",
        **{f"recordings-0-{name}": value for name, value in values.items()},
    }


def record(client, page, **changes):
    """Add a recording to ``page`` and publish it."""
    edit(client, page, **row(SoundFactory()), **changes, **PUBLISH)
    return Recording.objects.get(page=page)


def to_record_again(user) -> list[tuple[str, str]]:
    groups = todo_groups(Desk(user=user, today=dt.date(2026, 3, 9)))
    return [
        (item.title, str(item.detail))
        for group in groups
        if group.heading == "Textes à réenregistrer"
        for item in group.items
    ]


def editor_of(client, page) -> str:
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_a_new_recording_is_up_to_date(client, page, director):
    assert not record(client, page).is_outdated
    assert to_record_again(director) == []
    assert SIGN not in editor_of(client, page)


def test_publishing_other_words_outdates_it_and_the_public_still_hears_it(client, page, director):
    record(client, page)
    edit(client, page, introduction="Deux personnes vous reçoivent.", **PUBLISH)
    assert to_record_again(director) == [("Écoute", "Français")]
    assert SIGN in editor_of(client, page)
    client.logout()
    assert len(read(client, page.url).soup.select("audio")) == 1


def test_publishing_something_that_is_not_read_aloud_changes_nothing(client, page, director):
    record(client, page)
    edit(client, page, keywords="parler", service_areas="Gléi", **PUBLISH)
    assert to_record_again(director) == []
    assert SIGN not in editor_of(client, page)


def test_the_same_words_again_make_it_good_again(client, page, director):
    record(client, page)
    edit(client, page, title="Autre chose", **PUBLISH)
    edit(client, page, title="Écoute", **PUBLISH)
    assert to_record_again(director) == []


def test_a_draft_warns_its_writer_only(client, page, director):
    record(client, page)
    edit(client, page, title="Autre chose")
    assert to_record_again(director) == []
    assert SIGN in editor_of(client, page)


def test_a_new_sound_goes_with_the_new_words(client, page, director):
    record(client, page)
    edit(client, page, title="Autre chose", **PUBLISH)
    recording = Recording.objects.get(page=page)
    edit(client, page, **row(SoundFactory(), id=recording.pk), **PUBLISH)
    assert to_record_again(director) == []
    assert SIGN not in editor_of(client, page)


def test_a_sound_that_nobody_heard_yet_goes_with_the_words_saved_last(client, page, director):
    values = {"title": "Couture", "slug": "couture", "introduction": "Un premier jet."}
    add(client, service_index(page.owner_branch), ServicePage, **values, **row(SoundFactory()))
    draft = ServicePage.objects.get(title="Couture")
    edit(client, draft, introduction="Un second jet.", **PUBLISH)
    assert Recording.objects.get(page=draft).text_digest
    assert to_record_again(director) == []


def test_a_recording_of_which_nobody_knows_the_words_is_left_alone(client, page, director):
    Recording.objects.create(page=page, language=LanguageFactory(), media=SoundFactory())
    edit(client, page, title="Autre chose", **PUBLISH)
    assert to_record_again(director) == []


def test_another_commune_is_not_told(client, page, other_branch, superuser):
    record(client, page)
    edit(client, page, title="Autre chose", **PUBLISH)
    assert to_record_again(make_user(other_branch, Role.DIRECTOR)) == []
    assert to_record_again(superuser) == [("Autre chose", "Français")]
