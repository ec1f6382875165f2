"""The locks answer to pyproject.toml: every range is met, every file has its hash."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.quality.repository import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PIN = re.compile(r"^([a-zA-Z0-9._-]+)(?:\[[^\]]*\])?==(\S+)(.*)$")


def pins(name):
    """Return {package: (version, has hashes)} of a lock file."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    found = {}
    for line in entries:
        match = PIN.match(line)
        assert match, f"{name}: not an exact pin: {line[:80]}"
        package, version, rest = match.groups()
        found[canonicalize_name(package)] = (version, "--hash=sha256:" in rest)
    return found


SITE = pins("requirements.lock")
TESTS = pins("requirements-test.lock")
DIRECT = [
    *[(Requirement(text), SITE) for text in PROJECT["dependencies"]],
    *[(Requirement(text), TESTS) for text in PROJECT["optional-dependencies"]["test"]],
]


@pytest.mark.parametrize(
    ("requirement", "lock"), DIRECT, ids=lambda value: getattr(value, "name", "")
)
def test_lock_meets_the_range(requirement, lock):
    version, _ = lock[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)


@pytest.mark.parametrize("lock", [SITE, TESTS], ids=["site", "tests"])
def test_every_pin_has_hashes(lock):
    assert [package for package, (_, hashed) in lock.items() if not hashed] == []


def test_the_tests_lock_holds_the_site_lock():
    assert {package: TESTS.get(package) for package in SITE} == SITE


def test_the_site_runs_on_the_long_term_release():
    assert SITE["django"][0].startswith("5.2.")
