"""Back the demonstration up, wipe everything, restore it on an empty machine, compare."""

import datetime as dt
import secrets
import shutil

from drill.contents import PARTS, contents, differences
from drill.report import Report, number
from drill.stage import POSTGRES, SQLITE, Stage

TITLE = "Sauvegarder, tout effacer, reprendre, comparer"
DATABASES = [SQLITE, POSTGRES]
MINUTES = (10, 15)
NAMES = {"rows": "lignes", "files": "fichiers", "pages": "pages"}
BASES = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}
WIPE = """
import django
django.setup()
from centre.backup.databases import database
from centre.backup.media import media
for part in (database(), media()):
    part.set_aside()
    part.forget()
"""


def run(stage: Stage) -> Report:
    """Do it with each kind of database; what differs is a failure."""
    report = Report(
        ["", "avant", "après", "différences"],
        note="Les fichiers sont comparés par leur SHA-256, les pages octet par octet, lues sans "
        "compte, à la même heure avant et après : ce qui dépend de l’heure est alors comparable.",
    )
    for kind in DATABASES:
        _restored(stage, kind, report)
    return report


def _restored(stage: Stage, kind: str, report: Report) -> None:
    site = stage.site(kind, kind)
    moment = dt.datetime.now(dt.UTC).replace(second=0, microsecond=0).isoformat()
    keys = {
        "BACKUP_DIR": str(stage.folder / f"backups-{kind}"),
        "BACKUP_KEY": secrets.token_hex(32),
    }
    before = contents(site, moment)
    stage.say(f"{BASES[kind]} : {_said(before)}")
    site.manage("backup", **keys)
    backup = next((stage.folder / f"backups-{kind}").glob("*.sealed"))
    stage.say(f"sauvegarde chiffrée de {number(round(backup.stat().st_size / 1000))} kB")

    site.python("-c", WIPE)
    shutil.rmtree(site.folder)
    empty = stage.empty(kind, f"empty_{kind}")
    empty.manage("restore", "--check", str(backup), **keys)
    empty.manage("restore", str(backup), **keys)
    after = contents(empty, moment)
    _compare(report, BASES[kind], before, after)


def _said(found: dict[str, dict]) -> str:
    counted = {"rows": sum(found["rows"].values()), "files": len(found["files"])}
    counted["pages"] = len(found["pages"])
    return ", ".join(f"{number(counted[part])} {NAMES[part]}" for part in PARTS)


def _compare(report: Report, base: str, before: dict, after: dict) -> None:
    different = differences(before, after)
    tables = len(before["rows"]), len(after["rows"]), len(different["rows"])
    rows = sum(before["rows"].values()), sum(after["rows"].values())
    report.rows.append([f"{base} : tables", *tables])
    report.rows.append([f"{base} : lignes", *rows, abs(rows[0] - rows[1])])
    for part in ("files", "pages"):
        counts = len(before[part]), len(after[part]), len(different[part])
        report.rows.append([f"{base} : {NAMES[part]}", *counts])
    for part, names in different.items():
        report.expect(not names, f"{base}, {NAMES[part]} : {', '.join(names[:10])}")
