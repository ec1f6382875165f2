"""The shipped servers, as the drills start them."""

from types import SimpleNamespace

from drill.report import ROOT
from drill.servers import DEPLOY, PATIENCE, TEMPORARY, Gunicorn, Nginx, Redis, free_port, until
from drill.stage import HOST


def nobody():
    """Return the doors of a server that is not there."""
    port = free_port()
    return SimpleNamespace(port=port, staff_port=port)


__all__ = [
    "DEPLOY",
    "HOST",
    "PATIENCE",
    "ROOT",
    "TEMPORARY",
    "Gunicorn",
    "Nginx",
    "Redis",
    "free_port",
    "nobody",
    "until",
]
