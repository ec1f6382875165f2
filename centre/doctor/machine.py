"""Disk, folders and their permissions."""

import os
import shutil
import stat
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from centre.doctor.registry import Finding, bad, good, look

# Where the units of deploy/systemd read what is secret.
SECRETS = Path("/etc/centre/centre.env")
LITTLE, HARDLY_ANY = 2 * 1024**3, 500 * 1024**2
PROBE = "doctor-probe.txt"


def disk(now: datetime) -> Finding:
    """Say how much room there is, where there is least."""
    folders = {nearest(Path(path)) for path in (settings.VAR_DIR, settings.BACKUP_DIR)}
    free, folder = min((shutil.disk_usage(path).free, str(path)) for path in folders)
    said = _("%(free)s free in %(folder)s") % {"free": filesizeformat(free), "folder": folder}
    to_do = _("Make room: old backups, logs, files of other programs (sudo du -sh /* says which).")
    if free < HARDLY_ANY:
        return bad(said, to_do)
    return look(said, to_do) if free < LITTLE else good(said)


def media_folder(now: datetime) -> Finding:
    """Write a file where pictures go, read it, delete it."""
    try:
        name = default_storage.save(PROBE, ContentFile(b"x"))
        default_storage.delete(name)
    except OSError as error:
        return bad(
            _("no picture can be stored (%(error)s)") % {"error": error.strerror or "?"},
            _to_store_again(),
        )
    return good(_("files can be stored"))


def _to_store_again() -> str:
    if hasattr(default_storage, "prepare"):
        return _("Check the MEDIA_BUCKET variables, then run manage.py prepare_bucket.")
    return _("Give the folder back to the site: sudo chown -R centre:centre %(folder)s") % {
        "folder": settings.MEDIA_ROOT
    }


def permissions(now: datetime) -> Finding:
    """Say whether other accounts of the machine can read or write what is private."""
    private = [Path(settings.BACKUP_DIR)]
    if connection.vendor == "sqlite":
        private.append(Path(connection.settings_dict["NAME"]))
    open_ones = [str(path) for path in private if _is_exposed(path)]
    if _others(Path(settings.VAR_DIR)) & stat.S_IWOTH:
        open_ones.append(str(settings.VAR_DIR))
    if open_ones:
        return bad(
            _("every account of this machine can read: %(paths)s")
            % {"paths": ", ".join(open_ones)},
            _("Close it: sudo chmod -R o-rwx %(paths)s") % {"paths": " ".join(open_ones)},
        )
    if not os.access(settings.VAR_DIR, os.W_OK):
        return bad(
            _("this account cannot write in %(folder)s") % {"folder": settings.VAR_DIR},
            _("Run this command as the account of the site: sudo deploy/manage.sh doctor"),
        )
    return good(_("only the account of the site reads what is private"))


def secrets(now: datetime) -> Finding:
    """Say whether others can read the file of what is secret."""
    if not SECRETS.exists():
        return look(
            _("%(path)s is not there: the variables come from elsewhere") % {"path": SECRETS},
            _("See that nobody else reads the file where they are."),
        )
    if _others(SECRETS):
        return bad(
            _("every account of this machine can read %(path)s") % {"path": SECRETS},
            _("Close it: sudo chmod 600 %(path)s") % {"path": SECRETS},
        )
    return good(_("nobody else reads %(path)s") % {"path": SECRETS})


def _others(path: Path) -> int:
    """Return what accounts that are neither owner nor group may do with ``path``."""
    return path.stat().st_mode & stat.S_IRWXO if path.exists() else 0


def _is_exposed(path: Path) -> bool:
    """Return whether others may read ``path``: not in a folder that they may not enter."""
    return bool(_others(path) & stat.S_IROTH and _others(path.parent) & stat.S_IXOTH)


def nearest(path: Path) -> Path:
    """Return ``path``, or the first folder above it that is there."""
    return path if path.exists() else nearest(path.parent)
