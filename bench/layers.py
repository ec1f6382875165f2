"""What each layer adds to one page: nginx, the process, the cache, the database.

The same page from servers that differ by one layer, all asked in turn during the same seconds.
"""

import contextlib
import os
import re
import ssl
from pathlib import Path

from django.core.cache.backends.locmem import LocMemCache

from bench.client import Connection, Target, measure
from bench.servers import Server
from bench.sites import FOLDER
from drill.servers import Gunicorn, Nginx, Postgres, Redis
from drill.stage import HOST, POSTGRES, SQLITE, Site, Stage

PAGE = "/ogou-1/"
STATIC = "bench-page.html"
CLIENTS = (1, 16)
# Of each client in a turn.
REQUESTS = {1: 20, 16: 4}
# By a process that has asked nothing yet: each learns it with its first pages.
ASKED = 20
COUNTED = 200

FILE, HELLO, MEMORY = "nginx, fichier de même taille", "gunicorn, bonjour", "gardée en mémoire"
KEPT_SQLITE = "gardée en mémoire, version lue dans SQLite"
KEPT_POSTGRES = "gardée en mémoire, version lue dans PostgreSQL"
REDIS = "gardée dans Redis"
FRONT = "gardée dans Redis, derrière nginx"
MADE_SQLITE, MADE_POSTGRES = "calculée, SQLite", "calculée, PostgreSQL"


class Memory(LocMemCache):
    """Memory that says it is shared, which is true of a single process."""

    is_shared = True


class Layers:
    """The servers, and what each is asked."""

    def __init__(self, stage: Stage, stack: contextlib.ExitStack):
        self.stage, self.stack = stage, stack
        self.targets: dict[str, Target] = {}

    def start(self) -> None:
        """Start all servers and note the page of each."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        reference = self.stack.enter_context(
            Server("reference-production", "bench.reference", dict(os.environ))
        )
        self.targets[HELLO] = Target(HELLO, reference.port, "/hello")
        small, large = self.stage.site(SQLITE, "small"), self.stage.site(POSTGRES, "large")
        redis = self.stack.enter_context(Redis(self._folder("redis")))
        heard = self.stage.site(POSTGRES, "heard")
        listen(heard)
        self._site(MEMORY, small, DJANGO_SETTINGS_MODULE="bench.memory_settings")
        self._site(KEPT_SQLITE, small)
        self._site(KEPT_POSTGRES, large)
        self._site(MADE_SQLITE, small, PAGE_CACHE="0")
        self._site(MADE_POSTGRES, large, PAGE_CACHE="0")
        gunicorn = self._site(REDIS, heard, REDIS_URL=redis.url)
        self._front(gunicorn, heard)

    def _site(self, name: str, site: Site, **variables: str) -> Gunicorn:
        self.stage.say(f"démarrage : {name}")
        folder = self._folder(f"gunicorn-{len(self.targets)}")
        server = self.stack.enter_context(Gunicorn(site.environment | variables, folder))
        self.targets[name] = Target(name, server.port, PAGE, host=HOST)
        return server

    def _front(self, gunicorn: Gunicorn, site: Site) -> None:
        """Put nginx before ``gunicorn``, with a file of the size of the page."""
        connection = Connection(gunicorn.port, HOST)
        body = connection.get(PAGE).body
        connection.close()
        # Beside the collected files, which other sites read too.
        (site.folder / "static" / STATIC).write_bytes(body)
        nginx = Nginx(gunicorn, site.folder, self._folder("nginx"))
        self.stack.enter_context(nginx)
        tls = ssl.create_default_context(cafile=nginx.folder / "fullchain.pem")
        for name, path in ((FRONT, PAGE), (FILE, f"/static/{STATIC}")):
            self.targets[name] = Target(name, nginx.port, path, host=HOST, tls=tls)

    def _folder(self, name: str) -> Path:
        folder = self.stage.folder / name
        folder.mkdir()
        return folder

    def queries(self) -> dict[str, int]:
        """Return how many times the kept page of Redis was asked for, and what PostgreSQL heard."""
        target, log = self.targets[REDIS], Postgres().folder / "data" / "server.log"
        connection = Connection(target.port, target.host)
        for _time in range(ASKED):
            connection.get(target.path)
        before = statements(log.read_text(errors="replace"))
        for _time in range(COUNTED):
            connection.get(target.path)
        connection.close()
        heard = statements(log.read_text(errors="replace")) - before
        return {"demandes": COUNTED, "requêtes": heard}


def found(stage: Stage, seconds: float) -> dict:
    """Return the times of the page from each server, by clients, and the queries of a kept one."""
    with contextlib.ExitStack() as stack:
        layers = Layers(stage, stack)
        layers.start()
        result = {"requêtes": layers.queries()}
        for clients in CLIENTS:
            stage.say(f"{clients} client(s), {seconds:.0f} s au moins")
            measure([[one] for one in layers.targets.values()], clients, seconds, REQUESTS[clients])
            result[str(clients)] = {name: _times(one) for name, one in layers.targets.items()}
            for target in layers.targets.values():
                target.seconds, target.elapsed = [], 0.0
        return result


def _times(target: Target) -> dict[str, float]:
    return {
        "p50": target.milliseconds(50),
        "p99": target.milliseconds(99),
        "débit": target.rate,
    }


def statements(log: str) -> int:
    """Return how many statements a log of PostgreSQL tells of."""
    return len(re.findall(r"LOG:  (?:statement|execute [^:]*):", log))


def listen(site: Site) -> None:
    """Have PostgreSQL log every statement of ``site`` from its next connection on."""
    import psycopg

    with psycopg.connect(site.url, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE \"{name}\" SET log_statement = 'all'")
