"""What ``make lint`` asks of libraries and of secrets, with fakes of whom it asks."""

import importlib.util
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# Put together here: the scan reads this file too.
GITHUB = "ghp_" + "a1B2c3D4e5F6" * 3


def load(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def audit(monkeypatch):
    """The audit, whose service answers."""
    monkeypatch.delenv("AUDIT", raising=False)
    module = load("audit")
    monkeypatch.setattr(module, "ask_whether_it_answers", lambda: None)
    return module


@pytest.fixture
def pip_audit(tmp_path, monkeypatch):
    """A function that lets pip-audit write and end as told; it keeps what it was asked."""

    def pip_audit(written, status=0, error=""):
        asked = tmp_path / "asked"
        (tmp_path / "pip_audit.py").write_text(
            "import pathlib, sys\n"
            f"pathlib.Path({str(asked)!r}).write_text(' '.join(sys.argv[1:]))\n"
            f"print({written!r})\nsys.stderr.write({error!r})\nsys.exit({status})\n"
        )
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        return asked

    return pip_audit


def told(*libraries):
    return json.dumps({"dependencies": list(libraries), "fixes": []})


GOOD = {"name": "django", "version": "5.2", "vulns": []}
FAULTY = {
    "name": "pillow",
    "version": "12.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["12.1"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
UNKNOWN = {"name": "wagtail", "skip_reason": "Dependency not found"}


def test_libraries_without_a_known_fault_pass(audit, pip_audit, capsys):
    asked = pip_audit(told(GOOD))
    assert audit.main(["a.lock", "b.lock"]) == 0
    assert "aucune faille connue, sur 1." in capsys.readouterr().out
    assert "--requirement a.lock --requirement b.lock" in asked.read_text()


@pytest.mark.parametrize("others", [[GOOD], [UNKNOWN]])
def test_a_known_fault_fails_and_says_what_repairs_it(audit, pip_audit, capsys, others):
    pip_audit(told(FAULTY, *others), status=1)
    assert audit.main(["a.lock"]) == 1
    said = capsys.readouterr().out
    assert "pillow 12.0 : PYSEC-1, réparé dans 12.1" in said
    assert "PYSEC-2, réparé dans aucune version" in said


@pytest.mark.parametrize(
    ("written", "error", "reason"),
    [
        (told(GOOD, UNKNOWN), "", "le service ne dit rien de 1, dont wagtail"),
        ("", "Traceback\nConnectionError: away", "ConnectionError: away"),
        ("", "", "pip-audit n’a rien dit"),
        ("{}", "", "pip-audit n’a rien dit"),
    ],
)
def test_what_could_not_be_asked_is_said_and_fails_only_if_required(
    audit, pip_audit, capsys, monkeypatch, written, error, reason
):
    pip_audit(written, status=1, error=error)
    assert audit.main(["a.lock"]) == 0
    assert capsys.readouterr().out == f"Dépendances NON EXAMINÉES : {reason}.\n"
    monkeypatch.setenv("AUDIT", "required")
    assert audit.main(["a.lock"]) == 2


def test_a_service_that_is_away_is_not_waited_for(monkeypatch, capsys):
    monkeypatch.delenv("AUDIT", raising=False)
    module = load("audit")
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"http://127.0.0.1:{mute.getsockname()[1]}/"
        with pytest.raises(module.NotExamined, match="ne répond pas"):
            module.ask_whether_it_answers(address, seconds=1)
    with pytest.raises(module.NotExamined, match="ne répond pas"):
        module.ask_whether_it_answers(address, seconds=10)  # refused
    assert module.PROBE_SECONDS <= 20

    def away():
        raise module.NotExamined("le service des avis de sécurité ne répond pas")

    monkeypatch.setattr(module, "ask_whether_it_answers", away)
    assert module.main([]) == 0
    assert "NON EXAMINÉES" in capsys.readouterr().out


def test_an_audit_that_does_not_end_is_cut(audit, tmp_path, monkeypatch):
    (tmp_path / "pip_audit.py").write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(audit.NotExamined, match="pas fini en 1 s"):
        audit.libraries([], seconds=1)


@pytest.fixture
def project(tmp_path):
    """A folder under git, and a function that scans it."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)

    def scan(*options):
        return subprocess.run(
            [sys.executable, ROOT / "scripts/secrets_scan.py", *options],
            cwd=tmp_path, capture_output=True, text=True,
        )  # fmt: skip

    return tmp_path, scan


@pytest.mark.parametrize(
    "line", [f'TOKEN = "{GITHUB}"', "-----BEGIN RSA " + "PRIVATE KEY-----\n"
    + "MIIEpAIBAAKCAQEA7bq0" * 3 + "\n-----END", "u = 'postgres://a:"
    + "h7Gz2pQ9x@localhost/centre'"], ids=["token", "key", "address"]
)  # fmt: skip
def test_a_secret_fails_wherever_it_stands(project, line):
    folder, scan = project
    (folder / "good.py").write_text("NAME = 'centre'\n")
    assert scan().returncode == 0
    (folder / "deep").mkdir()
    (folder / "deep" / "new.txt").write_text(f"# one\n{line}\n")
    found = scan()
    assert found.returncode == 1, found.stderr
    assert "deep/new.txt:" in found.stdout and " : peut-être un secret (" in found.stdout
    # What it found is not written down once more.
    assert GITHUB not in found.stdout


def test_what_was_looked_at_passes_until_it_changes(project):
    folder, scan = project
    (folder / "a.py").write_text(f'TOKEN = "{GITHUB}"\n')
    assert scan("--write").returncode == 0
    assert GITHUB not in (folder / ".secrets.baseline").read_text()
    (folder / "a.py").write_text(f'\n\n\nTOKEN = "{GITHUB}"\n')  # it only moved
    assert scan().returncode == 0
    (folder / "a.py").write_text(f'TOKEN = "{GITHUB[:-1]}X"\n')
    assert scan().returncode == 1


def test_what_is_ignored_is_not_read(project):
    folder, scan = project
    (folder / ".gitignore").write_text(".env\n")
    (folder / ".env").write_text(f"TOKEN={GITHUB}\n")
    assert scan().returncode == 0
