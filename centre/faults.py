"""What the machine could not do, told from what the program did wrong.

A full disk, a disk that takes nothing, a folder of somebody else: staff reads what it is and who
can help, instead of that something went wrong. No restart is needed once it is put right.
"""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from enum import Enum
from http import HTTPStatus

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Less than this is no room for a change of SQLite, which then speaks of its disk only.
ROOM = 1_000_000  # bytes


class Fault(Enum):
    """What is wrong, the status of the answer and what staff reads."""

    FULL = (
        HTTPStatus.INSUFFICIENT_STORAGE,
        _("The disk of the site is full. Nothing of what you sent was saved."),
        _("Call whoever looks after the site: room has to be made on the disk."),
    )
    READ_ONLY = (
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("The site can be read, but it takes nothing in. Nothing of what you sent was saved."),
        _("Call whoever looks after the site: its disk or its database is read-only."),
    )
    FORBIDDEN = (
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("The site may not write into its own folder. Nothing of what you sent was saved."),
        _("Call whoever looks after the site: the rights on its folder have to be corrected."),
    )

    def __init__(self, status: HTTPStatus, said: Promise, remedy: Promise):
        self.status, self.said, self.remedy = status, said, remedy


OF_SYSTEM = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EROFS: Fault.READ_ONLY,
    errno.EACCES: Fault.FORBIDDEN,
    errno.EPERM: Fault.FORBIDDEN,
}
# https://www.sqlite.org/rescode.html; the last eight bits are the kind.
OF_SQLITE = {
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Fault.FORBIDDEN,
    sqlite3.SQLITE_PERM: Fault.FORBIDDEN,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html
OF_POSTGRES = {"53100": Fault.FULL, "25006": Fault.READ_ONLY, "42501": Fault.FORBIDDEN}


def fault_of(error: BaseException | None) -> Fault | None:
    """Return the fault that ``error`` comes from, ``None`` when it comes from none."""
    for one in _causes(error):
        if found := _system(one) or _sqlite(one) or _postgres(one):
            return found
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _system(error: BaseException) -> Fault | None:
    return OF_SYSTEM.get(error.errno or 0) if isinstance(error, OSError) else None


def _sqlite(error: BaseException) -> Fault | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    kind = code & 0xFF
    # It cannot make the file that its readers share: it does not say why.
    if kind in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _is_full():
        return Fault.FULL
    return OF_SQLITE.get(kind)


def _postgres(error: BaseException) -> Fault | None:
    return OF_POSTGRES.get(getattr(error, "sqlstate", None) or "")


def _is_full() -> bool:
    try:
        return shutil.disk_usage(settings.VAR_DIR).free < ROOM
    except OSError:
        return False
