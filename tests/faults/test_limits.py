"""A full disk, one that takes nothing, a folder of somebody else: said in French, and nothing half.

The real thing, on a disk of a few megabytes, is the drill ``drill/disk.py``.
"""

import errno
import io
import logging
import os
import sqlite3
import sys
from html import unescape

import psycopg
import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from wagtail.models import Revision

from centre import faults
from centre.faults import Fault, fault_of
from centre.models import CentreDocument
from home.models import StandardPage
from tests.admin.editing import PUBLISH, shown
from tests.factories import StandardPageFactory
from tests.samples.sending import send, stored_files

pytestmark = pytest.mark.django_db

TITLE = "Écrit pendant la panne"
SAID = {
    errno.ENOSPC: (507, "Le disque du site est plein."),
    errno.EROFS: (503, "Le site se lit, mais il n’accepte rien."),
    errno.EACCES: (503, "Le site n’a pas le droit d’écrire dans son propre dossier."),
}
every_limit = pytest.mark.parametrize("code", SAID, ids=errno.errorcode.get)


@pytest.fixture
def staff(client, director):
    client.force_login(director)
    client.raise_request_exception = False
    return client


def system_error(code: int) -> OSError:
    return OSError(code, os.strerror(code))


def real_error(**settings) -> sqlite3.Error:
    """Return what SQLite itself says when its file may not grow, or not be written."""
    own = sqlite3.connect(":memory:")
    own.execute("CREATE TABLE t (x)")
    if settings.get("pages"):
        own.execute(f"PRAGMA max_page_count = {settings['pages']}")
    else:
        own.execute("PRAGMA query_only = 1")
    try:
        for _ in range(100):
            own.execute("INSERT INTO t VALUES (randomblob(4000))")
    except sqlite3.Error as error:
        return error
    raise AssertionError("it could be written")


def caused(error: Exception) -> OperationalError:
    raised = OperationalError(str(error))
    raised.__cause__ = error
    return raised


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (system_error(errno.ENOSPC), Fault.FULL),
        (system_error(errno.EDQUOT), Fault.FULL),
        (system_error(errno.EROFS), Fault.READ_ONLY),
        (PermissionError(errno.EACCES, "denied"), Fault.FORBIDDEN),
        (caused(real_error(pages=3)), Fault.FULL),
        (caused(real_error()), Fault.READ_ONLY),
        (caused(psycopg.errors.DiskFull()), Fault.FULL),
        (caused(psycopg.errors.ReadOnlySqlTransaction()), Fault.READ_ONLY),
        (caused(psycopg.errors.InsufficientPrivilege()), Fault.FORBIDDEN),
        (caused(psycopg.errors.UniqueViolation()), None),
        (FileNotFoundError(errno.ENOENT, "missing"), None),
        (ConnectionResetError(errno.ECONNRESET, "reset"), None),
        (RuntimeError(), None),
        (None, None),
    ],
    ids=repr,
)
def test_each_is_known_by_what_the_machine_says(error, fault):
    assert fault_of(error) is fault


def test_one_behind_another_is_found_and_a_circle_ends():
    first, second = RuntimeError(), RuntimeError()
    first.__context__, second.__context__ = second, first
    assert fault_of(first) is None
    second.__cause__ = system_error(errno.ENOSPC)
    assert fault_of(first) is Fault.FULL


def test_an_error_of_the_disk_is_a_full_one_when_there_is_no_room(monkeypatch):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    assert fault_of(error) is None
    monkeypatch.setattr(faults, "_is_full", lambda: True)
    assert fault_of(error) is Fault.FULL


class FullDisk(io.TextIOBase):
    """What a program writes to when the disk behind it is full."""

    was_tried = False

    def write(self, text):
        self.was_tried = True
        raise system_error(errno.ENOSPC)


def words(answer) -> str:
    return unescape(answer.content.decode())


@every_limit
def test_an_upload_says_it_and_leaves_no_half_file(staff, branch, monkeypatch, code):
    def chunks(self, chunk_size=None):
        yield b"half"
        raise system_error(code)

    status, said = SAID[code]
    fields = {"title": TITLE, "collection": branch.collection_id}
    address = reverse("wagtaildocs:add")
    before = stored_files()
    with monkeypatch.context() as patch:
        patch.setattr("centre.uploads.files.CheckedFile.chunks", chunks)
        answer = send(staff, address, fields, "file", "liste.txt", b"un texte")
    assert answer.status_code == status
    assert said in words(answer)
    assert f'value="{TITLE}"' in words(answer)
    assert "Choisissez ensuite de nouveau" in words(answer)
    assert stored_files() == before
    assert not CentreDocument.objects.filter(title=TITLE).exists()
    # There is room again: nothing is started anew.
    send(staff, address, fields, "file", "liste.txt", b"un texte")
    assert CentreDocument.objects.filter(title=TITLE).exists()


@every_limit
def test_a_large_file_that_cannot_come_in_takes_no_word_with_it(
    staff, branch, settings, monkeypatch, code
):
    def write(*args):
        raise system_error(code)

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    status, said = SAID[code]
    # What was typed may come before the file or after it.
    fields = {"title": TITLE, "collection": branch.collection_id}
    handler = "django.core.files.uploadhandler.TemporaryFileUploadHandler"
    before = stored_files()
    for name in (
        "centre.uploads.storage.unfinished",
        f"{handler}.receive_data_chunk",
        f"{handler}.file_complete",
    ):
        with monkeypatch.context() as patch:
            patch.setattr(name, write)
            answer = send(staff, reverse("wagtaildocs:add"), fields, "file", "l.txt", b"x" * 100)
        assert (answer.status_code, said in words(answer)) == (status, True)
        assert f'value="{TITLE}"' in words(answer)
    assert stored_files() == before


@every_limit
def test_publishing_says_it_gives_back_what_was_typed_and_publishes_nothing(
    staff, home, monkeypatch, code
):
    page = StandardPageFactory(parent=home, title="Avant")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = shown(staff, address, StandardPage) | PUBLISH
    data["title"] = TITLE
    revisions = Revision.objects.count()
    error = caused(real_error(pages=3)) if code == errno.ENOSPC else system_error(code)

    def execute(run, sql, params, many, context):
        if "UPDATE" in sql and "wagtailcore_page" in sql:
            raise error
        return run(sql, params, many, context)

    status, said = SAID[code]
    with connection.execute_wrapper(execute):
        answer = staff.post(address, data)
    assert (answer.status_code, said in words(answer)) == (status, True)
    assert f'value="{TITLE}"' in words(answer)
    assert (Revision.objects.count(), StandardPage.objects.get().title) == (revisions, "Avant")
    assert staff.post(address, data).status_code == 302
    assert StandardPage.objects.get().title == TITLE


def test_a_visit_that_cannot_be_noted_says_it(staff, branch, monkeypatch):
    def execute(run, sql, params, many, context):
        if not sql.startswith("SELECT") and "django_session" in sql:
            raise caused(real_error(pages=3))
        return run(sql, params, many, context)

    session = staff.session
    session["awake_at"] = 0
    session.save()
    with connection.execute_wrapper(execute):
        answer = staff.get(reverse("wagtailadmin_home"))
    assert (answer.status_code, SAID[errno.ENOSPC][1] in words(answer)) == (507, True)
    assert "<form" not in words(answer)
    assert staff.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_reader_is_not_told_of_disks(client, home, monkeypatch):
    def serve(*args, **kwargs):
        raise system_error(errno.ENOSPC)

    client.raise_request_exception = False
    monkeypatch.setattr("home.models.CentreHomePage.serve", serve)
    answer = client.get("/")
    assert answer.status_code == 507
    assert "disque" not in words(answer)
    assert "Le site a un problème" in words(answer)


def test_a_log_that_cannot_be_written_makes_no_page_fail(client, home, monkeypatch):
    full = FullDisk()
    handler = logging.StreamHandler(full)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", full)
            assert client.get("/rien/").status_code == 404
            assert client.get("/").status_code == 200
    finally:
        logger.removeHandler(handler)
    assert full.was_tried
