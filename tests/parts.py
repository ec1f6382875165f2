"""Parts of a large install, really running: PostgreSQL, Redis, a bucket on an S3-like server."""

import json
import logging
import os
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

import psycopg
import pytest
from moto.server import ThreadedMotoServer

from drill.servers import Redis

ROOT = Path(__file__).resolve().parent.parent
KEY, SECRET, REGION = "a-key", "a-secret", "eu-west-3"


class BucketServer:
    """An S3-compatible server on the loopback. It may be stopped, and started where it was."""

    def __init__(self, name):
        self.name = name
        self._server = None
        self._port = 0

    def __enter__(self):
        # One line for each request otherwise.
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.start()
        return self

    def __exit__(self, *exception):
        self.stop()

    def start(self):
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=self._port, verbose=False)
        self._server.start()
        self._port = self._server.get_host_and_port()[1]

    def stop(self):
        if self._server is not None:
            self._server.stop()
            self._server = None

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self._port}"

    @property
    def environment(self):
        """Return the variables that lead a process to the bucket."""
        return {
            "MEDIA_BUCKET": self.name,
            "MEDIA_BUCKET_ENDPOINT": self.endpoint,
            "MEDIA_BUCKET_REGION": REGION,
            "MEDIA_BUCKET_KEY": KEY,
            "MEDIA_BUCKET_SECRET": SECRET,
        }

    @property
    def options(self):
        """Return what the storage of the bucket is made with."""
        return {
            "bucket_name": self.name,
            "endpoint_url": self.endpoint,
            "region_name": REGION,
            "access_key": KEY,
            "secret_key": SECRET,
        }

    def read_by_anybody(self, name):
        """Return the status and the content that a stranger gets of the file ``name``."""
        try:
            with urlopen(f"{self.endpoint}/{self.name}/{name}", timeout=10) as response:
                return response.status, response.read()
        except HTTPError as error:
            return error.code, b""

    def empty(self):
        """Forget every bucket."""
        with urlopen(f"{self.endpoint}/moto-api/reset", data=b"", timeout=10) as response:
            assert json.load(response)["status"] == "ok"


@pytest.fixture(scope="session")
def bucket_server():
    with BucketServer("centre-essais") as server:
        yield server


@pytest.fixture
def bucket(bucket_server, settings):
    """The files of the site are in an empty bucket, ready for use."""
    from django.core.files.storage import default_storage

    bucket_server.stop()
    bucket_server.start()
    bucket_server.empty()
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "centre.bucket.BucketStorage", "OPTIONS": bucket_server.options}
    }
    assert default_storage.prepare()
    return bucket_server


class Postgres:
    """A PostgreSQL of its own, by ``scripts/with-postgres.sh``; it goes away with its reader."""

    def __enter__(self):
        self._process = subprocess.Popen(
            ["scripts/with-postgres.sh", "sh", "-c", 'echo "$DATABASE_URL"; cat >/dev/null'],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.url = self._process.stdout.readline().strip()
        assert self.url, "PostgreSQL did not start"
        return self

    def __exit__(self, *exception):
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()

    def rows(self, question, *values):
        """Return what the database answers to ``question``."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(question, values).fetchall()

    def last_questions(self):
        """Return when each of the other connections last asked something, live."""
        return dict(
            self.rows(
                "SELECT pid, query_start FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
        )


class Standby:
    """A copy of ``primary`` that follows it."""

    def __init__(self, primary):
        self._source = Path(unquote(urlsplit(primary.url).netloc.partition("@")[2]))
        found = ["scripts/with-postgres.sh", "--find"]
        said = subprocess.run(found, cwd=ROOT, capture_output=True, text=True, check=True)
        self._programs = Path(said.stdout.strip())
        # The socket of the copy stands in the folder of the primary, which PostgreSQL owns.
        self._folder = self._source / "standby"
        self.url = primary.url + "?port=5433"

    def __enter__(self):
        self._run("pg_basebackup", "-h", self._source, "-U", "centre", "-D", self._folder,
                  "-R", "-X", "stream", "-c", "fast", "--no-sync")  # fmt: skip
        self._control(
            "start", "-o", f"-p 5433 -k {self._source} -c listen_addresses='' -c fsync=off"
        )
        return self

    def __exit__(self, *exception):
        self.stop()

    def stop(self):
        if (self._folder / "postmaster.pid").exists():
            self._control("stop", "-m", "immediate")

    def _control(self, *words):
        log = self._source / "standby.log"
        self._run("pg_ctl", "-D", self._folder, "-s", "-w", "-l", log, *words)

    def _run(self, program, *words):
        owner = self._source.stat()
        ids = {}
        if os.geteuid() == 0:
            ids = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        subprocess.run(
            [self._programs / program, *words], cwd=self._source, check=True,
            stdout=subprocess.DEVNULL, **ids,
        )  # fmt: skip


@pytest.fixture
def redis(tmp_path):
    """A cache server, empty."""
    with Redis(tmp_path) as server:
        yield server
