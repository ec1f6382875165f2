"""A commune leaves in one file and comes back the same: with other numbers, and nothing lost."""

import re
import stat
from difflib import unified_diff
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Revision

from centre.models import Branch, CentreImage
from communes.models import CarriedObject
from communes.transfer.close import remove
from communes.transfer.export import export_commune
from events.models import AwarenessEventPage, Enrolment, Occurrence
from home.models import StandardPage
from services.models import Place, ServicePage
from tests.factories import StandardPageFactory, make_branch
from tests.pages.moving import NOW, Furnished, bring, fingerprints, read_members

pytestmark = pytest.mark.django_db

# A number of the database, and what storage puts behind a name that is taken.
NUMBER, TAKEN = re.compile(r"/[0-9]+"), re.compile(r"_[A-Za-z0-9]{7}(?=\.)")
HOST = "kozah-1.example.com"
PATHS = (
    "/",
    "/services/",
    "/services/ecoute/",
    "/agenda/",
    "/agenda/causerie/",
    "/qui-sommes-nous/",
    "/encore/",
    "/actualites/recit/",
    "/organisations/",
    "/lieux/maison-des-femmes/",
    "/numeros-utiles/",
)


@pytest.fixture
def kozah(branch, settings, tmp_path, clock):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.WAGTAILADMIN_BASE_URL = "http://localhost"
    clock("2026-11-22 09:00")
    return Furnished(make_branch("Kozah 1", hostname=HOST))


def written(branch, path, **options):
    export_commune(branch, path, NOW, **options)
    return path


def seen() -> dict[str, str]:
    """Return what the public pages say, without the numbers in names of files."""
    cache.clear()
    call_command("make_renditions", stdout=StringIO())
    client = Client(HTTP_HOST=HOST)
    answers = {path: client.get(path) for path in PATHS}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(
        PATHS, 200
    )
    return {path: plain(answer.content.decode()) for path, answer in answers.items()}


def test_a_commune_comes_back_the_same(kozah, tmp_path, django_capture_on_commit_callbacks):
    before = seen()
    first = written(kozah.branch, tmp_path / "1.zip", with_register=True)
    old = set(Page.objects.descendant_of(kozah.home, inclusive=True).values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        remove(kozah.branch)
    assert not Branch.objects.filter(commune__name="Kozah 1").exists()

    with django_capture_on_commit_callbacks(execute=True):
        done = bring(first)

    assert done.is_new and not done.kept and not done.lost and not done.notes
    branch = Branch.objects.get(uuid=kozah.branch.uuid)
    pages = Page.objects.descendant_of(branch.root_page, inclusive=True)
    assert not old & set(pages.values_list("pk", flat=True))
    second = written(branch, tmp_path / "2.zip", with_register=True)
    assert fingerprints(second) == fingerprints(first)
    for path, page in seen().items():
        assert changes(before[path], page) == []
    assert Enrolment.objects.get(branch=branch).name == "Prénom secret"
    page = StandardPage.objects.get(title="Qui sommes-nous", alias_of=None, path__in=paths(branch))
    assert page.get_latest_revision_as_object().title == "Brouillon"
    page.get_latest_revision().publish()
    assert page.recordings.get().media.collection == branch.collection
    assert Occurrence.objects.filter(branch=branch).count() == 2


def plain(page: str) -> str:
    return TAKEN.sub("", NUMBER.sub("/#", page))


def changes(before: str, after: str) -> list[str]:
    """Return the lines of a page that are others now."""
    compared = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in compared if line[:1] in "+-"][2:]


def paths(branch):
    return Page.objects.descendant_of(branch.root_page).values("path")


def test_what_is_private_is_guarded(kozah, tmp_path):
    path = written(kozah.branch, tmp_path / "1.zip")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    everything = b"".join(read_members(path).values()).decode(errors="replace")
    for secret in ("sésame-ouvre-toi", "Prénom secret", "pbkdf2", "md5$"):
        assert secret not in everything
    assert "Ama Contact" in everything
    assert "directrice-kozah-1@example.com" in everything
    with_register = read_members(written(kozah.branch, tmp_path / "2.zip", with_register=True))
    assert "Prénom secret" in b"".join(with_register.values()).decode(errors="replace")


def test_importing_again_changes_nothing(kozah, tmp_path):
    path = written(kozah.branch, tmp_path / "1.zip")
    remove(kozah.branch)
    bring(path)
    branch = Branch.objects.get(uuid=kozah.branch.uuid)
    before = rows()
    done = bring(path)
    assert (done.is_new, done.created, done.updated) == (False, 0, 0)
    assert not done.kept and not done.overwritten and done.same > 20
    assert rows() == before
    # Not even when it is asked to.
    done = bring(path, overwrite=True)
    assert not done.overwritten and rows() == before
    assert written(branch, tmp_path / "2.zip")


def test_a_newer_archive_updates_what_nobody_edited_here(kozah, tmp_path):
    old = written(kozah.branch, tmp_path / "1.zip")
    Place.objects.filter(pk=kozah.place.pk).update(town="Kara")
    kozah.service.title = "Être écoutée"
    kozah.service.save_revision().publish()
    StandardPageFactory(branch=kozah.branch, title="Nouvelle page")
    new = written(kozah.branch, tmp_path / "2.zip")
    remove(kozah.branch)
    bring(old)
    branch = Branch.objects.get(uuid=kozah.branch.uuid)
    event = AwarenessEventPage.objects.get(title="Causerie", path__in=paths(branch))

    tried = bring(new, dry_run=True)
    assert (tried.created, tried.updated) == (1, 3)
    assert Place.objects.get(branch=branch).town == "Atakpamé"

    done = bring(new)
    assert (done.created, done.updated, done.kept) == (1, 3, [])
    assert Place.objects.get(branch=branch).town == "Kara"
    assert ServicePage.objects.get(path__in=paths(branch)).title == "Être écoutée"
    assert AwarenessEventPage.objects.get(path__in=paths(branch)).pk == event.pk
    assert fingerprints(written(branch, tmp_path / "3.zip")) == fingerprints(new)


def test_what_was_edited_here_is_kept_unless_told(kozah, tmp_path):
    old = written(kozah.branch, tmp_path / "1.zip")
    Place.objects.filter(pk=kozah.place.pk).update(town="Kara")
    new = written(kozah.branch, tmp_path / "2.zip")
    remove(kozah.branch)
    bring(old)
    branch = Branch.objects.get(uuid=kozah.branch.uuid)
    Place.objects.filter(branch=branch).update(town="Pya")
    StandardPage.objects.get(title="Jamais publiée", path__in=paths(branch)).delete()

    done = bring(new)
    # The order of the menus, the place, and the page that is here no more.
    assert len(done.kept) == 3 and any("Maison des femmes" in one for one in done.kept)
    assert Place.objects.get(branch=branch).town == "Pya"
    assert not StandardPage.objects.filter(title="Jamais publiée").exists()

    done = bring(new, overwrite=True)
    assert len(done.overwritten) == 3 and not done.kept
    assert Place.objects.get(branch=branch).town == "Kara"
    assert StandardPage.objects.filter(title="Jamais publiée", path__in=paths(branch)).exists()
    assert fingerprints(written(branch, tmp_path / "3.zip")) == fingerprints(new)


def rows():
    """Return every row of the tables that an import writes, without its own notes' numbers.

    Nor the content version of a branch: whoever has its pages makes them anew after an import.
    """
    kept = (Page, CarriedObject, Revision, Place, CentreImage, Group, get_user_model())
    found = {model: sorted(map(str, model.objects.order_by("pk").values_list())) for model in kept}
    found[Branch] = sorted(Branch.objects.values_list("uuid", "root_page", "commune", "collection"))
    return found
