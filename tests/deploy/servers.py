"""The shipped servers, as the drills start them."""

from drill.servers import (
    DEPLOY,
    HOST,
    PATIENCE,
    ROOT,
    TEMPORARY,
    Gunicorn,
    Nginx,
    Redis,
    free_port,
    until,
)

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
    "until",
]
