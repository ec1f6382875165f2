"""The files of the site in a bucket that several machines share (docs/decisions/0022).

Their addresses stay those of the site: the web server fetches public files from the bucket, so that
no reader's phone speaks to another host. Everything else is read through the site alone.
"""

import errno
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from urllib.parse import urljoin

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import ReadBytesWrapper, clean_name

from centre.whole import open_change, undo_if_lost

# What anybody may read by its address, as deploy/nginx.conf has it for files on a disk.
PUBLIC = ("images", "media", "media_thumbnails", "avatar_images")
# So long nobody asks a bucket that did not answer: a page with ten pictures waits once.
PAUSE_SECONDS = 5
IN_MEMORY = 2 * 1024 * 1024  # bytes of a file that is read
TAKEN = {HTTPStatus.PRECONDITION_FAILED, HTTPStatus.CONFLICT}


def client_config() -> Config:
    """Return how the bucket is spoken to: never waited for long, as any server of the kind asks."""
    return Config(
        signature_version="s3v4",
        connect_timeout=1,
        read_timeout=10,
        retries={"total_max_attempts": 2, "mode": "standard"},
        s3={"addressing_style": "path"},
        # Servers other than Amazon's do not all know the newer checksums.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


class BucketStorage(S3Storage):
    """Files under names given once. Whatever goes wrong is an ``OSError``, as with a disk."""

    asked_again_at = 0.0

    def get_default_settings(self):
        """Return django-storages' settings: a second file of a name gets another."""
        return super().get_default_settings() | {
            "client_config": client_config(),
            "file_overwrite": False,
        }

    def url(self, name, parameters=None, expire=None, http_method=None):
        """Return the address of ``name`` on the site itself."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    def exists(self, name):
        """Return whether there is a file ``name``."""
        with self._asking(name):
            return super().exists(name)

    def size(self, name):
        """Return the size of the file ``name`` in bytes."""
        with self._asking(name):
            return super().size(name)

    def get_modified_time(self, name):
        """Return when the file ``name`` was stored."""
        with self._asking(name):
            return super().get_modified_time(name)

    def listdir(self, name):
        """Return the folders and the files below the folder ``name``."""
        with self._asking(name):
            return super().listdir(name)

    def delete(self, name):
        """Delete the file ``name``, once an open change is stored; none is no error."""
        if open_change() is None:
            self._delete(name)
        else:
            transaction.on_commit(partial(self._delete, name), robust=True)

    def _delete(self, name: str) -> None:
        with self._asking(name):
            super().delete(name)

    def check_answers(self) -> None:
        """Return when the bucket is there. Raises ``OSError``."""
        with self._asking(self.bucket_name):
            self._client().head_bucket(Bucket=self.bucket_name)

    def prepare(self) -> bool:
        """Make the bucket if it is missing, and let anybody read what is public, and nothing else.

        Returns whether it was made. Raises ``OSError``.
        """
        with self._asking(self.bucket_name):
            made = self._make()
            policy = json.dumps(public_policy(self.bucket_name))
            self._client().put_bucket_policy(Bucket=self.bucket_name, Policy=policy)
        return made

    def _make(self) -> bool:
        try:
            self._client().head_bucket(Bucket=self.bucket_name)
        except ClientError as error:
            if _status(error) != HTTPStatus.NOT_FOUND:
                raise
        else:
            return False
        options = {}
        # Amazon refuses to be told its first region.
        if self.region_name and self.region_name != "us-east-1":
            options["CreateBucketConfiguration"] = {"LocationConstraint": self.region_name}
        self._client().create_bucket(Bucket=self.bucket_name, **options)
        return True

    def _open(self, name, mode="rb"):
        """Return a copy of the file ``name``, which is there whole or not at all."""
        if mode != "rb":
            raise ValueError("Files are replaced by new ones, never written to.")
        copy = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed with the File
        try:
            with self._asking(name):
                key = self._normalize_name(clean_name(name))
                found = self._client().get_object(Bucket=self.bucket_name, Key=key)
                shutil.copyfileobj(found["Body"], copy)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        return File(copy, name)

    def _save(self, name, content):
        """Store ``content`` under ``name``, or the next free one, which is returned."""
        while True:
            try:
                with self._asking(name):
                    self._put(name, content)
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                undo_if_lost(partial(self._take_back, name))
                return name

    def _take_back(self, name: str) -> None:
        # A bucket that is away by now keeps a file that nothing names.
        with suppress(OSError):
            self._delete(name)

    def _put(self, name, content) -> None:
        """Store ``content`` in one request, that takes the name of nobody else's file."""
        content.seek(0)
        key = self._normalize_name(clean_name(name))
        self._client().put_object(
            Bucket=self.bucket_name,
            Key=key,
            Body=ReadBytesWrapper(content),
            IfNoneMatch="*",
            **self._get_write_parameters(key, content),
        )

    def _client(self):
        return self.connection.meta.client

    @contextmanager
    def _asking(self, name: str) -> Iterator[None]:
        """Raise as ``OSError`` what keeps the bucket from answering about ``name``."""
        if time.monotonic() < self.asked_again_at:
            raise OSError(errno.EIO, "the bucket did not answer a moment ago", name)
        try:
            yield
        except ClientError as error:
            raise _as_os_error(error, name) from error
        except BotoCoreError as error:
            self.asked_again_at = time.monotonic() + PAUSE_SECONDS
            raise OSError(errno.EIO, "the bucket does not answer", name) from error


def public_policy(bucket: str) -> dict:
    """Return the policy under which anybody reads the public files of ``bucket`` one by one."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "s3:GetObject",
                "Resource": [f"arn:aws:s3:::{bucket}/{folder}/*" for folder in PUBLIC],
            }
        ],
    }


def _as_os_error(error: ClientError, name: str) -> OSError:
    """Return the error that a disk would have given."""
    status = _status(error)
    if status == HTTPStatus.NOT_FOUND:
        return FileNotFoundError(errno.ENOENT, "not in the bucket", name)
    if status in TAKEN:
        return FileExistsError(errno.EEXIST, "in the bucket already", name)
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return PermissionError(errno.EACCES, "the bucket refuses", name)
    return OSError(errno.EIO, f"the bucket answers {status}", name)


def _status(error: ClientError) -> int:
    return error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
