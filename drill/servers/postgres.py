"""The database, which other programs have started."""

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from drill.report import ROOT


class Postgres:
    """The throwaway cluster of scripts/with-postgres.sh, to be stopped and started again."""

    def __init__(self):
        # DATABASE_URL names the folder of its socket, which holds its data too.
        self.folder = Path(unquote(urlsplit(os.environ["DATABASE_URL"]).netloc.rpartition("@")[2]))
        finder = [str(ROOT / "scripts" / "with-postgres.sh"), "--find"]
        found = subprocess.run(finder, check=True, capture_output=True, text=True)
        self.programs = Path(found.stdout.strip())

    def is_running(self):
        return self._control("status").returncode == 0

    def stop(self):
        """Stop it at once: connections are cut."""
        self._control("stop", "-m", "fast", check=True)

    def start(self):
        """Start it as it was started before, unless it runs."""
        if not self.is_running():
            # "restart" remembers the options of the first start, "start" does not.
            log = ["-l", str(self.folder / "data" / "server.log")]
            self._control("restart", *log, check=True)

    def _control(self, *action, check=False):
        owner = self.folder.stat()
        drop = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        return subprocess.run(
            [str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), "-s", "-w", *action],
            cwd=self.folder, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            **(drop if os.getuid() == 0 else {}),
        )  # fmt: skip
