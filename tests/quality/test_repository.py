"""The repository speaks of no machine, and its commands are the ones the README names."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.quality.repository import ROOT, name_of, project_files

SELF = Path(__file__)
# A home folder or a registry in a file ties the project to one machine.
MACHINE = re.compile(
    r"/(?:home|Users)/[a-z]\w*/|/root/|file:///|--(?:extra-)?index-url|--find-links"
    r"|(?:pypi|pythonhosted|npmjs|registry)\.(?:org|com)",
)


def texts():
    for path in project_files():
        try:
            yield path, path.read_text()
        except UnicodeDecodeError:
            continue


def targets():
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))


def test_no_file_names_a_machine_or_a_registry():
    hits = [
        f"{name_of(path)}: {match.group()}"
        for path, text in texts()
        if path != SELF
        for match in MACHINE.finditer(text)
    ]
    assert hits == []


def test_no_file_names_the_folder_of_this_clone():
    # A folder as plain as /app says nothing about a machine.
    if len(ROOT.parts) > 2:
        assert [name_of(path) for path, text in texts() if f"{ROOT}/" in text] == []


@pytest.mark.parametrize("document", project_files("*.md"), ids=name_of)
def test_commands_of_the_documentation_exist(document):
    named = set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(code_of(document.read_text()))))
    assert named <= targets()


@pytest.mark.parametrize("document", project_files("*.md"), ids=name_of)
def test_links_of_the_documentation_lead_to_files(document):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in local if not (document.parent / link).exists()] == []


def code_of(markdown):
    """Return what is set as code in a page, inline or in blocks."""
    return re.findall(r"```.*?```|`[^`\n]+`", markdown, re.S)


def test_the_readme_names_both_commands():
    named = "\n".join(code_of((ROOT / "README.md").read_text()))
    assert "make demo" in named
    assert "make test" in named


@pytest.mark.parametrize("script", project_files("scripts/*.sh"), ids=name_of)
def test_script_is_sound(script):
    subprocess.run(["sh", "-n", script], check=True)
    assert os.access(script, os.X_OK) == (script.name != "lib.sh")


def test_continuous_integration_runs_the_tests():
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert "make test" in run.read_text()
