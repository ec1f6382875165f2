"""Parts of a large install, really running: an S3-compatible server, and its bucket."""

import json
import logging
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from moto.server import ThreadedMotoServer

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
