"""What is done inside of a site that a sample is made of, or that was made from one.

``python -m tests.samples.sampled_site STEP[=ARGUMENT]…`` prints what each step found, as JSON; a
step is a function below that is in ``STEPS``. It speaks of the site that the environment names.
"""

import html
import json
import re
import sys
import tempfile
from contextlib import redirect_stdout
from dataclasses import asdict
from pathlib import Path

import django

from drill.stage import EDITOR, PASSWORD, Site

HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.S)
TAG = re.compile(r"<[^>]+>")


class SampledSite(Site):
    """A site of the drills, with settings that need no collected files."""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {
            "DJANGO_SETTINGS_MODULE": "centre.settings.dev",
            "DEBUG": "0",
            "PAGE_CACHE": "0",
            "CENTRE_BASE_URL": "http://localhost",
        }

    def do(self, *steps: str) -> dict:
        """Return what each of ``steps`` found, by its name. Raises ``RuntimeError`` when one fails.

        An argument follows the name of its step, after an equals sign.
        """
        return json.loads(self.python("-m", "tests.samples.sampled_site", *steps))


def fill() -> None:
    """Add to the demonstration a register with somebody in it; leave out what is made again."""
    from centre.models import CentreRendition
    from events.models import TrainingCoursePage
    from tests.factories import EnrolmentFactory, RegisterDeclarationFactory

    course = TrainingCoursePage.objects.live().order_by("path").first()
    RegisterDeclarationFactory(branch=course.owner_branch)
    EnrolmentFactory(course=course, name="Prénom inventé")
    # Pictures in their sizes are two thirds of its weight.
    for rendition in CentreRendition.objects.all():
        rendition.file.delete(save=False)
        rendition.delete()


def back_up(target: str) -> dict:
    """Write a backup to ``target`` and return its manifest, without its members."""
    from unittest.mock import patch

    from django.utils import timezone

    from centre.backup.create import make_backup
    from centre.backup.folder import Folder
    from centre.backup.sqlite import SqliteDatabase

    # Packed together with its files afterwards, it takes a quarter of the room.
    with tempfile.TemporaryDirectory() as folder, patch.object(SqliteDatabase, "packed", False):
        made = make_backup(
            Folder(Path(folder), "sample"), timezone.now(), "", 1, lambda _done, _all: None
        )
        made.path.rename(target)
    return {name: said for name, said in asdict(made.manifest).items() if name != "members"}


def put_back(archive: str) -> None:
    """Put the database and the files of ``archive`` in place, and migrate nothing."""
    from centre.backup.databases import database
    from centre.backup.media import media
    from centre.backup.reading import open_backup

    with tempfile.TemporaryDirectory() as scratch, open_backup(Path(archive), "") as backup:
        copy, files = Path(scratch) / backup.manifest.database, media()
        folder = files.staging()
        backup.unpack(copy, folder, lambda _done, _all: None)
        database().load(copy)
        files.load(folder)


def look() -> dict:
    """Visit every public page; return by path its status and heading."""
    from django.test import Client
    from wagtail.models import Page

    paths = sorted({page.get_url() for page in Page.objects.live().public()} - {None})
    client = Client(headers={"host": "localhost"})
    found = {path: client.get(path) for path in paths if path.startswith("/")}
    return {path: [answer.status_code, _heading(answer)] for path, answer in found.items()}


def rows() -> dict:
    """Return the rows of each table."""
    from centre.backup.databases import database

    return database().inventory().counts


def work() -> dict:
    """Do what staff and visitors do first: come in, open the editor, publish, search."""
    from django.test import Client
    from django.urls import reverse

    from services.models import ServicePage

    page = ServicePage.objects.live().order_by("path").first()
    client = Client(headers={"host": "localhost"})
    sent = {"username": EDITOR, "password": PASSWORD}
    came_in = client.post(reverse("wagtailadmin_login"), sent)
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    copy = page.copy(update_attrs={"slug": "apres-la-mise-a-jour", "title": "Après la mise à jour"})
    copy.save_revision().publish()
    visitor = Client(headers={"host": "localhost"})
    search = visitor.get(f"{page.owner_branch.root_page.get_url()}recherche/", {"q": page.title})
    return {
        "came_in": came_in.status_code == 302 and "_auth_user_id" in client.session,
        "editor": editor.status_code == 200 and page.title in _text(editor),
        "published": visitor.get(copy.get_url()).status_code == 200,
        "found": search.status_code == 200 and page.get_url() in search.content.decode(),
    }


def judge() -> dict:
    """Return what the site says of its own state."""
    from io import StringIO

    from django.core.management import call_command
    from django.utils import timezone, translation

    from centre.doctor.site import migrations

    call_command("check", stdout=StringIO())
    with translation.override("fr"):
        said = migrations(timezone.now()).said
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=StringIO())
    except SystemExit:
        return {"doctor": str(said), "models_differ": True}
    return {"doctor": str(said), "models_differ": False}


STEPS = {step.__name__: step for step in (fill, back_up, put_back, look, rows, work, judge)}


def _heading(answer) -> str:
    if answer.status_code != 200:
        return ""
    found = HEADING.search(answer.content.decode())
    return " ".join(TAG.sub("", found.group(1)).split()) if found else ""


def _text(answer) -> str:
    return html.unescape(answer.content.decode())


def main() -> None:
    """Do the steps that the command names, in their order."""
    found = {}
    with redirect_stdout(sys.stderr):
        django.setup()
        for step in sys.argv[1:]:
            name, _equals, argument = step.partition("=")
            found[name] = STEPS[name](argument) if argument else STEPS[name]()
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main()
