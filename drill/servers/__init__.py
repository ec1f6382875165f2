"""The shipped servers, started for real: only ports and folders are replaced.

The tests of deploy/ and the drills use them. All of them listen on 127.0.0.1, or on a socket in a
private folder.
"""

from drill.servers.gunicorn import Gunicorn
from drill.servers.nginx import TEMPORARY, Nginx
from drill.servers.postgres import Postgres
from drill.servers.processes import DEPLOY, PATIENCE, free_port, until
from drill.servers.redis import Redis

__all__ = [
    "DEPLOY",
    "PATIENCE",
    "TEMPORARY",
    "Gunicorn",
    "Nginx",
    "Postgres",
    "Redis",
    "free_port",
    "until",
]
