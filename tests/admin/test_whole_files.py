"""A file of the site is whole or not there, and comes and goes with the row that names it."""

import datetime as dt
import errno
import fcntl
import os
import threading
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from centre.backup.media import files
from centre.models import CentreDocument, CentreImage
from centre.uploads import storage
from centre.uploads.storage import UNFINISHED, WholeFileStorage, sweep, unfinished
from centre.whole import whole
from tests.factories.centre import ImageFactory
from tests.samples import pictures as samples
from tests.samples.sending import send, stored_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return WholeFileStorage(location=tmp_path)


@pytest.fixture
def staff(client, editor):
    client.force_login(editor)
    return client


class Cut(ContentFile):
    """A file of which only the first half can be written."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def names(root: Path) -> set[str]:
    return {path.name for path in root.rglob("*") if path.is_file()}


def test_a_full_disk_leaves_no_half_file(folder, tmp_path):
    with pytest.raises(OSError, match="No space"):
        folder.save("a/text.txt", Cut(b""))
    assert names(tmp_path) == set()
    assert folder.save("a/text.txt", ContentFile(b"whole")) == "a/text.txt"


def test_nobody_reads_a_file_that_is_being_written(folder, tmp_path):
    seen = []

    class Watched(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"first "
            seen.append((folder.exists("text.txt"), len(names(tmp_path / UNFINISHED))))
            yield b"second"

    folder.save("text.txt", Watched(b""))
    assert seen == [(False, 1)]
    assert (tmp_path / "text.txt").read_bytes() == b"first second"
    assert names(tmp_path) == {"text.txt"}


def test_of_two_with_one_name_each_keeps_its_own(folder, tmp_path):
    both = threading.Barrier(2)

    class Together(ContentFile):
        def chunks(self, chunk_size=None):
            both.wait(timeout=30)
            yield from super().chunks(chunk_size)

    kept = {}

    def write(text: bytes):
        kept[text] = folder._save("text.txt", Together(text))

    threads = [threading.Thread(target=write, args=[text]) for text in (b"one", b"two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {text: (tmp_path / name).read_bytes() for text, name in kept.items()} == {
        b"one": b"one", b"two": b"two",
    }  # fmt: skip


@pytest.mark.parametrize("refusal", [errno.EPERM, errno.ENOTSUP])
def test_a_disk_without_second_names_is_served_too(folder, tmp_path, monkeypatch, refusal):
    def link(source, target):
        raise OSError(refusal, os.strerror(refusal))

    monkeypatch.setattr(storage.os, "link", link)
    assert folder._save("text.txt", ContentFile(b"one")) == "text.txt"
    second = folder._save("text.txt", ContentFile(b"two"))
    assert (tmp_path / "text.txt").read_bytes() == b"one"
    assert (tmp_path / second).read_bytes() == b"two"


def test_a_file_goes_with_the_change_that_is_lost(tmp_path, folder):
    with pytest.raises(IntegrityError), whole():
        folder.save("lost.txt", ContentFile(b"lost"))
        raise IntegrityError
    with whole():
        folder.save("given-up.txt", ContentFile(b"given up"))
        transaction.set_rollback(True)
    with whole():
        with pytest.raises(IntegrityError), transaction.atomic():
            folder.save("part.txt", ContentFile(b"a part that is lost"))
            raise IntegrityError
        folder.save("kept.txt", ContentFile(b"kept"))
    assert names(tmp_path) == {"kept.txt"}


def test_a_file_is_deleted_with_the_change_only(
    tmp_path, folder, django_capture_on_commit_callbacks
):
    for name in ("one.txt", "two.txt"):
        folder.save(name, ContentFile(b"here"))
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(IntegrityError), whole():
            folder.delete("one.txt")
            raise IntegrityError
        with whole():
            folder.delete("two.txt")
            assert names(tmp_path) == {"one.txt", "two.txt"}
    assert names(tmp_path) == {"one.txt"}
    folder.delete("one.txt")
    assert names(tmp_path) == set()


def test_what_a_killed_process_left_is_swept_and_nothing_else(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    now = timezone.now()
    left, held, new = (unfinished(tmp_path) / name for name in ("left", "held", "new"))
    for path in (left, held, new):
        path.write_bytes(b"half")
    before = (now - dt.timedelta(hours=2)).timestamp()
    for path in (left, held):
        os.utime(path, (before, before))
    with held.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert sweep(now) == 1
    assert names(tmp_path) == {"held", "new"}
    assert sweep(now) == 1
    assert names(tmp_path) == {"new"}


def test_nothing_unfinished_is_in_a_backup(tmp_path, folder):
    folder.save("images/one.txt", ContentFile(b"whole"))
    (unfinished(tmp_path) / "half").write_bytes(b"half")
    assert list(files(folder)) == ["images/one.txt"]


def test_the_site_keeps_its_files_like_this():
    assert storages["default"].deconstruct()[0] == "centre.uploads.storage.WholeFileStorage"


def test_a_picture_whose_row_is_refused_leaves_no_file(staff, branch, monkeypatch):
    files_before = stored_files()

    def refuse(self, *args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("wagtail.images.views.images.CreateView.get_success_url", refuse)
    staff.raise_request_exception = False
    fields = {"title": "Atelier", "collection": branch.collection_id}
    answer = send(
        staff, reverse("wagtailimages:add"), fields, "file", "a.jpg", samples.phone_photo()
    )
    assert answer.status_code == 500
    assert not CentreImage.objects.filter(title="Atelier").exists()
    assert stored_files() == files_before


def test_a_deletion_that_fails_leaves_the_file(staff, branch, monkeypatch, director):
    staff.force_login(director)
    image = ImageFactory(branch=branch)

    def refuse(self, *args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("wagtail.images.views.images.DeleteView.get_success_message", refuse)
    staff.raise_request_exception = False
    assert staff.post(reverse("wagtailimages:delete", args=[image.pk])).status_code == 500
    assert CentreImage.objects.get(pk=image.pk).file.storage.exists(image.file.name)


def test_a_large_file_comes_in_beside_the_media(staff, branch, settings, monkeypatch):
    """Its folder is made when it is missing: nobody installs it."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    seen = []
    own_copy = storage.own_copy

    def watched(file):
        seen.append(Path(file.temporary_file_path()).parent)
        return own_copy(file)

    monkeypatch.setattr("centre.uploads.files.own_copy", watched)
    fields = {"title": "Liste", "collection": branch.collection_id}
    send(staff, reverse("wagtaildocs:add"), fields, "file", "liste.txt", b"un texte assez long")
    assert CentreDocument.objects.get().title == "Liste"
    assert seen == [Path(settings.MEDIA_ROOT) / UNFINISHED]
    assert not list((Path(settings.MEDIA_ROOT) / UNFINISHED).iterdir())
