"""Gunicorn for one site: gunicorn --config deploy/gunicorn.conf.py

Every name of a setting is gunicorn's own. docs/exploitation.md lists the variables.
"""

import contextlib
import ctypes
import gc
import os
import sys
import time
from pathlib import Path

# Starting makes hundreds of thousands of objects that stay: ``when_ready`` looks at them once.
gc.set_threshold(50_000, 20, 100)

# By default the C library gives nearly every thread memory of its own, and each keeps what it once
# needed: some 8 MB of each process. Another C library than Debian's does not know the word.
ARENAS_AT_MOST, ARENAS = -8, 2
with contextlib.suppress(AttributeError):
    ctypes.CDLL(None).mallopt(ARENAS_AT_MOST, ARENAS)

# Python lets a thread that computes go on for 5 ms before another may. A kept page takes one, but
# asks for its turn several times: while editors work beside it, it would wait for most of its time.
sys.setswitchinterval(0.0005)

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gunicorn.glogging import Logger  # noqa: E402

from centre.logs import FORMATTERS, written_path  # noqa: E402
from centre.metrics import folder as metrics_folder  # noqa: E402
from centre.settings import env  # noqa: E402

chdir = str(ROOT)
wsgi_app = "centre.wsgi"
bind = env.text("GUNICORN_BIND", "127.0.0.1:8000")
# With a second door, that of staff (centre.socket), one process more stands behind it.
STAFF_WORKERS = int(os.environ.get("LISTEN_FDS", "1")) - 1
workers = env.number("GUNICORN_WORKERS", 2) + STAFF_WORKERS
threads = env.number("GUNICORN_THREADS", 4)
keepalive = 60
timeout = 60
graceful_timeout = 20
# The heartbeat of the workers must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
# Nobody commands this server but the system that started it.
control_socket_disable = True

# nginx keeps the one log of visits: a second one would be kept twice.
accesslog = env.text("GUNICORN_ACCESS_LOG") or None
errorlog = env.text("GUNICORN_ERROR_LOG", "-")
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(M)sms"

# Read by the library of the metrics as it is loaded, hence before the site.
COUNTS = bool(env.text("METRICS_TOKEN")) and metrics_folder.count_together(
    Path(env.text("CENTRE_VAR_DIR", str(ROOT / "var")))
)

# The site is loaded once, before the workers part: they share its memory.
preload_app = True


class PrivateLogger(Logger):
    """Knows of a visit the hour, the method, the path, the status, the bytes and the time taken.

    No format can write an address, a query string, a header or the minute: they are not there.
    """

    def setup(self, cfg):
        """Set the logs up as ``cfg`` says; what goes wrong is told without values."""
        super().setup(cfg)
        formatter = FORMATTERS[env.choice("LOG_FORMAT", "text", "json")]
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter(self.error_fmt, self.datefmt))

    def now(self):
        """Return the hour: the minute would tell whose phone it was."""
        return time.strftime("%Y-%m-%dT%Hh%z")

    def atoms(self, resp, req, environ, request_time):
        """Return what the format of the access log may take from."""
        return {
            "t": self.now(),
            "m": environ.get("REQUEST_METHOD", "-"),
            "U": written_path(environ.get("PATH_INFO", "-")),
            "s": str(resp.status).split(None, 1)[0],
            "B": getattr(resp, "sent", None),
            "M": request_time.seconds * 1000 + request_time.microseconds // 1000,
        }


logger_class = PrivateLogger


def when_ready(server):
    """Learn what the first visits would, then leave it where the workers can share it.

    The garbage collector writes beside every object it looks at, and a page of memory that is
    written is no longer shared: what stands here is taken out of its sight.
    """
    from centre.warming import warm_up

    warm_up(server.app.wsgi())
    if COUNTS:
        metrics_folder.empty()
    _close_connections()
    gc.collect()
    gc.freeze()
    # A page leaves rings of objects behind. By default those of six hundred pages would wait.
    gc.set_threshold(500, 4, 2)


def pre_fork(server, worker):
    """Give ``worker`` the door of staff if there is one and nobody stands behind it.

    An editor takes a process for a second, with all who wait for a page of it: readers have
    processes of their own.
    """
    public, *staff = server.LISTENERS
    if staff:
        is_taken = any(one.sockets == staff for one in server.WORKERS.values())
        worker.sockets = [public] if is_taken else staff


def post_fork(server, worker):
    """Let no worker speak over a connection that the process before it opened."""
    _close_connections()


def child_exit(server, worker):
    """Forget what only a living worker tells; what it counted stays counted."""
    if COUNTS:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def _close_connections():
    from django.db import connections

    connections.close_all()
