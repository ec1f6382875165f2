"""A real copy of the database: how late it is, and what is asked of it once it is gone."""

import subprocess
import sys

import pytest

from tests.deploy.servers import ROOT, until
from tests.parts import Postgres, Standby

# What production makes of DATABASE_REPLICA_URL, asked once for each line that is sent.
ASK = """
import sys
import django
django.setup()
from django.db import connections
from centre import replica
for line in sys.stdin:
    replica._asked_again_at = 0.0
    fresh = replica.is_fresh()
    lag = replica.lag_seconds() if fresh else "-"
    print(fresh, lag, connections[replica.REPLICA].settings_dict["PORT"] or "-", flush=True)
"""


@pytest.fixture(scope="module")
def primary():
    with Postgres() as server:
        yield server


def test_it_is_read_while_it_follows_and_left_alone_when_it_does_not(primary, tmp_path):
    with Standby(primary) as standby:
        environment = {
            "PATH": "/usr/bin:/bin",
            "DJANGO_SETTINGS_MODULE": "centre.settings.production",
            "SECRET_KEY": "a-key-for-the-tests-that-is-long-enough-for-the-checks-of-django",
            "ALLOWED_HOSTS": "centre.example.org",
            "CENTRE_BASE_URL": "https://centre.example.org",
            "CENTRE_VAR_DIR": str(tmp_path),
            "DATABASE_URL": primary.url,
            "DATABASE_REPLICA_URL": standby.url,
        }
        asking = subprocess.Popen(
            [sys.executable, "-c", ASK], cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

        def answer():
            asking.stdin.write("\n")
            asking.stdin.flush()
            return asking.stdout.readline().split()

        try:
            # It has just begun to follow.
            found = until(lambda: (said := answer())[0] == "True" and said, lambda: "never fresh")
            assert float(found[1]) <= 10
            standby.stop()
            assert answer()[0] == "False"
        finally:
            asking.stdin.close()
            asking.wait(timeout=60)
            asking.stdout.close()
