"""One version, whoever tells it, and a change log that says what to do."""

import re
import tomllib

import yaml

from centre import __version__
from tests.quality.repository import ROOT
from tests.samples.released import ordered, released, versions_out

CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
TO_DO = "### To do when installing"


def sections(text: str) -> dict[str, str]:
    """Return the text under each heading of a version."""
    parts = re.split(r"^## (.+)$", text, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def announced(publiccode: dict) -> list[str]:
    """Return the version that is announced to catalogues of public software, if one is."""
    return [publiccode["softwareVersion"]] if "softwareVersion" in publiccode else []


def test_the_project_has_the_version_of_the_code():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__


def test_the_catalogue_is_told_the_last_version_that_is_out():
    publiccode = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert announced(publiccode) == versions_out()[:1]
    assert announced({"softwareVersion": "0.1.0"}) == released("## 0.1.0 – 2026-12-01\n")[:1]


def test_the_code_is_not_older_than_what_is_out():
    out = versions_out()
    assert out == sorted(out, key=ordered, reverse=True)
    assert all(ordered(version) <= ordered(__version__) for version in out)


def test_each_version_says_what_to_do():
    assert [name for name, text in sections(CHANGELOG).items() if TO_DO not in text] == []
    assert sections("## 0.1.0\nNothing.\n") == {"0.1.0": "\nNothing.\n"}


def test_what_is_done_at_every_upgrade_is_what_the_operator_reads():
    head = CHANGELOG.partition("## ")[0]
    manual = (ROOT / "docs" / "exploitation.md").read_text()
    steps = manual.partition("### Mettre à jour")[2].partition("###")[0]
    for command in ("backup", "deploy/install.sh", "doctor"):
        assert command in head
        assert command in steps
    assert steps.index("backup") < steps.index("git pull") < steps.index("install.sh")
