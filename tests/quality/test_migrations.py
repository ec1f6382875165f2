"""Migrations stay small, because a StreamField writes no block definitions into them."""

import pytest
from django.core.management import call_command

from tests.quality.repository import FLOORS, name_of, project_files

MIGRATIONS = project_files(*[f"{app}/migrations/*.py" for app in FLOORS])
LIMIT = 200_000


def test_migrations_are_small():
    assert 0 < sum(path.stat().st_size for path in MIGRATIONS) < LIMIT


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_migration_defines_no_blocks(path):
    text = path.read_text()
    assert [
        word for word in ("wagtail.blocks", "block_lookup", "StreamBlock") if word in text
    ] == []


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, interactive=False)
    except SystemExit:
        pytest.fail(f"run manage.py makemigrations:\n{capsys.readouterr().out}")
