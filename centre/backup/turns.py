"""Who may back up and restore, and one at a time."""

import fcntl
import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from centre.archives import Refused

SCRATCH = ".snapshot."


@contextmanager
def one_at_a_time() -> Iterator[Path]:
    """Hold this site, and give an empty folder for what nobody else may read.

    It stands with the data of the site: a copy that is not sealed yet never lies among the backups,
    which may be carried away. Raises ``Refused`` while another backup or restore is under way, and
    for an account whose files the site could not read.
    """
    var = Path(settings.VAR_DIR)
    var.mkdir(parents=True, exist_ok=True)
    _refuse_another_account(var)
    handle = os.open(var, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(_("Another backup or restore is under way: wait for its end.")) from error
        # Of one that was killed.
        for left in var.glob(f"{SCRATCH}*"):
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=var) as scratch:
            yield Path(scratch)
    finally:
        os.close(handle)


def _refuse_another_account(var: Path) -> None:
    """Refuse root where the site has its own account: files of root lock the site out."""
    owner = var.stat().st_uid
    if os.geteuid() == 0 != owner:
        raise Refused(
            _("Run this with the account of the site: sudo -u %(account)s … Nothing was done.")
            % {"account": pwd.getpwuid(owner).pw_name}
        )
