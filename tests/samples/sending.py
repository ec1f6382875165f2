"""Send files to the staff area as a browser does, and see what stays behind."""

import hashlib
import html
import json
from pathlib import Path

from django.conf import settings

BOUNDARY = "----------sent-by-the-tests"


def multipart(fields, file_field, name, content):
    """Return the body of a form with one file, whose name is sent as it stands."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = (
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; "
        f'name="{file_field}"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
    )
    return b"".join([*parts, head.encode(), content, f"\r\n--{BOUNDARY}--\r\n".encode()])


def send(client, url, fields, file_field, name, content):
    """Post the form and return the response. An error of the server fails the test."""
    return client.post(
        url,
        data=multipart(fields, file_field, name, content),
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def words_of(response):
    """Return what the response says, as read by a person."""
    text = response.content.decode()
    if response["Content-Type"].startswith("application/json"):
        text = " ".join(value for value in json.loads(text).values() if isinstance(value, str))
    return html.unescape(text)


def stored_files():
    """Return the digest of each stored file by its path."""
    root = Path(settings.MEDIA_ROOT)
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }
