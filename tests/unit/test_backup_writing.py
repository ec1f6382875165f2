"""No half file ever has the name of a backup, and no file but our own backups is deleted."""

import errno
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from centre import archives
from centre.archives import PART, Refused, ZipWriter, new_file
from centre.backup import turns
from centre.backup.folder import Folder
from centre.backup.turns import one_at_a_time
from tests.serving import ROOT

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def filled(path) -> None:
    with new_file(path) as file, ZipWriter(file) as writer:
        for number in range(3):
            writer.add_file(f"{number}.jpg", BytesIO(os.urandom(5_000)), packed=False)
        writer.finish({})


class FullDisk:
    """A file on a disk with room for ``room`` bytes."""

    def __init__(self, file, room: int):
        self._file, self._room = file, room

    def write(self, data) -> int:
        self._room -= len(data)
        if self._room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self._file.write(data)

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._file.close()


def test_a_full_disk_leaves_nothing_and_says_so(monkeypatch, tmp_path):
    opened = os.fdopen
    path = tmp_path / "backup.zip"
    filled(path)
    size = path.stat().st_size
    path.unlink()
    for room in (0, 10, 5_000, 5_100, 15_200, size - 1):
        monkeypatch.setattr(
            archives.os, "fdopen", lambda *args, room=room: FullDisk(opened(*args), room)
        )
        with pytest.raises(Refused, match="Le disque est plein"):
            filled(path)
        assert list(tmp_path.iterdir()) == []


def test_whatever_stops_it_leaves_nothing(tmp_path):
    path = tmp_path / "backup.zip"
    with pytest.raises(KeyboardInterrupt), new_file(path) as file:
        file.write(b"half")
        assert not path.exists()
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_keeps_its_file(tmp_path):
    path = tmp_path / "backup.zip"
    path.write_bytes(b"older")
    with pytest.raises(Refused, match="existe déjà"), new_file(path):
        pass
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_only_its_owner_reads_it(tmp_path):
    filled(tmp_path / "backup.zip")
    assert (tmp_path / "backup.zip").stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert archive.testzip() is None


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    class Broken:
        def read(self, _size):
            raise OSError(errno.EIO, "Input/output error")

    with (
        pytest.raises(Refused, match=r"photo\.jpg.*ne peut pas être lu"),
        new_file(tmp_path / "backup.zip") as file,
        ZipWriter(file) as writer,
    ):
        writer.add_file("photo.jpg", Broken())
    assert list(tmp_path.iterdir()) == []


def test_a_killed_backup_has_no_name_and_is_in_nobody_s_way(tmp_path):
    """A queue among the pictures holds the backup up where it is half written."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.jpg").write_bytes(b"x" * 100_000)
    os.mkfifo(tmp_path / "media" / "b.jpg")
    sqlite3.connect(tmp_path / "site.sqlite3").close()
    environment = os.environ | {
        "CENTRE_VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "centre.settings.dev",
        "BACKUP_KEY": "",
    }
    command = [sys.executable, "manage.py", "backup"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    # Opens once the backup reads it, and then it waits for more.
    queue = os.open(tmp_path / "media" / "b.jpg", os.O_WRONLY)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    os.close(queue)
    left = list((tmp_path / "backups").iterdir())
    assert [path.suffix for path in left] == [PART]

    (tmp_path / "media" / "b.jpg").unlink()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [path.suffix for path in (tmp_path / "backups").iterdir()] == [".zip"]
    assert not list(tmp_path.glob(".snapshot*"))


class TestRotation:
    @pytest.fixture
    def folder(self, tmp_path):
        return Folder(tmp_path, "ogou.example.org")

    def made(self, folder, days: int):
        paths = [
            folder.name(NOON - timedelta(days=day), sealed=day % 2 == 0) for day in range(days)
        ]
        for path in paths:
            path.touch()
        return paths

    def test_the_newest_stay(self, folder):
        paths = self.made(folder, 20)
        assert sorted(folder.rotate(14, paths[0])) == sorted(paths[14:])
        assert sorted(folder.path.iterdir()) == sorted(paths[:14])
        assert [path for _when, path in folder.backups()] == paths[:14]

    @settings(deadline=None)
    @given(keep=st.integers(1, 6), count=st.integers(1, 6), last=st.integers(0, 5))
    def test_the_one_just_made_stays_whatever_the_clock_said(
        self, tmp_path_factory, keep, count, last
    ):
        folder = Folder(tmp_path_factory.mktemp("backups"), "ogou.example.org")
        paths = self.made(folder, count)
        last = paths[min(last, count - 1)]
        folder.rotate(keep, last)
        left = [path for _when, path in folder.backups()]
        assert last in left
        assert len(left) == min(keep, count)
        assert [path for path in left if path != last] == [path for path in paths if path != last][
            : min(keep, count) - 1
        ]

    def test_only_own_halves_go(self, folder, tmp_path):
        name = folder.name(NOON, sealed=True).name
        own, *others = [
            f".{name}.x7a_9{PART}",
            f".{name.replace('org-', 'org-8000-')}.x7a_9{PART}",
            f"{name}.x7a_9{PART}",
            f".notes{PART}",
        ]
        for one in (own, *others):
            (tmp_path / one).touch()
        folder.remove_halves()
        assert {path.name for path in tmp_path.iterdir()} == set(others)

    def test_no_other_file_goes(self, folder, tmp_path):
        own = self.made(folder, 3)
        name = own[0].name
        others = [
            "notes.txt",
            name.replace("ogou", "kozah"),
            name.replace("example.org", "example.org-2"),
            f"{name}.copy",
            f"old-{name}",
            f"centre-ogou.example.org-20261399-120000{own[0].suffix}",
            "centre-ogou.example.org-20250101-120000.tar",
            f"centre-ogou.example.org-2025010-1200000{own[0].suffix}",
        ]
        for other in others:
            (tmp_path / other).touch()
        (tmp_path / "centre-ogou.example.org-20250101-120000.zip").mkdir()
        (tmp_path / "centre-ogou.example.org-20250102-120000.zip").symlink_to(own[0])
        before = set(tmp_path.iterdir())
        folder.rotate(1, own[0])
        assert before - set(tmp_path.iterdir()) == set(own[1:])


def test_one_backup_or_restore_at_a_time(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with (
        one_at_a_time(),
        pytest.raises(Refused, match="Une autre sauvegarde"),
        one_at_a_time(),
    ):
        pass
    (tmp_path / ".snapshot.killed").mkdir()
    with one_at_a_time() as scratch:
        assert list(tmp_path.iterdir()) == [scratch]
    assert list(tmp_path.iterdir()) == []


def test_root_leaves_no_file_that_the_site_cannot_read(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    mine = os.geteuid()
    monkeypatch.setattr(turns.os, "geteuid", lambda: 0)
    if mine == 0:
        os.chown(tmp_path, 65534, 65534)
    with pytest.raises(Refused, match="sudo -u"), one_at_a_time():
        pass
