"""Migrations that came since the last release are safe while its code still runs."""

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from drill.stage import POSTGRES
from services.models import ServicePage
from tests.quality.safe_migrations import (
    Before,
    last_release,
    new_migrations,
    problems,
    state_of,
)
from tests.samples.released import releases, versions_out

pytestmark = pytest.mark.django_db
APP = "centre_tried"


def text(**options) -> models.CharField:
    return models.CharField(**{"max_length": 20} | options)


def made(*steps, atomic=True, **said) -> Migration:
    """Return a migration of ``steps``; ``said``: its ``safe_because``."""
    migration = Migration("0002_tried", APP)
    migration.operations, migration.atomic = list(steps), atomic
    if said:
        migration.safe_because = said
    return migration


@pytest.fixture(scope="module")
def state():
    """The models of a release that is out."""
    first = Migration("0001_tried", APP)
    columns = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", text()),
        ("note", text(null=True)),
    ]
    options = {"indexes": [models.Index(fields=["name"], name="tried_name")]}
    first.operations = [operations.CreateModel("Tried", columns, options)]
    return first.mutate_state(ProjectState())


def found(state, migration, before=None) -> set[str]:
    """Return the codes of what is unsafe."""
    said = problems(connection, migration, state, Before(before or state))
    return {one.split()[0].rstrip(":") for one in said}


def forwards(apps, schema_editor):
    Tried = apps.get_model("centre_tried", "Tried")
    Tried.objects.update(note="")


def of_the_present_models(apps, schema_editor):
    ServicePage.objects.update(alert="")


UNSAFE = {
    "DROP_COLUMN": operations.RemoveField("tried", "note"),
    "DROP_TABLE": operations.DeleteModel("Tried"),
    "RENAME_COLUMN": operations.RenameField("tried", "note", "remark"),
    "RENAME_TABLE": operations.RenameModel("Tried", "Tested"),
    "NOT_NULL": operations.AddField("tried", "place", text(default="")),
    "ALTER_COLUMN": operations.AlterField("tried", "name", text(max_length=9)),
    "ADD_UNIQUE": operations.AddConstraint(
        "tried", models.UniqueConstraint(fields=["name"], name="tried_once")
    ),
    "ADD_CHECK": operations.AddConstraint(
        "tried", models.CheckConstraint(condition=models.Q(name__gt=""), name="tried_said")
    ),
    "CREATE_INDEX": operations.AddIndex("tried", models.Index(fields=["note"], name="tried_note")),
    "DROP_INDEX": operations.RemoveIndex("tried", "tried_name"),
    "RUNPYTHON_REVERSIBLE": operations.RunPython(forwards),
    "RUNPYTHON_MODEL_IMPORT": operations.RunPython(
        of_the_present_models, operations.RunPython.noop
    ),
    "RUNSQL_REVERSIBLE": operations.RunSQL("UPDATE centre_tried_tried SET note = ''"),
}
# As docs/release.md has it: the state no longer knows the field.
DROP = operations.RunSQL(
    'ALTER TABLE "centre_tried_tried" DROP COLUMN "note"',
    'ALTER TABLE "centre_tried_tried" ADD COLUMN "note" varchar(20) NULL',
)
SAFE = {
    "a column that may be empty": operations.AddField("tried", "place", text(null=True)),
    "a column that the database fills": operations.AddField("tried", "place", text(db_default="")),
    "a table": operations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
    "a column that may now be empty": operations.AlterField("tried", "name", text(null=True)),
    "another label": operations.AlterField("tried", "name", text(verbose_name="other")),
    "a field that the code forgets": operations.SeparateDatabaseAndState(
        state_operations=[operations.RemoveField("tried", "note")]
    ),
    "rows, with the way back": operations.RunPython(forwards, operations.RunPython.noop),
}


def test_what_came_since_the_last_release_is_safe():
    loader = MigrationLoader(connection)
    release = last_release(POSTGRES, versions_out())
    before = Before(state_of(loader, release)) if release else None
    unsafe = {
        str(migration): said
        for migration in new_migrations(loader, release)
        if (
            said := problems(
                connection,
                migration,
                loader.project_state((migration.app_label, migration.name), at_end=False),
                before,
            )
        )
    }
    assert unsafe == {}, "see docs/release.md"


@pytest.mark.parametrize("code", UNSAFE)
def test_what_the_running_code_would_trip_over_is_refused(state, code):
    assert code in found(state, made(UNSAFE[code]))


def test_a_column_that_may_no_longer_be_empty_is_refused(state):
    assert found(state, made(operations.AlterField("tried", "note", text()))) == {"NOT_NULL"}


@pytest.mark.parametrize("name", SAFE)
def test_what_the_running_code_does_not_notice_is_allowed(state, name):
    assert found(state, made(SAFE[name])) == set()


def test_an_index_that_is_made_beside_the_site_is_allowed(state):
    index = models.Index(fields=["note"], name="tried_note")
    assert found(state, made(AddIndexConcurrently("tried", index), atomic=False)) == set()


def test_a_sentence_says_why_it_is_safe_all_the_same(state):
    index = UNSAFE["CREATE_INDEX"]
    assert found(state, made(index, CREATE_INDEX="A row for each commune.")) == set()
    assert found(state, made(index, CREATE_INDEX=" ")) == {"CREATE_INDEX"}
    assert found(state, made(index, DROP_INDEX="Not what is done.")) == {
        "CREATE_INDEX",
        "DROP_INDEX",
    }


@pytest.mark.parametrize("code", ["DROP_COLUMN", "DROP_TABLE", "RENAME_COLUMN", "RENAME_TABLE"])
def test_no_sentence_takes_away_what_the_release_before_uses(state, code):
    migration = made(UNSAFE[code], **{code: "Nobody reads it."})
    assert found(state, migration) == {code}
    assert found(state, migration, before=ProjectState()) == set()


def test_the_second_release_may_drop_what_the_first_forgot(state):
    """Expand and contract: the column leaves the code, then the database."""
    forget = made(SAFE["a field that the code forgets"])
    assert found(state, forget) == set()
    without = forget.mutate_state(state)
    drop = made(DROP, DROP_COLUMN="0.2.0 no longer has the field.")
    assert found(without, drop, before=without) == set()
    assert found(without, drop, before=state) == {"DROP_COLUMN"}
    assert found(without, made(DROP), before=without) == {"DROP_COLUMN"}


def test_sql_that_quotes_no_name_is_believed_to_harm(state):
    sql = operations.RunSQL(DROP.sql.replace('"', ""), operations.RunSQL.noop)
    assert found(state, made(sql, DROP_COLUMN="Tried."), before=ProjectState()) == {"DROP_COLUMN"}


def test_what_a_release_has_seen_is_not_asked_again():
    loader, release = MigrationLoader(connection), releases(POSTGRES)[-1]
    assert new_migrations(loader, None) == []
    assert new_migrations(loader, release) == []
    first = [one for one in release.migrations if one != "home.0001_initial"]
    later = type(release)(**vars(release) | {"migrations": first})
    assert [str(one) for one in new_migrations(loader, later)] == ["home.0001_initial"]
    assert last_release(POSTGRES, []) is None
    assert last_release(POSTGRES, [release.version]) == release


def test_the_models_of_a_release_are_known():
    loader, release = MigrationLoader(connection), releases(POSTGRES)[-1]
    before = Before(state_of(loader, release))
    drop = made(operations.RemoveField("servicepage", "alert"), DROP_COLUMN="Tried.")
    drop.app_label = "services"
    said = problems(connection, drop, loader.project_state(), before)
    assert said == ["DROP_COLUMN services_servicepage alert: the release before still uses it"]
