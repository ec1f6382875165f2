"""Readers at a fixed rate and editors at work, on one small machine: nginx, gunicorn, SQLite.

The load generator runs on the same machine. Readers ask for pages that are kept, over TLS; each
publication of an editor has those of her commune made anew, as on any day.

``python -m bench.crowd PORT CERTIFICATE SECONDS`` is the editors, in a process of their own: what
their forms cost to read must not make the readers look slow. Who they are comes as JSON on stdin.
"""

import asyncio
import json
import subprocess
import sys
import threading
import time
from itertools import cycle
from random import Random

import requests
from requests.adapters import HTTPAdapter

from bench.client import Connection
from bench.servers import memory_of
from drill.load import Load, Request, Result
from drill.servers import Gunicorn, Nginx
from drill.stage import HOST, ROOT, SQLITE, Stage
from drill.visitor import PUBLISH, Visitor

RATE = 300
CALM_RATE = 30
COMMUNES = ("ogou-1", "kozah-1", "tone-1")
ADDRESSES = ("", "services/", "agenda/", "numeros-utiles/", "organisations/", "agenda.ics")
EDITORS = 5
# Between two gestures of somebody who reads before she types, in seconds.
PAUSE = (2.0, 8.0)
# Each page is asked for so many times first: by then every process keeps it.
WARMING = 10
# More than an answer to a form may take on a machine that is busy.
PATIENCE = 120
STAFF = """
import json
import django
django.setup()
from django.contrib.auth import get_user_model
from wagtail.models import Page
from centre.models import Branch
found = []
for user in get_user_model().objects.filter(username__startswith="directrice"):
    for branch in Branch.objects.for_user(user)[:1]:
        pages = Page.objects.live().descendant_of(branch.root_page)
        page = pages.filter(content_type__model="servicepage").order_by("path").first()
        found.append([user.username, (page or branch.root_page).pk])
print(json.dumps(found))
"""


def found(stage: Stage, seconds: float) -> dict:
    """Return what readers and editors met in so many seconds, and the memory of each worker."""
    site = stage.site(SQLITE)
    staff = json.loads(site.python("-c", STAFF))
    (front := stage.folder / "nginx").mkdir()
    behind_tls = site.environment | {"INSECURE_HTTP": "0"}
    with (
        Gunicorn(behind_tls, stage.folder, has_staff_door=True) as gunicorn,
        Nginx(gunicorn, site.folder, front) as nginx,
    ):
        paths = kept_paths(gunicorn.port)
        stage.say(f"{len(paths)} pages, {len(staff)} comptes")
        asyncio.run(_load(nginx, paths, CALM_RATE).run(WARMING * len(paths) / CALM_RATE))
        with _editors(
            nginx, seconds, [who for who, _n in zip(cycle(staff), range(EDITORS))]
        ) as team:
            result = asyncio.run(_load(nginx, paths, RATE).run(seconds))
            work = _work(team)
        memory = [memory_of(pid) for pid in gunicorn.worker_pids()]
    return {"lecteurs": told(result, seconds), "équipe": work, "mémoire": memory}


def kept_paths(port: int) -> list[str]:
    """Return the addresses of pages that are kept, of those that the demonstration has."""
    connection = Connection(port, HOST)
    paths = []
    for path in (f"/{slug}/{address}" for slug in COMMUNES for address in ADDRESSES):
        answer = connection.get(path, X_Forwarded_Proto="https")
        if answer.status == 200 and "no-store" not in answer.headers.get("cache-control", ""):
            paths.append(path)
    connection.close()
    return paths


def told(result: Result, seconds: float) -> dict:
    """Return what the document says of the readers; times in milliseconds."""
    return {
        "débit": result.sent / seconds,
        "envoyées": result.sent,
        "échecs": result.sent - result.statuses[200],
        "réponses": {str(status): count for status, count in result.statuses.items()},
        "p50": 1000 * result.percentile(50),
        "p99": 1000 * result.percentile(99),
        "max": 1000 * result.percentile(100),
    }


def _load(nginx: Nginx, paths: list[str], rate: float) -> Load:
    asked = [Request(path) for path in paths]
    return Load(nginx.port, asked, rate, nginx.folder / "fullchain.pem")


def _editors(nginx: Nginx, seconds: float, staff: list) -> subprocess.Popen:
    certificate = str(nginx.folder / "fullchain.pem")
    team = subprocess.Popen(
        [sys.executable, "-m", "bench.crowd", str(nginx.port), certificate, str(seconds)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    team.stdin.write(json.dumps(staff))
    team.stdin.close()
    team.stdin = None
    team.stdout.readline()
    return team


def _work(team: subprocess.Popen) -> dict:
    """Return what the editors met, once each has done what she began."""
    try:
        return json.loads(team.communicate(timeout=PATIENCE)[0])
    except subprocess.TimeoutExpired:
        team.kill()
        return {"secondes": {}, "erreurs": [f"l’équipe n’a pas fini {PATIENCE} s après"]}


class _NamedServer(HTTPAdapter):
    """Asks this machine for ``HOST``, with the one certificate that it trusts."""

    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, server_hostname=HOST, assert_hostname=False, **kwargs)


class Editor(Visitor):
    """Somebody at work behind nginx; ``seconds`` of her gestures by name, ``errors`` she met."""

    def __init__(self, port: int, certificate: str, username: str, page_id: int):
        super().__init__(port)
        self.base = f"https://127.0.0.1:{port}"
        self.session.verify = certificate
        self.session.headers["Referer"] = f"https://{HOST}/"
        self.session.mount("https://", _NamedServer())
        self.username, self.path = username, f"/admin/pages/{page_id}/edit/"
        self.pauses = Random(f"{username}{port}")
        self.seconds: dict[str, list[float]] = {}
        self.errors: list[str] = []

    def enter(self) -> None:
        """Sign in, and open the editor once: it is the morning of all, and not what is measured."""
        self._trying(lambda: self.sign_in(self.username) or self.shown(self.path))

    def work(self, until: float) -> None:
        """Open, save, open, publish, with pauses, until the clock shows ``until``."""
        if not self.errors:
            self._trying(lambda: self._work(until))

    def _work(self, until: float) -> None:
        self._think()
        while time.monotonic() < until:
            self._edit({})
            self._edit(PUBLISH)

    def _trying(self, action) -> None:
        try:
            action()
        except (requests.RequestException, RuntimeError) as error:
            self.errors.append(f"{self.username} : {str(error)[:200]}")

    def _edit(self, button: dict) -> None:
        form = self._timed("ouvrir l’éditeur", lambda: self.shown(self.path))
        self._think()
        what = "publier" if button else "enregistrer"
        answer = self._timed(what, lambda: self.post(self.path, form | button))
        if answer.status_code != 302:
            raise RuntimeError(f"{what} : {answer.status_code}")
        self._think()

    def _timed(self, gesture: str, action):
        started = time.monotonic()
        done = action()
        self.seconds.setdefault(gesture, []).append(time.monotonic() - started)
        return done

    def _think(self) -> None:
        time.sleep(self.pauses.uniform(*PAUSE))


def main(port: str, certificate: str, seconds: str) -> None:
    """Have the editors of stdin work for so long, and print what they met."""
    team = [Editor(int(port), certificate, *who) for who in json.load(sys.stdin)]
    for one in team:
        one.enter()
    print("prêtes", flush=True)
    until = time.monotonic() + float(seconds)
    threads = [threading.Thread(target=one.work, args=(until,)) for one in team]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds_of: dict[str, list[float]] = {}
    for one in team:
        for gesture, times in one.seconds.items():
            seconds_of.setdefault(gesture, []).extend(times)
    print(json.dumps({"secondes": seconds_of, "erreurs": [e for one in team for e in one.errors]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
