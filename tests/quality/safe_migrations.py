"""What a migration may not do: the code of the release before still runs beside it.

django-migration-linter reads the SQL of PostgreSQL; docs/release.md says what to do instead.
"""

import re
from contextlib import closing
from functools import cached_property

from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser import PostgresqlAnalyser, analyse_sql_statements
from django_migration_linter.sql_analyser.base import Check, CheckMode, CheckType, Issue

from tests.quality.repository import FLOORS
from tests.samples.released import Release, releases

# What is taken away from the code that runs: no sentence makes it safe while that code uses it.
TAKEN = {"DROP_COLUMN", "DROP_TABLE", "RENAME_COLUMN", "RENAME_TABLE"}
# How somebody names her variables harms no site.
TASTE = {"RUNPYTHON_ARGS_NAMING_CONVENTION", "RUNPYTHON_MODEL_VARIABLE_NAME"}


class Analyser(PostgresqlAnalyser):
    """Refuses a rule too that rows already there, or the code that runs, may not follow."""

    migration_checks = [
        *PostgresqlAnalyser.migration_checks,
        Check(
            code="ADD_CHECK",
            fn=lambda sql, **_: re.search(r"ALTER TABLE .* ADD CONSTRAINT .* CHECK", sql),
            message="ADDING a rule that the running code may not follow",
            mode=CheckMode.ONE_LINER,
            type=CheckType.ERROR,
        ),
    ]


class Before:
    """What the release before uses; ``state`` has its models."""

    def __init__(self, state: ProjectState):
        self._state = state

    @cached_property
    def _tables(self) -> dict[str, set[str]]:
        return {
            model._meta.db_table: {field.column for field in model._meta.local_concrete_fields}
            for model in self._state.apps.get_models(include_auto_created=True)
        }

    def uses(self, issue: Issue) -> bool:
        """Tell whether it uses the table, or the column, that ``issue`` is about.

        SQL that quotes no name is believed to speak of something that is used.
        """
        if issue.table is None or (issue.column is None and issue.code.endswith("COLUMN")):
            return True
        columns = self._tables.get(issue.table)
        return columns is not None and (issue.column is None or issue.column in columns)


def problems(connection, migration: Migration, state: ProjectState, before: Before) -> list[str]:
    """Return what is unsafe in ``migration``, made from ``state``, with the code of the issue.

    ``migration.safe_because`` may say why what an issue names does no harm: {code: sentence}.
    """
    issues = _issues(connection, migration, state)
    reasons = getattr(migration, "safe_because", {})
    found = [
        f"{issue.code} {issue.table or ''} {issue.column or ''}: {issue.message}"
        for issue in issues
        if not reasons.get(issue.code, "").strip()
    ]
    found += [
        f"{issue.code} {issue.table} {issue.column or ''}: the release before still uses it"
        for issue in issues
        if issue.code in TAKEN and issue.code in reasons and before.uses(issue)
    ]
    codes = {issue.code for issue in issues}
    return found + [f"{code}: nothing of the kind is done" for code in reasons.keys() - codes]


def new_migrations(loader: MigrationLoader, release: Release | None) -> list[Migration]:
    """Return our migrations that came after ``release``; all are initial while there is none."""
    if release is None:
        return []
    return [
        migration
        for (app, name), migration in sorted(loader.disk_migrations.items())
        if app in FLOORS and f"{app}.{name}" not in release.migrations
    ]


def last_release(kind: str, out: list[str]) -> Release | None:
    """Return the newest release among the versions that are ``out``."""
    found = [release for release in releases(kind) if release.version in out]
    return found[-1] if found else None


def state_of(loader: MigrationLoader, release: Release) -> ProjectState:
    """Return the models of ``release``."""
    keys = [tuple(one.split(".", 1)) for one in release.migrations]
    return loader.project_state([key for key in keys if key in loader.graph.nodes])


def _issues(connection, migration: Migration, state: ProjectState) -> list[Issue]:
    # Nothing is run on it, and no test has begun a transaction there.
    with (
        closing(connection.copy()) as own,
        own.schema_editor(collect_sql=True, atomic=migration.atomic) as editor,
    ):
        migration.apply(state.clone(), editor, collect_sql=True)
    # As sqlmigrate writes it: what is in one transaction holds its locks to the end.
    sql = ["BEGIN;", *editor.collected_sql] if migration.atomic else editor.collected_sql
    linter = MigrationLinter(no_cache=True, analyser_string="postgresql")
    errors, _, warnings = analyse_sql_statements(Analyser, sql)
    data_errors, _, data_warnings = linter.analyse_data_migration(migration)
    found = [*errors, *warnings, *data_errors, *data_warnings]
    return [issue for issue in found if issue.code not in TASTE]
