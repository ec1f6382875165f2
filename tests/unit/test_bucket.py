"""Files in a bucket, on a server that really speaks S3."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from centre.backup.media import StoredMedia, files, media
from centre.bucket import PUBLIC, BucketStorage
from centre.doctor.machine import media_folder
from centre.doctor.registry import State

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def content_of(name):
    with default_storage.open(name) as file:
        return file.read()


class TestFiles:
    def test_what_is_stored_is_read_again(self, bucket):
        name = default_storage.save("documents/liste d’été.txt", ContentFile("é".encode()))
        assert name == "documents/liste d’été.txt"
        assert default_storage.exists(name)
        assert default_storage.size(name) == 2
        assert content_of(name) == "é".encode()
        default_storage.delete(name)
        assert not default_storage.exists(name)

    def test_a_name_is_given_once(self, bucket):
        first = default_storage.save("images/a.jpg", ContentFile(b"1"))
        second = default_storage.save("images/a.jpg", ContentFile(b"2"))
        assert first != second
        assert (content_of(first), content_of(second)) == (b"1", b"2")

    def test_two_machines_at_once_overwrite_nothing(self, bucket):
        """Both found the name free: the server decides."""
        machines = [BucketStorage(**bucket.options) for _one in range(8)]
        with ThreadPoolExecutor(8) as pool:
            names = list(
                pool.map(
                    lambda number: machines[number]._save(
                        "images/a.jpg", ContentFile(str(number).encode())
                    ),
                    range(8),
                )
            )
        assert len(set(names)) == 8
        assert [content_of(name) for name in names] == [str(n).encode() for n in range(8)]

    def test_a_large_file_is_whole(self, bucket):
        content = bytes(range(256)) * 40_000
        assert content_of(default_storage.save("media/a.mp4", ContentFile(content))) == content

    def test_what_is_not_there_is_missing_as_on_a_disk(self, bucket):
        for ask in (default_storage.open, default_storage.size):
            with pytest.raises(FileNotFoundError):
                ask("images/none.jpg")
        default_storage.delete("images/none.jpg")

    def test_addresses_are_those_of_the_site(self, bucket):
        assert default_storage.url("images/a é.jpg") == "/media/images/a%20%C3%A9.jpg"
        assert default_storage.url("") == "/media/"

    def test_a_backup_finds_every_file_and_a_restore_wants_none(self, bucket):
        assert isinstance(media(), StoredMedia)
        assert media().is_bare()
        for name in ("documents/b.txt", "images/a.jpg", "images/sub/c.jpg"):
            default_storage.save(name, ContentFile(b"x"))
        assert list(files()) == ["documents/b.txt", "images/a.jpg", "images/sub/c.jpg"]
        assert not media().is_bare()


class TestPrivacy:
    def test_a_stranger_reads_public_files_one_by_one_and_nothing_else(self, bucket):
        for folder in (*PUBLIC, "documents", "original_images", "wagtail_uploads"):
            default_storage.save(f"{folder}/a.txt", ContentFile(b"x"))
        for folder in PUBLIC:
            assert bucket.read_by_anybody(f"{folder}/a.txt") == (200, b"x")
        for folder in ("documents", "original_images", "wagtail_uploads"):
            assert bucket.read_by_anybody(f"{folder}/a.txt") == (403, b"")
        default_storage.save("imagesother/a.txt", ContentFile(b"x"))
        assert bucket.read_by_anybody("imagesother/a.txt")[0] == 403

    def test_public_is_what_the_web_server_says_of_a_disk(self):
        said = re.search(r"\^/media/\(\?:([a-z_|]+)\)/", (ROOT / "deploy/nginx.conf").read_text())
        assert set(said[1].split("|")) == set(PUBLIC)


class TestAway:
    def test_everything_fails_as_a_disk_does_and_nobody_waits_twice(self, bucket, monkeypatch):
        default_storage.save("images/a.jpg", ContentFile(b"x"))
        bucket.stop()
        for ask in (
            lambda: default_storage.save("images/b.jpg", ContentFile(b"x")),
            lambda: default_storage.open("images/a.jpg"),
            lambda: default_storage.size("images/a.jpg"),
            lambda: default_storage.delete("images/a.jpg"),
            lambda: list(files()),
            default_storage.check_answers,
        ):
            with pytest.raises(OSError, match="the bucket d"):
                ask()
        # Nobody asks it for a moment, not even when it is back.
        bucket.start()
        with pytest.raises(OSError, match="a moment ago"):
            default_storage.size("images/a.jpg")
        monkeypatch.setattr("centre.bucket.time.monotonic", lambda: float("inf"))
        assert default_storage.save("images/c.jpg", ContentFile(b"x")) == "images/c.jpg"

    def test_the_doctor_says_what_to_check(self, bucket):
        assert media_folder(NOW).state is State.GOOD
        bucket.stop()
        found = media_folder(NOW)
        assert found.state is State.BAD
        assert "MEDIA_BUCKET" in found.to_do


class TestCommand:
    def test_it_may_be_run_again(self, bucket):
        bucket.empty()
        said = StringIO()
        for _time in range(2):
            call_command("prepare_bucket", stdout=said)
        assert said.getvalue().splitlines() == [
            "Le compartiment est créé.",
            "Le compartiment était déjà là.",
        ]
        default_storage.save("images/a.jpg", ContentFile(b"x"))
        assert bucket.read_by_anybody("images/a.jpg")[0] == 200

    def test_it_says_what_to_check(self, bucket):
        bucket.stop()
        with pytest.raises(CommandError, match="MEDIA_BUCKET"):
            call_command("prepare_bucket")

    def test_without_a_bucket_it_does_nothing(self, settings):
        with pytest.raises(CommandError, match="MEDIA_BUCKET"):
            call_command("prepare_bucket")
