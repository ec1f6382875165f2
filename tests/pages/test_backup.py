"""A site that was backed up, wiped and restored is the same; a refused restore touches nothing.

Runs on SQLite, and on PostgreSQL with scripts/with-postgres.sh.
"""

import hashlib
import threading
from pathlib import Path

import pytest
from django.conf import settings as live
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from centre.archives import Refused
from centre.backup import create, databases, restore
from centre.backup.folder import own_folder
from centre.backup.media import media
from centre.migrating import LOCK
from centre.models import CentreImage
from home.models import StandardPage
from tests.factories import ImageFactory, StandardPageFactory
from tests.pages.test_parallel_enrolments import db  # noqa: F401
from tests.samples.backups import KEY, put, small_backup

NOW = timezone.now()
PAGES = ("/", "/services/", "/qui-sommes-nous/")


@pytest.fixture
def site(db, settings, tmp_path, branch):  # noqa: F811
    """A small site with a picture, in a database and a folder of its own."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_DIR = tmp_path / "backups"
    ImageFactory(branch=branch, title="Atelier")
    StandardPageFactory(branch=branch, slug="qui-sommes-nous", title="Qui sommes-nous")
    return branch


def wipe() -> None:
    """Leave no table and no file."""
    place = restore.Place(databases.database(), media())
    for part in place.parts:
        part.set_aside()
        part.forget()
    connection.close()
    cache.clear()


def state() -> tuple:
    """Return everything that a backup promises: rows, files, pages."""
    cache.clear()
    root = Path(live.MEDIA_ROOT)
    files = {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }
    pages = [Client().get(path) for path in PAGES]
    assert [page.status_code for page in pages] == [200] * len(PAGES)
    return databases.database().inventory().counts, files, [page.content for page in pages]


def backed_up() -> Path:
    call_command("backup", verbosity=0)
    return own_folder().backups()[0][1]


@pytest.mark.parametrize("key", ["", KEY], ids=["plain", "sealed"])
def test_a_site_comes_back_the_same(site, settings, key, capsys):
    settings.BACKUP_KEY = key
    before = state()
    assert before[1], "a site with files"
    path = backed_up()
    wipe()
    call_command("restore", path)
    assert state() == before
    assert "Le site est comme ce jour-là" in capsys.readouterr().out
    left = {one.name for one in Path(settings.VAR_DIR).iterdir()}
    assert left <= {"media", "backups", LOCK}
    # What was restored is a site that goes on.
    StandardPageFactory(branch=site, slug="encore", title="Encore")
    assert Client().get("/encore/").status_code == 200


def test_a_site_that_runs_is_not_replaced(site):
    path = backed_up()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT 1")
    before = state()
    try:
        with pytest.raises(CommandError, match="Le site tourne"):
            call_command("restore", path, replace=True)
    finally:
        other.close()
    assert state() == before


def test_sessions_of_that_day_do_not_come_back(site, director):
    client = Client()
    client.force_login(director)
    path = backed_up()
    wipe()
    call_command("restore", path)
    assert client.get("/admin/").status_code == 302


def test_nothing_is_replaced_unasked(site):
    path = backed_up()
    StandardPageFactory(branch=site, slug="depuis", title="Depuis")
    image = CentreImage.objects.get()
    image.file.delete(save=False)
    before = state_of_database()
    with pytest.raises(CommandError, match="n’est pas vide"):
        call_command("restore", path)
    assert state_of_database() == before
    call_command("restore", path, replace=True)
    assert not StandardPage.objects.filter(slug="depuis").exists()
    assert CentreImage.objects.get().file.size


def state_of_database():
    return databases.database().inventory()


def test_a_check_changes_nothing(site, capsys):
    path = backed_up()
    before = state()
    call_command("restore", path, check=True)
    assert state() == before
    assert "La sauvegarde est entière" in capsys.readouterr().out


def cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def flipped(whole: bytes) -> bytes:
    """Change a bit of the first picture, which is stored as it is."""
    place = whole.index(b"\xff\xd8\xff") + 100
    return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]


@pytest.mark.parametrize("damage", [cut, flipped])
def test_a_damaged_backup_changes_nothing(site, damage, tmp_path):
    whole = backed_up().read_bytes()
    refused_without_a_trace(put(tmp_path / "b", damage(whole)), "coupée ou abîmée")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"format": 2}, "version plus récente"),
        ({"migrations": ["centre.9999_later"]}, "version plus récente"),
        ({"kind": "oracle"}, "vient de oracle"),
    ],
)
def test_what_does_not_fit_changes_nothing(site, fields, said, tmp_path):
    kind = databases.database().kind
    content = small_backup(**{"kind": kind} | fields)
    refused_without_a_trace(put(tmp_path / "b", content), said)


def test_another_key_changes_nothing(site, settings):
    settings.BACKUP_KEY = KEY
    path = backed_up()
    settings.BACKUP_KEY = KEY + "x"
    refused_without_a_trace(path, "n’est pas la clé")


def refused_without_a_trace(path, said: str) -> None:
    before = state()
    with pytest.raises(CommandError, match=said):
        call_command("restore", path, replace=True)
    assert state() == before
    assert {one.name for one in Path(live.VAR_DIR).iterdir()} <= {"media", "backups", "b"}


@pytest.mark.parametrize("step", ["load", "renew"])
def test_a_restore_that_fails_halfway_puts_everything_back(site, monkeypatch, step):
    path = backed_up()
    StandardPageFactory(branch=site, slug="depuis", title="Depuis")
    before = state()

    def fail(*args, **kwargs):
        raise Refused("no more")

    if step == "load":
        monkeypatch.setattr(type(media()), "load", fail)
    else:
        monkeypatch.setattr(restore, "_renew", fail)
    with pytest.raises(CommandError, match="no more"):
        call_command("restore", path, replace=True)
    assert state() == before


def test_a_folder_that_cannot_be_written_and_a_database_that_refuses_are_told(site, monkeypatch):
    path = backed_up()
    before = state()

    def stop(error):
        def stopped(*args, **kwargs):
            raise error

        monkeypatch.setattr(restore, "_renew", stopped)
        with pytest.raises(CommandError) as said:
            call_command("restore", path, replace=True)
        return str(said.value)

    denied = PermissionError(13, "Permission denied", "/media/a.jpg")
    assert "/media/a.jpg ne peut pas être" in stop(denied)
    assert "La base refuse" in stop(OperationalError("no room"))
    assert state() == before


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 4])
def test_a_restore_that_was_killed_is_undone_by_the_next(site, steps, tmp_path):
    """It may be killed after any step: nothing then runs that would put anything back."""
    path = backed_up()
    StandardPageFactory(branch=site, slug="depuis", title="Depuis")
    before = state()
    place = restore.Place(databases.database(), media())
    copy = tmp_path / "copy"
    with restore.open_backup(path, "") as backup:
        folder = restore._unpacked(backup, place, copy, lambda done, total: None)
        restore._flag().touch()
        acts = [
            place.database.set_aside,
            place.media.set_aside,
            lambda: place.database.load(copy),
            lambda: place.media.load(folder),
        ]
        for act in acts[:steps]:
            act()
    with pytest.raises(CommandError):
        call_command("restore", put(tmp_path / "b", b"no backup"))
    assert state() == before
    assert not restore.is_under_way()


def test_what_is_written_meanwhile_is_there_whole_or_not_at_all(site, settings):
    """Two rows that are committed together are both in a backup, or neither is."""
    stop = threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            with transaction.atomic():
                for _row in range(2):
                    number += 1
                    Redirect.objects.create(old_path=f"/r{number}", redirect_link="/")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [
            create.make_backup(own_folder(tmp), NOW, "", 14, lambda done, total: None)
            for tmp in (settings.VAR_DIR / f"b{number}" for number in range(4))
        ]
    finally:
        stop.set()
        writer.join()
    rows = [one.manifest.counts["wagtailredirects_redirect"] for one in made]
    assert all(count % 2 == 0 for count in rows), rows
    assert rows == sorted(rows)
    assert Redirect.objects.count() > rows[0]
    for one in made:
        assert restore.check(one.path, "", lambda done, total: None).counts == one.manifest.counts


def test_a_file_that_goes_away_is_named_and_no_crash(site, monkeypatch, capsys):
    image = CentreImage.objects.get()
    listed = list(create.files())
    image.file.storage.delete(image.file.name)
    monkeypatch.setattr(create, "files", lambda: iter(listed))
    made = create.make_backup(own_folder(), NOW, "", 14, lambda done, total: None)
    assert made.manifest.missing == [image.file.name]
    wipe()
    call_command("restore", made.path)
    assert image.file.name in capsys.readouterr().out
    assert CentreImage.objects.get() == image


def test_a_name_that_no_other_system_takes_is_left_out(site, settings, capsys):
    odd = Path(settings.MEDIA_ROOT) / "odd\\name:.jpg"
    odd.write_bytes(b"x")
    path = backed_up()
    assert "Laissé de côté" in capsys.readouterr().out
    wipe()
    call_command("restore", path)
    assert state()[1]


def test_what_was_deleted_is_not_in_the_copy(site, settings):
    """Free pages of a database still hold the rows of a register that was purged."""
    Redirect.objects.create(old_path="/a-very-secret-path", redirect_link="/")
    Redirect.objects.all().delete()
    scratch = settings.VAR_DIR / "scratch"
    scratch.mkdir()
    with databases.database().snapshot(scratch) as (_inventory, copy):
        assert b"a-very-secret-path" not in copy.read()


def test_a_key_that_is_guessed_is_refused(site, settings):
    settings.BACKUP_KEY = "centre2026"
    with pytest.raises(CommandError, match="trop courte"):
        call_command("backup")
    assert own_folder().backups() == []
