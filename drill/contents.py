"""Everything that a site promises to keep: rows, files by their SHA-256, pages byte for byte.

python -m drill.contents MOMENT prints it in a process of the site.
"""

import hashlib
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import django

PARTS = ("rows", "files", "pages")


def contents(site, moment: str) -> dict[str, dict]:
    """Return rows by table, fingerprints of files and of pages of ``site``, read at ``moment``.

    ``moment`` is an ISO time: what depends on the hour then reads the same each time.
    """
    return json.loads(site.python("-m", "drill.contents", moment, PAGE_CACHE="0"))


def differences(first: dict[str, dict], second: dict[str, dict]) -> dict[str, list[str]]:
    """Return by part the names of what is not the same in both."""
    return {
        part: sorted(
            name
            for name in first[part] | second[part]
            if first[part].get(name) != second[part].get(name)
        )
        for part in PARTS
    }


def _look(moment: str) -> dict[str, dict]:
    from django.conf import settings
    from wagtail.models import Page

    from centre.backup.databases import database

    root, at = Path(settings.MEDIA_ROOT), datetime.fromisoformat(moment)
    paths = sorted({page.get_url() for page in Page.objects.live()} - {None})
    with patch("django.utils.timezone.now", return_value=at):
        pages = {path: _read(path) for path in paths if path.startswith("/")}
    found = {
        "rows": database().inventory().counts,
        "files": {
            path.relative_to(root).as_posix(): _digest(path.read_bytes())
            for path in sorted(root.rglob("*"))
            if path.is_file()
        },
        "pages": pages,
    }
    # A comparison of nothing with nothing would always be right.
    assert all(found.values()), "a site with rows, files and pages"
    return found


def _read(path: str) -> str:
    from django.conf import settings
    from django.test import Client

    response = Client(headers={"host": settings.ALLOWED_HOSTS[0]}).get(path)
    assert response.status_code in (200, 302), f"{path}: {response.status_code}"
    return _digest(response.content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centre.settings.production")
    django.setup()
    print(json.dumps(_look(sys.argv[1])))
