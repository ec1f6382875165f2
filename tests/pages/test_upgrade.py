"""A site of each release, put on this code: everything is there, is served and goes on.

Runs on SQLite, and on PostgreSQL with scripts/with-postgres.sh.
"""

import os
from itertools import count
from textwrap import dedent

import pytest
from django.db import connection

from centre import __version__
from drill.stage import POSTGRES, SQLITE, create
from tests.quality.repository import ROOT
from tests.samples.released import migration_digests, released, releases, versions_out
from tests.samples.sampled_site import SampledSite

KIND = POSTGRES if connection.vendor == "postgresql" else SQLITE
RELEASES = releases(KIND)
# Tables that a later release has done without, with the release that did: "table": "0.3.0".
GONE: dict[str, str] = {}
# What a restore leaves out on purpose, and what it makes anew.
RENEWED = ("centre_search", "wagtailsearch_", "django_session", "centre_keptmail")
FINE = f"la base et le code sont de la même version ({__version__})"
WORKS = dict.fromkeys(("came_in", "editor", "published", "found"), True)
COLUMN = 'migrations.AddField("servicepage", "planted", models.CharField(max_length=9, %s))'
UNIQUE = (
    'migrations.AddConstraint("servicepage", '
    'models.UniqueConstraint(fields=["is_sensitive"], name="planted"))'
)
NAMES = count()


@pytest.fixture(params=RELEASES, ids=lambda release: release.version)
def release(request):
    return request.param


@pytest.fixture
def empty(tmp_path):
    """A site with no table, whose folder is its own."""
    folder = tmp_path / "site"
    folder.mkdir()
    url = f"sqlite:///{folder / 'site.sqlite3'}"
    if KIND == POSTGRES:
        url = create(f"upgrade_{os.getpid()}_{next(NAMES)}", "template0")
    return SampledSite(folder, url)


@pytest.fixture
def archive(release, tmp_path):
    # A sample of other migrations fails in ways that nobody would understand.
    problem = release.problem(migration_digests(), versions_out())
    assert not problem, problem
    path = tmp_path / "backup.zip"
    path.write_bytes(release.archive())
    return path


@pytest.fixture
def site(release, empty, archive):
    """The site as the release left it: nothing is migrated yet."""
    found = empty.do(f"put_back={archive}", "rows")
    assert found["rows"] == release.counts
    return empty


@pytest.fixture
def plant(tmp_path):
    """Return a function that adds a migration to an app and returns the settings to migrate with.

    The code itself does not know it: it is then the old code on the database of the new one.
    """

    def planted(app: str, operation: str) -> dict[str, str]:
        package = tmp_path / f"planted_{app}"
        package.mkdir()
        for path in sorted((ROOT / app / "migrations").glob("*.py")):
            (package / path.name).write_text(path.read_text())
        last = max(path.stem for path in package.glob("0*.py"))
        text = f"""
            from django.db import migrations, models


            class Migration(migrations.Migration):
                dependencies = [("{app}", "{last}")]
                operations = [{operation}]
            """
        (package / "9999_planted.py").write_text(dedent(text))
        settings = f"""
            from centre.settings.dev import *

            MIGRATION_MODULES = {{"{app}": "planted_{app}"}}
            """
        (tmp_path / "planted_settings.py").write_text(dedent(settings))
        return {"DJANGO_SETTINGS_MODULE": "planted_settings", "PYTHONPATH": str(tmp_path)}

    return planted


def fewer(before: dict[str, int], after: dict[str, int]) -> dict[str, tuple]:
    """Return the tables that lost rows."""
    return {
        table: (rows, after.get(table))
        for table, rows in before.items()
        if table not in GONE and after.get(table, -1) < rows
    }


def differences(release, found: dict[str, list]) -> dict[str, tuple]:
    """Return the pages that a visitor, who ``found`` what she did, does not find as they were."""
    said = {path: [200, heading] for path, heading in release.pages.items()}
    return {path: (said[path], found.get(path)) for path in said if found.get(path) != said[path]}


def test_there_is_a_sample_of_every_release():
    missing = {*versions_out(), __version__} - {release.version for release in RELEASES}
    assert RELEASES
    # Between two releases, nothing of the next one is kept yet.
    assert missing <= ({__version__} - set(versions_out())), "see docs/release.md"


def test_samples_are_of_the_present_migrations(release):
    problem = release.problem(migration_digests(), versions_out())
    assert not problem, problem


def test_a_stale_sample_and_a_changed_release_are_told_apart(release):
    out = [release.version]
    changed = release.digests | {"centre.0001_user": "another"}
    later = release.digests | {"centre.0003_later": "new"}
    assert "run make sample" in release.problem(changed, [])
    assert "run make sample" in release.problem(later, [])
    assert "add a migration" in release.problem(changed, out)
    assert release.problem(later, out) == ""
    assert release.problem(release.digests, []) == ""


def test_a_version_is_out_once_the_changelog_has_its_heading():
    text = "# Changes\n## Not released yet\n## 0.2.0 – 2027-01-05\n### Added\n## 0.1.0\n"
    assert released(text) == ["0.2.0", "0.1.0"]


def test_a_page_that_changed_and_a_row_that_went_are_seen(release):
    found = {path: [200, heading] for path, heading in release.pages.items()}
    assert differences(release, found) == {}
    first, second, *_ = found
    found[first], found[second] = [200, "Autre titre"], [404, ""]
    assert set(differences(release, found)) == {first, second}
    after = {"kept": 5, "less": 4}
    assert set(fewer({"kept": 5, "less": 5, "gone": 0}, after)) == {"less", "gone"}


def test_its_site_is_migrated_and_served(release, site):
    site.manage("migrate", "--verbosity=0")
    found = site.do("rows", "look", "judge", "work")
    assert fewer(release.counts, found["rows"]) == {}
    assert differences(release, found["look"]) == {}
    assert found["judge"] == {"doctor": FINE, "models_differ": False}
    assert found["work"] == WORKS


def test_its_backup_is_restored(release, empty, archive):
    empty.manage("restore", str(archive))
    found = empty.do("rows", "look", "judge", "work")
    kept = {name: rows for name, rows in release.counts.items() if not name.startswith(RENEWED)}
    assert fewer(kept, found["rows"]) == {}
    assert differences(release, found["look"]) == {}
    assert found["judge"] == {"doctor": FINE, "models_differ": False}
    assert found["work"] == WORKS


def test_the_old_code_works_beside_a_safe_migration(release, site, plant):
    site.manage("migrate", "--verbosity=0", **plant("services", COLUMN % "null=True"))
    found = site.do("rows", "look", "judge", "work")
    assert fewer(release.counts, found["rows"]) == {}
    assert differences(release, found["look"]) == {}
    assert found["judge"]["doctor"] == "la base est plus récente que le code"
    assert found["work"] == WORKS


def test_the_old_code_does_not_write_beside_an_unsafe_migration(site, plant):
    site.manage("migrate", "--verbosity=0", **plant("services", COLUMN % 'default=""'))
    with pytest.raises(RuntimeError, match="IntegrityError"):
        site.do("work")


def test_a_migration_that_real_rows_do_not_allow_changes_nothing(release, site, plant):
    site.manage("migrate", "--verbosity=0")
    with pytest.raises(RuntimeError, match="IntegrityError"):
        site.manage("migrate", "--verbosity=0", **plant("services", UNIQUE))
    found = site.do("rows", "look", "judge")
    assert fewer(release.counts, found["rows"]) == {}
    assert differences(release, found["look"]) == {}
    assert found["judge"] == {"doctor": FINE, "models_differ": False}
