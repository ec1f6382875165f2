"""The containers, without an engine: the files are valid, and their commands really run here.

What needs an engine is not tried: building the image, its packages, and the network between
containers. docs/exploitation.md says so too.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.deploy.servers import HOST, PATIENCE, ROOT, free_port, until
from tests.parts import KEY, SECRET
from tests.quality.test_variables import rows

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
BIN = Path(sys.executable).parent
PLACES = {"/srv/centre/site": "site", "/srv/centre/var": "var"}


def instructions(name):
    """Return what follows each instruction ``name`` of the last stage, its lines joined."""
    last = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    return re.findall(rf"^{name} (.*)$", last.replace("\\\n", " "), re.MULTILINE)


def image_environment():
    return dict(pair.split("=", 1) for line in instructions("ENV") for pair in line.split())


@pytest.fixture(scope="module")
def container(tmp_path_factory):
    """What the image holds, as ``COPY`` and ``.dockerignore`` say; and the environment in it."""
    top = tmp_path_factory.mktemp("image")
    site = top / "site"
    kept = [
        line[1:]
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    ]
    for name in kept:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, site / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif name != "requirements-large.lock":
            shutil.copy(ROOT / name, site / name)
    inside = {}
    for name, value in image_environment().items():
        for there, here in PLACES.items():
            value = value.replace(there, str(top / here))
        inside[name] = value
    inside["PATH"] = f"{BIN}:/usr/bin:/bin"
    (top / "var").mkdir()
    return site, inside


def run_line(line, site, environment):
    return subprocess.run(
        ["/bin/sh", "-eu", "-c", line], cwd=site, env=environment, capture_output=True, text=True
    )


def test_the_dockerfile_has_no_fault_that_a_linter_knows():
    checked = subprocess.run(
        [BIN / "hadolint", "--no-color", ROOT / "Dockerfile"], capture_output=True, text=True
    )
    assert (checked.returncode, checked.stdout) == (0, "")


def test_compose_is_valid():
    checked = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec",
         ROOT / "compose.yaml"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_every_variable_of_the_containers_is_one_of_the_site():
    known = set(rows())
    for name in ("site", "prepare", "tick", "backup"):
        assert set(COMPOSE["services"][name]["environment"]) <= known
    assert set(image_environment()) - {"PATH", "DJANGO_SETTINGS_MODULE"} <= known


def test_only_what_the_site_runs_with_goes_into_the_image(container):
    site, _environment = container
    names = {path.relative_to(site).parts[0] for path in site.rglob("*")}
    assert names == {
        "centre", "communes", "events", "home", "services", "deploy", "locale", "static",
        "templates", "manage.py",
    }  # fmt: skip


def test_nobody_is_root_and_every_volume_is_named():
    assert instructions("USER") == ["10001"]
    named = {
        volume.partition(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service.get("volumes", [])
    }
    assert {name for name in named if not name.startswith(".")} == set(COMPOSE["volumes"])


def test_the_files_are_collected_by_the_line_of_the_image(container):
    site, environment = container
    (line,) = (line for line in instructions("RUN") if "collectstatic" in line)
    done = run_line(line, site, environment)
    assert done.returncode == 0, done.stderr
    var = Path(environment["CENTRE_VAR_DIR"])
    assert json.loads((var / "static" / "staticfiles.json").read_text())["paths"]
    assert (var / "fault" / "fault.html").stat().st_size


def test_the_site_starts_answers_and_stops_by_the_lines_of_the_image(container, bucket_server):
    """Without the database of the compose file: being alive asks for none."""
    site, environment = container
    port = free_port()
    given = {
        "SECRET_KEY": "a-key-for-the-tests-that-is-long-enough-for-the-checks-of-django",
        "ALLOWED_HOSTS": f"{HOST},other.example.org",
        "CENTRE_BASE_URL": f"https://{HOST}",
        "DATABASE_URL": "postgres://centre:x@127.0.0.1:1/centre",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "MEDIA_BUCKET": "centre",
        "MEDIA_BUCKET_ENDPOINT": bucket_server.endpoint,
        "MEDIA_BUCKET_KEY": KEY,
        "MEDIA_BUCKET_SECRET": SECRET,
    }
    assert set(given) <= set(COMPOSE["services"]["site"]["environment"])
    environment = environment | given | {"GUNICORN_BIND": f"127.0.0.1:{port}"}
    (command,) = instructions("CMD")
    (health,) = (line.partition("CMD ")[2] for line in instructions("HEALTHCHECK"))

    def is_alive():
        asked = [str(BIN / "python"), *json.loads(health)[1:]]
        return subprocess.run(asked, cwd=site, env=environment).returncode == 0

    assert not is_alive()
    log = site.parent / "gunicorn.log"
    start = [str(BIN / "gunicorn"), *json.loads(command)[1:]]
    with log.open("w") as out:
        process = subprocess.Popen(start, cwd=site, env=environment, stdout=out, stderr=out)
    try:
        until(lambda: "Booting worker" in log.read_text(), log.read_text)
        assert is_alive()
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
    assert not is_alive()


@pytest.mark.parametrize("has_ipv6", [True, False])
def test_the_web_server_is_led_to_the_containers(tmp_path, has_ipv6):
    (tmp_path / "addresses").write_text("00000000000000000000000000000001 lo\n" * has_ipv6)
    written = tmp_path / "nginx.conf"
    environment = os.environ | {
        "NAMES": f"{HOST},other.example.org",
        "BUCKET": "photos", "BUCKET_HOST": "s3.example.net:443",
        "TARGET": str(written), "RUN": "true", "IPV6_ADDRESSES": str(tmp_path / "addresses"),
    }  # fmt: skip
    (script,) = COMPOSE["services"]["web"]["command"][1:]
    here = ROOT / "deploy" / "large" / Path(script).name
    subprocess.run(["sh", here], env=environment, check=True)
    text = written.read_text()
    assert f"server_name {HOST} other.example.org;" in text
    assert "server site:8000 max_fails" in text
    assert "server s3.example.net:443;" in text
    assert "/photos/$1?" in text
    assert "10.0.0.1" not in text
    assert "bucket.example.org" not in text
    assert ("listen [::]:443" in text) is has_ipv6
