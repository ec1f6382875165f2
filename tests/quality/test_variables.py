"""The table of variables in docs/exploitation.md is the one that the code reads."""

import re

from tests.quality.repository import ROOT

READ = re.compile(r"""\benv\.(?:text|items|flag|number|choice|together)\(\s*"([A-Z_]+)\"""")
REQUIRED = re.compile(r"env\.require\(([^)]*)\)")
ROW = re.compile(r"^\| (`[A-Z_`, ]+`) \| (.*?) \|", re.MULTILINE)
# Settings module, chosen before any setting is read, and what Django itself reads.
ELSEWHERE = {"DJANGO_SETTINGS_MODULE"}


def sources():
    folders = (ROOT / "centre", ROOT / "deploy", ROOT / "home", ROOT / "communes")
    return [path.read_text() for folder in folders for path in sorted(folder.rglob("*.py"))]


def rows() -> dict[str, str]:
    """Return what the table says of each variable: whether production requires it."""
    text = (ROOT / "docs" / "exploitation.md").read_text()
    return {
        name: required
        for names, required in ROW.findall(text)
        for name in re.findall(r"[A-Z_]+", names)
    }


def test_every_variable_that_is_read_is_described_and_none_else():
    read = {name for source in sources() for name in READ.findall(source)}
    assert len(read) > 20
    assert set(rows()) - ELSEWHERE == read


def test_those_said_to_be_required_are_required():
    required = {
        name
        for source in sources()
        for names in REQUIRED.findall(source)
        for name in re.findall(r'"([A-Z_]+)"', names)
    }
    assert {name for name, said in rows().items() if said == "oui"} == required
