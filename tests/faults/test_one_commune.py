"""One commune is put back from its file, or that is cut short: the others stay as they are."""

import random

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import OperationalError, connection
from wagtail.models import Collection, Page

from centre.archives import Refused
from centre.models import Branch
from communes.transfer.close import remove
from communes.transfer.export import export_commune
from events.models import Occurrence
from home.models import StandardPage
from services.models import Place
from tests.factories import EnrolmentFactory, make_branch
from tests.pages.moving import NOW, Furnished, bring, fingerprints
from tests.samples.sending import stored_files

pytestmark = pytest.mark.django_db

# Drawn anew whenever something changes anywhere; how many stand below the root.
TOKENS = {"content_version", "numchild"}
# Collections stand in the order of their names: one that comes moves those behind it.
IN_ORDER = {"path"}
LOG = "wagtailcore.PageLogEntry"
CUTS = 5


@pytest.fixture
def others(branch, settings, tmp_path, clock):
    """Two communes with one of everything."""
    settings.MEDIA_ROOT = tmp_path / "media"
    clock("2026-11-22 09:00")
    return [Furnished(branch), Furnished(make_branch("Zio 1", hostname="zio-1.example.com"))]


@pytest.fixture
def file(others, commit, tmp_path):
    """The file of Kozah 1, whose name stands between theirs; since then they have worked on."""
    kozah = commit(Furnished, make_branch("Kozah 1", hostname="kozah-1.example.com"))
    path = tmp_path / "kozah.zip"
    export_commune(kozah.branch, path, NOW, with_register=True)
    commit(remove, kozah.branch)
    for house in others:
        commit(work_on, house)
    return path


def work_on(house):
    house.page.title = f"Changée à {house.branch}"
    house.page.save_revision().publish()
    Place.objects.filter(pk=house.place.pk).update(town="Pya")
    house.document.file = ContentFile(b"Article 2.\n", name="reglement.txt")
    house.document.save()
    EnrolmentFactory(course=house.course, name="Après la copie")


def everything() -> dict[str, dict]:
    """Return each row of each table by its key, and the fingerprint of each file."""
    found = {"files": stored_files()}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            fields = model._meta.local_concrete_fields
            left_out = TOKENS | (IN_ORDER if model is Collection else set())
            names = [one.column for one in fields if one.name not in left_out]
            columns = ", ".join(connection.ops.quote_name(name) for name in names)
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT {columns} FROM {table}")
            key = model._meta.pk.column  # none of several columns
            at = slice(names.index(key), names.index(key) + 1) if key else slice(None)
            found[model._meta.label] = {row[at]: str(row) for row in cursor.fetchall()}
    return found


def without_news(before: dict, after: dict) -> dict:
    """Return of ``after`` what there was ``before``, by its keys."""
    return {
        label: {key: row for key, row in rows.items() if key in before[label]}
        for label, rows in after.items()
    }


def test_a_restore_of_one_commune_leaves_the_others_untouched(others, file, commit, tmp_path):
    before = everything()
    assert len(before["files"]) > 6 and sum(map(bool, before.values())) > 50

    commit(bring, file)
    kozah = Branch.objects.get(commune__name="Kozah 1")
    assert without_news(before, everything()) == before
    assert kozah.root_page.get_descendants().count() > 10
    assert Occurrence.objects.filter(branch=kozah).exists()

    # It goes wrong there, and is put back over what is there.
    pages = Page.objects.descendant_of(kozah.root_page)
    commit(StandardPage.objects.get(title="Jamais publiée", path__in=pages.values("path")).delete)
    commit(Place.objects.filter(branch=kozah).update, town="Ailleurs")
    commit(bring, file, overwrite=True)
    assert without_news(before, everything()) == before
    again = tmp_path / "again.zip"
    export_commune(Branch.objects.get(pk=kozah.pk), again, NOW, with_register=True)
    assert fingerprints(again) == fingerprints(file)

    # And nothing of it stands among what is theirs; that a page was deleted, the log remembers.
    commit(remove, Branch.objects.get(pk=kozah.pk))
    after = everything()
    assert without_news(before, after) == before
    assert {label for label in before if before[label] != after[label]} <= {LOG}


class Cut:
    """Counts what is asked of the database; from the question ``number`` on all but undoing fails.

    One failure alone would be taken for that of a task beside the change, which is only logged.
    """

    def __init__(self, number: int = 0, error: type[BaseException] = OperationalError):
        self.number, self.error, self.asked = number, error, 0

    def __call__(self, execute, sql, params, many, context):
        self.asked += 1
        if 0 < self.number <= self.asked and "SAVEPOINT" not in sql:
            raise self.error
        return execute(sql, params, many, context)


ERRORS = (OperationalError, KeyboardInterrupt, MemoryError)


@pytest.mark.parametrize("is_there", [False, True], ids=["new", "over"])
def test_a_restore_cut_anywhere_leaves_everything_as_it_was(others, file, commit, is_there):
    if is_there:
        commit(bring, file)
        commit(Place.objects.filter(branch__commune__name="Kozah 1").update, town="Ailleurs")
    before = everything()
    length = Cut()
    with connection.execute_wrapper(length):
        commit(bring, file, overwrite=True, dry_run=True)
    assert everything() == before
    chance = random.Random(f"cut {is_there}")
    for _ in range(CUTS):
        cut = Cut(chance.randrange(1, length.asked + 1), chance.choice(ERRORS))
        stopped = pytest.raises((Refused, KeyboardInterrupt, MemoryError))
        with stopped, connection.execute_wrapper(cut):
            commit(bring, file, overwrite=True)
        assert everything() == before, f"cut at {cut.number} of {length.asked}"
    commit(bring, file, overwrite=True)
    assert Place.objects.filter(branch__commune__name="Kozah 1", town="Atakpamé").exists()
