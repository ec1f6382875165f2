"""Imports only go down, and pure modules know no request, no database and no clock."""

import ast
import sys
import tomllib

import pytest

from tests.quality.repository import FLOORS, ROOT, imported_modules, name_of, project_files

PURE_LIBRARIES = {
    "PIL",
    "anyascii",
    "cryptography",
    "dateutil",
    "icalendar",
    "mutagen",
    "snowballstemmer",
}
# Sentences go through gettext, also those of a pure module.
PURE_DJANGO = ("django.utils.functional.", "django.utils.translation.")
CLOCK = {"now", "today", "utcnow", "localtime", "localdate"}


def is_foundation(path):
    """Settings, addresses and the command line put the whole building together."""
    return name_of(path).startswith("centre/settings/") or name_of(path) == "centre/urls.py"


def climbs(floor, module):
    """Tell whether ``module`` stands on a floor above ``floor``."""
    top = module.partition(".")[0]
    return top in FLOORS and FLOORS.index(top) > FLOORS.index(floor)


def pure_modules():
    """Return the files that mypy holds strictly: they are the pure modules."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    entries = [ROOT / entry for entry in config["tool"]["mypy"]["files"]]
    return [
        path
        for entry in entries
        for path in (sorted(entry.glob("**/*.py")) if entry.is_dir() else [entry])
    ]


def files_of(module):
    """Return the files that ``module`` may stand for: itself, or the module it is a name of."""
    own = ROOT.joinpath(*module.split("."))
    return {
        own.with_suffix(".py"),
        own / "__init__.py",
        own.parent.with_suffix(".py"),
        own.parent / "__init__.py",
    }


def is_pure(module):
    top = module.partition(".")[0]
    return (
        top in sys.stdlib_module_names
        or top in PURE_LIBRARIES
        or module.startswith(PURE_DJANGO)
        or not files_of(module).isdisjoint(pure_modules())
    )


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_only_go_down(floor):
    climbing = [
        f"{name_of(path)} imports {module}"
        for path in project_files(f"{floor}/*.py")
        if not is_foundation(path)
        for module in sorted(imported_modules(path))
        if climbs(floor, module)
    ]
    assert climbing == []


def test_what_climbs_is_seen():
    assert climbs("centre", "services.models.ServicePage")
    assert not climbs("home", "services.models.ServicePage")


@pytest.mark.parametrize("path", pure_modules(), ids=name_of)
def test_pure_modules_import_only_what_computes(path):
    assert [module for module in sorted(imported_modules(path)) if not is_pure(module)] == []


@pytest.mark.parametrize("path", pure_modules(), ids=name_of)
def test_pure_modules_are_given_the_time(path):
    reads = [
        f"line {node.lineno}: {node.func.attr}()"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK
    ]
    assert reads == []
