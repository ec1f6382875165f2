"""The units of systemd: sound, closed to the rest of the machine, and about files that exist."""

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.quality.repository import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
SECTIONS = {
    ".service": {"Unit", "Service"},
    ".socket": {"Unit", "Socket"},
    ".timer": {"Unit", "Timer"},
}
SITE = Path("/srv/centre/site")
SHUT = {
    "NoNewPrivileges": "true",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "PrivateTmp": "true",
    "PrivateDevices": "true",
    "RestrictSUIDSGID": "true",
    "CapabilityBoundingSet": "",
}


def read(path: Path) -> RawConfigParser:
    unit = RawConfigParser(delimiters="=", comment_prefixes="#", strict=False)
    unit.optionxform = str
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


def named(path):
    return path.name


def test_there_are_a_server_with_its_socket_and_two_timers_with_their_work():
    assert [path.name for path in UNITS] == [
        "centre-backup.service", "centre-backup.timer",
        "centre-tick.service", "centre-tick.timer", "centre.service", "centre.socket",
    ]  # fmt: skip


def test_visitors_wait_at_the_socket_where_nginx_sends_them():
    folder = ROOT / "deploy"
    doors = (folder / "systemd" / "centre.socket").read_text()
    sent_to = set(re.findall(r"^\s*server (\S+:\d+);", (folder / "nginx.conf").read_text(), re.M))
    assert sent_to == set(re.findall(r"^ListenStream=(\S+)$", doors, re.M))
    unit = read(folder / "systemd" / "centre.service")["Unit"]
    # Stopped with its socket; started after it.
    assert unit["Requires"] == "centre.socket"
    assert "centre.socket" in unit["After"].split()


@pytest.mark.parametrize("path", UNITS, ids=named)
def test_sections_are_those_of_its_kind(path):
    assert set(read(path).sections()) - {"Install"} == SECTIONS[path.suffix]


@pytest.mark.parametrize("path", SERVICES, ids=named)
def test_what_it_starts_exists_in_the_project(path):
    service = read(path)["Service"]
    program, *rest = service["ExecStart"].split()
    assert service["WorkingDirectory"] == str(SITE)
    assert Path(program).relative_to(SITE).parent == Path(".venv/bin")
    assert shutil.which(Path(program).name, path=str(ROOT / ".venv" / "bin"))
    if rest[0] == "manage.py":
        assert (ROOT / rest[0]).is_file()
        assert rest[1] in get_commands()
    else:
        assert rest[0] == "--config"
        assert (ROOT / rest[1]).is_file()


@pytest.mark.parametrize("path", SERVICES, ids=named)
def test_it_is_nobody_and_may_write_in_its_folder_alone(path):
    service = read(path)["Service"]
    assert service["User"] == service["Group"] == "centre"
    assert service["EnvironmentFile"] == "/etc/centre/centre.env"
    assert service["ReadWritePaths"] == "/srv/centre/var"
    assert {name: service[name] for name in SHUT} == SHUT


def test_both_services_are_shut_alike():
    shut = [
        {
            name: value
            for name, value in read(path)["Service"].items()
            if name.startswith(("Protect", "Private", "Restrict", "System", "Lock", "Cap", "NoNew"))
        }
        for path in SERVICES
    ]
    assert shut[0] == shut[1]


def test_the_timer_strikes_every_five_minutes():
    timer = read(ROOT / "deploy" / "systemd" / "centre-tick.timer")
    assert timer["Timer"]["OnCalendar"] == "*:0/5"
    assert timer["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd")
def test_systemd_finds_nothing_to_say(tmp_path):
    for path in UNITS:
        text = path.read_text(encoding="utf-8").replace(f"{SITE}", f"{ROOT}")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True, text=True,
    )  # fmt: skip
    ours = [line for line in said.stderr.splitlines() if "centre" in line]
    assert ours == [], said.stderr
    assert said.returncode == 0, said.stderr
