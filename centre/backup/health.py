"""Whether the backups would help, asked before they are needed."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from centre.archives import Refused
from centre.backup.folder import own_folder
from centre.backup.reading import open_backup
from centre.backup.restore import is_under_way
from centre.doctor.machine import nearest
from centre.doctor.registry import Finding, bad, good, look

# One is made each day, at an hour that moves a little.
LATE, TOO_LATE = timedelta(hours=26), timedelta(days=3)


def last_backup(now: datetime) -> Finding:
    """Say how old the last backup is, once it was opened and its database read."""
    made = own_folder().backups()
    make = _(
        "Run sudo deploy/manage.sh backup; each night: sudo systemctl start centre-backup.timer"
    )
    if not made:
        return bad(_("there is none in %(folder)s") % {"folder": settings.BACKUP_DIR}, make)
    when, path = made[0]
    try:
        with open_backup(path, settings.BACKUP_KEY) as backup:
            backup.check_database()
    except Refused as refused:
        return bad(f"{path.name}: {refused}", make)
    age = now - when
    said = _("%(day)s, %(size)s, it can be read") % {
        "day": when.date(),
        "size": filesizeformat(path.stat().st_size),
    }
    if age > TOO_LATE:
        return bad(said, make)
    return look(said, make) if age > LATE else good(said)


def backup_place(now: datetime) -> Finding:
    """Say whether the backups would be lost with the machine, or read by a thief."""
    if not settings.BACKUP_KEY:
        return look(
            _("the backups are not encrypted"),
            _("Set BACKUP_KEY, and keep the key outside of this machine too."),
        )
    folder, var = nearest(Path(settings.BACKUP_DIR)), nearest(Path(settings.VAR_DIR))
    if folder.stat().st_dev == var.stat().st_dev:
        return look(
            _("the backups are on the disk of the site: both would be lost together"),
            _("Copy them elsewhere each day, or set BACKUP_DIR to another disk."),
        )
    return good(_("the backups are encrypted, on another disk"))


def interrupted_restore(now: datetime) -> Finding:
    """Say whether a restore was killed halfway."""
    if is_under_way():
        return bad(
            _("a restore was stopped halfway: the site is not whole"),
            _("Run the same command restore again: it first puts back what was there."),
        )
    return good(_("no restore was stopped halfway"))
