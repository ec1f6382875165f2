"""Closing a commune: put away first, then gone without a trace, and no other one is touched."""

from hashlib import sha256

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from django.db import connection
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from centre.models import Branch, Role
from communes.management.commands import close_commune
from communes.transfer.kinds import LEFT, REFERENCE, ROWS, carried
from tests.factories import StandardPageFactory, make_branch, make_user
from tests.pages.moving import Furnished, bring, fingerprints, run

pytestmark = pytest.mark.django_db

OURS = ("centre", "services", "events", "home", "communes")
# A token drawn anew whenever something changes anywhere, the numbers of tree nodes and of types.
TOKENS = {"content_version", "numchild"}
# The federation's reference data that the commune was furnished with stays.
SHARED = {
    *("centre.Commune", "centre.Language", "services.Need", "events.Theme", "taggit.Tag"),
    "centre.Federation",
}


def tables() -> dict[str, dict]:
    """Return how many rows each table has, and their fingerprint."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = connection.ops.quote_name(model._meta.db_table)
            columns = [
                connection.ops.quote_name(one.column)
                for one in model._meta.local_concrete_fields
                if one.name not in TOKENS
            ]
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")
            rows = sorted(map(str, cursor.fetchall()))
            if rows and model._meta.label not in SHARED:
                found[model._meta.label] = (len(rows), sha256("".join(rows).encode()).hexdigest())
    return found


@pytest.fixture
def house(branch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return Furnished(branch)


def files(settings):
    return sorted(one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file())


def test_a_commune_goes_and_no_other_is_touched(
    house, settings, tmp_path, client, monkeypatch, django_capture_on_commit_callbacks
):
    both = make_user(house.branch, Role.EDITOR, "both")
    author = make_user(house.branch, Role.EDITOR, "author")
    before, kept = tables(), files(settings)
    zio = Furnished(make_branch("Zio 1", hostname="zio-1.example.com"))
    both.groups.add(zio.branch.branch_groups.get(role=Role.EDITOR).group)
    path = tmp_path / "zio.zip"

    with django_capture_on_commit_callbacks(execute=True):
        printed = run("close_commune", "Zio 1", "--export", path)
    assert "zio.zip" in printed and path.exists()
    answer = client.get("/services/ecoute/", HTTP_HOST="zio-1.example.com")
    assert answer.status_code == 404
    assert client.get("/", HTTP_HOST="zio-1.example.com").status_code == 404
    assert Branch.objects.filter(commune__name="Zio 1").exists()

    monkeypatch.setattr("builtins.input", lambda asked: "Ogou 1")
    with pytest.raises(CommandError):
        run("close_commune", "Zio 1", "--export", path, "--remove")
    assert Branch.objects.filter(commune__name="Zio 1").exists()

    monkeypatch.setattr("builtins.input", lambda asked: "zio 1")
    with django_capture_on_commit_callbacks(execute=True):
        run("close_commune", "Zio 1", "--export", path, "--remove")

    after = tables()
    assert {name for name in before | after if before.get(name) != after.get(name)} == set()
    assert files(settings) == kept
    assert set(get_user_model().objects.values_list("pk", flat=True)) >= {both.pk, author.pk}
    # What it was when it was public is in the file.
    bring(path)
    assert Branch.objects.get(commune__name="Zio 1").root_page.live
    assert fingerprints(path)


def test_who_wrote_elsewhere_is_closed_not_deleted(house, tmp_path):
    zio = make_branch("Zio 1")
    author = make_user(zio, Role.EDITOR, "author")
    page = StandardPageFactory(branch=house.branch, owner=author)
    run("close_commune", "Zio 1", "--export", tmp_path / "z.zip", "--remove", "--yes")
    author.refresh_from_db()
    assert not author.is_active and not author.has_usable_password()
    page.refresh_from_db()
    assert page.owner == author


def test_an_archive_of_something_else_closes_nothing(house, tmp_path):
    zio = make_branch("Zio 1")
    path = tmp_path / "ogou.zip"
    run("export_commune", "Ogou 1", path)
    for arguments in ((), ("--remove", "--yes")):
        with pytest.raises(CommandError):
            run("close_commune", "Zio 1", "--export", path, *arguments)
    Page.objects.filter(pk=zio.root_page_id).update(live=False)
    with pytest.raises(CommandError):
        run("close_commune", "Zio 1", "--export", path, "--remove", "--yes")
    assert Branch.objects.filter(pk=zio.pk).exists()


def test_every_model_travels_or_is_said_to_stay():
    known = {*carried(with_register=True), *REFERENCE}
    known |= {row for rows in ROWS.values() for row in rows.values()}
    forgotten = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and not issubclass(model, Page)
        and model not in known
        and not any(isinstance(field, ParentalKey) for field in model._meta.concrete_fields)
    }
    assert forgotten == set(LEFT)
    assert close_commune.Command.help
