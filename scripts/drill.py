"""What scripts/drill.sh looks at, wipes, compares and writes down.

python -m scripts.drill look MOMENT FILE | wipe | compare BEFORE AFTER BACKUP DOCUMENT
"""

import hashlib
import json
import os
import platform
import sys
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import django

DOCUMENT = """# L’exercice de reprise

`make drill` sauvegarde la démonstration, efface tout, la reprend sur une machine vide et compare.
Il échoue si une ligne, un fichier ou une page diffère. Pour sauvegarder et reprendre un vrai
site : [exploitation.md](exploitation.md).

## Dernier exercice

Le {day}, sur {kind}, Python {python}.

| | avant | après | différences |
| --- | ---: | ---: | ---: |
| tables | {tables} | {tables_after} | {different_tables} |
| lignes | {rows} | {rows_after} | {different_rows} |
| fichiers, par leur SHA-256 | {files} | {files_after} | {different_files} |
| pages, octet par octet | {pages} | {pages_after} | {different_pages} |

La sauvegarde, chiffrée, pesait {size} kB. Les pages sont toutes celles que la démonstration publie,
lues sans compte, à la même heure ({moment}) avant et après : ce qui dépend de l’heure est alors
comparable.
"""


def look(moment: str, target: str) -> None:
    """Write down the rows, the files and the pages of the site, read at ``moment``."""
    from django.conf import settings
    from django.core.cache import cache
    from wagtail.models import Page

    from centre.backup.databases import database

    cache.clear()
    root, at = Path(settings.MEDIA_ROOT), datetime.fromisoformat(moment)
    paths = sorted({page.get_url() for page in Page.objects.live()} - {None})
    with patch("django.utils.timezone.now", return_value=at):
        pages = {path: read(path) for path in paths if path.startswith("/")}
    found = {
        "moment": moment,
        "kind": database().kind,
        "rows": database().inventory().counts,
        "files": {
            str(path.relative_to(root)): digest(path.read_bytes())
            for path in sorted(root.rglob("*"))
            if path.is_file()
        },
        "pages": pages,
    }
    # A comparison of nothing with nothing would always be right.
    assert found["rows"] and found["files"] and pages
    Path(target).write_text(json.dumps(found, indent=1))
    counted = f"{sum(found['rows'].values())} lignes, {len(found['files'])} fichiers"
    print(f"      {counted}, {len(pages)} pages")


def read(path: str) -> str:
    """Return the fingerprint of a page that a visitor may read."""
    from django.test import Client

    response = Client(headers={"host": "localhost"}).get(path)
    assert response.status_code in (200, 302), f"{path}: {response.status_code}"
    return digest(response.content)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def wipe() -> None:
    """Leave no table and no file."""
    from centre.backup.databases import database
    from centre.backup.media import media

    for part in (database(), media()):
        part.set_aside()
        part.forget()


def compare(before: str, after: str, backup: str, document: str) -> None:
    """Write the report, and fail when anything differs."""
    first, second = (json.loads(Path(path).read_text()) for path in (before, after))
    different = {
        name: sorted(
            one for one in first[name] | second[name]
            if first[name].get(one) != second[name].get(one)
        )
        for name in ("rows", "files", "pages")
    }  # fmt: skip
    Path(document).write_text(
        DOCUMENT.format(
            day=first["moment"][:10],
            moment=f"{first['moment'][11:16]} UTC",
            kind={"sqlite": "SQLite", "postgresql": "PostgreSQL"}[first["kind"]],
            python=platform.python_version(),
            size=round(Path(backup).stat().st_size / 1000),
            tables=len(first["rows"]),
            tables_after=len(second["rows"]),
            rows=sum(first["rows"].values()),
            rows_after=sum(second["rows"].values()),
            files=len(first["files"]),
            files_after=len(second["files"]),
            pages=len(first["pages"]),
            pages_after=len(second["pages"]),
            different_tables=len(different["rows"]),
            different_rows=abs(sum(first["rows"].values()) - sum(second["rows"].values())),
            different_files=len(different["files"]),
            different_pages=len(different["pages"]),
        )
    )
    for name, found in different.items():
        for one in found:
            print(f"      {name} : {one}", file=sys.stderr)
    if any(different.values()):
        raise SystemExit(f"La reprise diffère : voir {document}")
    print(f"      aucune différence ; le rapport est dans {document}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centre.settings.dev")
    django.setup()
    {"look": look, "wipe": wipe, "compare": compare}[sys.argv[1]](*sys.argv[2:])
