"""Sounds and films sent by staff."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from centre.models import CentreMedia
from tests.samples import pictures
from tests.samples import recordings as samples
from tests.samples.sending import send, stored_files, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection(branch):
    """The collection of Ogou 1."""
    return branch.collection


@pytest.fixture
def staff(client, editor):
    """The browser of an editor."""
    client.force_login(editor)
    return client


def add(client, collection, kind, name, content):
    """Send by the form for one sound or film."""
    fields = {"title": "Message", "collection": collection.pk}
    url = reverse("wagtailmedia:add", args=[kind])
    return send(client, url, fields, "file", name, content)


def choose(client, collection, kind, name, content):
    """Send from the chooser of a page."""
    prefix = "media-chooser-upload"
    fields = {f"{prefix}-title": "Message", f"{prefix}-collection": collection.pk}
    url = reverse("wagtailmedia:chooser_upload", args=[kind])
    return send(client, url, fields, f"{prefix}-file", name, content)


every_door = pytest.mark.parametrize("door", [add, choose], ids=lambda door: door.__name__)


def stored():
    """Return all that an upload may leave behind."""
    rows = CentreMedia.objects.order_by("pk").values("pk", "title", "file", "duration")
    return list(rows), stored_files()


def kind_of(name):
    """Return the kind of media under which ``name`` is sent."""
    return "video" if name.endswith("mp4") else "audio"


@every_door
def test_a_hostile_recording_is_refused(door, staff, collection, subtests):
    before = stored()
    for name, (kind, content, sentence) in samples.hostile_recordings().items():
        with subtests.test(name):
            words = words_of(door(staff, collection, kind, name, content))
            assert words.count(sentence) == 1
            assert "autorisée" not in words
            assert stored() == before


@every_door
def test_a_recording_cut_off_by_a_bad_line_is_refused(door, staff, collection, subtests):
    before = stored()
    for name, content in samples.cut_recordings().items():
        with subtests.test(name):
            words = words_of(door(staff, collection, kind_of(name), name, content))
            assert samples.DAMAGED in words or samples.LIES in words
            assert stored() == before


@pytest.mark.parametrize(("kind", "name"), [("audio", "voice.mp3"), ("video", "silent.mp4")])
def test_a_heavy_recording_is_refused(kind, name, staff, collection, settings):
    settings.SOUND_MAX_UPLOAD_SIZE = settings.FILM_MAX_UPLOAD_SIZE = 1000
    before = stored()
    content, _seconds = samples.good_recordings()[name]
    assert "Ce fichier est trop lourd" in words_of(add(staff, collection, kind, name, content))
    assert stored() == before


@every_door
def test_a_good_recording_is_kept_with_its_length_and_without_tags(
    door, staff, collection, subtests
):
    for name, (content, seconds) in samples.good_recordings().items():
        with subtests.test(name):
            door(staff, collection, kind_of(name), name, content)
            kept = CentreMedia.objects.latest("pk")
            assert kept.duration == pytest.approx(seconds, abs=0.1)
            assert samples.TELLTALE not in Path(kept.file.path).read_bytes()
            assert kept.type == kind_of(name)


def test_the_picture_of_a_film_is_clean(staff, collection):
    fields = {"title": "Message", "collection": collection.pk}
    add(staff, collection, "video", "film.mp4", samples.boxed())
    film = CentreMedia.objects.latest("pk")
    url = reverse("wagtailmedia:edit", args=[film.pk])
    send(staff, url, fields, "thumbnail", "IMG_2024.jpg", pictures.phone_photo())
    film.refresh_from_db()
    content = Path(film.thumbnail.path).read_bytes()
    assert not [word for word in pictures.TELLTALES if word in content]
    assert dict(Image.open(BytesIO(content)).getexif()) == {}
    assert film.duration == 3.5


@pytest.mark.parametrize("name", ["script.svg", "script.png", "bomb.png", "empty.jpg"])
def test_a_hostile_picture_of_a_film_is_refused(name, staff, collection):
    fields = {"title": "Message", "collection": collection.pk}
    add(staff, collection, "video", "film.mp4", samples.boxed())
    film = CentreMedia.objects.latest("pk")
    before = stored()
    content, sentence = pictures.hostile_pictures()[name]
    url = reverse("wagtailmedia:edit", args=[film.pk])
    assert sentence in words_of(send(staff, url, fields, "thumbnail", name, content))
    assert stored() == before


def test_replacing_measures_again_and_leaves_nothing_of_the_old_film(
    staff, collection, django_capture_on_commit_callbacks
):
    add(staff, collection, "video", "film.mp4", samples.boxed())
    film = CentreMedia.objects.latest("pk")
    fields = {"title": "Message", "collection": collection.pk}
    url = reverse("wagtailmedia:edit", args=[film.pk])
    with django_capture_on_commit_callbacks(execute=True):
        send(staff, url, fields, "file", "other.mp4", samples.boxed(seconds=9))
    old = film.file.name
    film.refresh_from_db()
    assert film.duration == 9
    assert old not in stored_files()
    assert film.file.name in stored_files()


def test_code_cannot_store_a_damaged_film(collection):
    before = stored()
    with pytest.raises(ValidationError):
        CentreMedia.objects.create(
            title="Message",
            type="video",
            file=ContentFile(samples.boxed()[:-20], name="film.mp4"),
            collection=collection,
        )
    assert stored() == before


def test_the_file_of_who_stores_it_by_code_stays_as_it_was(collection, tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(samples.boxed())
    with path.open("rb") as opened:
        kept = CentreMedia.objects.create(
            title="Message", type="video", file=File(opened), collection=collection
        )
    kept.refresh_from_db()
    assert path.read_bytes() == samples.boxed()
    assert samples.TELLTALE not in Path(kept.file.path).read_bytes()
