"""Every visible sentence has its French, well written, compiled and up to date."""

import gettext
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.quality.repository import FLOORS, ROOT, project_files

CATALOGUE = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
SOURCES = ("*.py", "*.html", "*.txt")


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """The sentences of the sources as they stand, extracted in a copy of them."""
    copy = tmp_path_factory.mktemp("sources")
    roots = [f"{folder}/{pattern}" for folder in [*FLOORS, "templates"] for pattern in SOURCES]
    for path in project_files(*roots):
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    (copy / "locale").mkdir()
    made = run(
        sys.executable, "-m", "django", "makemessages", "-l", "fr", "-e", "py,html,txt",
        cwd=copy,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return copy / "locale" / "fr" / "LC_MESSAGES" / "django.po"


def compiled(path):
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def test_every_sentence_is_translated_and_none_is_fuzzy(template):
    compared = run("msgcmp", "--no-fuzzy-matching", str(CATALOGUE), str(template))
    assert compared.returncode == 0, "\n".join(explained(compared.stderr)) or compared.stderr


def explained(complaints):
    """Yield each complaint of msgcmp with the sentence it is about."""
    for match in re.finditer(r"^(.+?):(\d+): (this message (?:is|needs) .+)$", complaints, re.M):
        file, line, complaint = match.groups()
        # It gives the line where the sentence has ended.
        before = "\n".join(Path(file).read_text().splitlines()[: int(line) - 1])
        sentence = before[before.rindex("\nmsgid ") + 7 :].replace('"\n"', "")
        yield f"{complaint.split(' in ')[0]}: {sentence}"


def test_sentences_keep_their_variables(tmp_path):
    checked = run("msgfmt", "--check-format", "-o", str(tmp_path / "out.mo"), str(CATALOGUE))
    assert checked.returncode == 0, checked.stderr


def test_the_compiled_catalogue_is_up_to_date(tmp_path):
    fresh = tmp_path / "django.mo"
    made = run("msgfmt", "-o", str(fresh), str(CATALOGUE))
    assert made.returncode == 0, made.stderr
    assert compiled(CATALOGUE.with_suffix(".mo")) == compiled(fresh)


TYPOGRAPHY = {
    "a straight apostrophe": re.compile(r"\w'\w"),
    "an ordinary or missing space before : ; ! ? »": re.compile(
        r"[^\W_] ?[;!?](?:\s|$)|\w :(?:\s|$)| »"
    ),
    "a missing space before a colon": re.compile(r"\w:(?:\s|$)"),
    "an ordinary or missing space after «": re.compile(r"«[^\u00a0\u202f]"),
    "straight quotation marks": re.compile(r"(?<![=\w])\"[^\"<>]*\"(?!\w)"),
    "three dots": re.compile(r"\.\.\."),
}


@pytest.mark.parametrize("fault", TYPOGRAPHY)
def test_french_is_typeset_as_french(fault):
    pattern = TYPOGRAPHY[fault]
    catalogue = compiled(CATALOGUE.with_suffix(".mo"))
    sentences = [text for key, text in catalogue.items() if key]
    assert sentences
    faults = [text for text in sentences if pattern.search(without_code(text))]
    assert not faults, "\n".join(faults)


def without_code(text):
    """Return a sentence without its variables, tags, entities and addresses."""
    return re.sub(r"%\(\w+\)[sd]|\{\w*\}|<[^>]*>|&\w+;|https?://\S+", "x", text)
