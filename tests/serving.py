"""The demonstration in a folder of its own, for tests that talk to a real server process."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "motdepasse-des-essais"
START_SECONDS = 60


@pytest.fixture(scope="session")
def seeded_environment(tmp_path_factory):
    """The environment of a process that serves the demonstration from a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    environment = os.environ | {
        "CENTRE_VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "centre.settings.dev",
        "DEBUG": "0",
        "DEMO_PASSWORD": PASSWORD,
    }
    for command in (["migrate", "--verbosity=0"], ["load_demo"]):
        made = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=environment, capture_output=True, text=True,
        )  # fmt: skip
        assert made.returncode == 0, f"{command[0]}:\n{made.stdout}\n{made.stderr}"
    return environment


def wait_for(address, process, log):
    """Return when the site answers; fail with its log when it stops or stays silent."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{address}/", timeout=START_SECONDS) as response:
                assert response.status == 200
            return
        except ConnectionError:
            time.sleep(0.1)
    pytest.fail(f"the site did not start:\n{log.read_text()}")
