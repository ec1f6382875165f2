"""Kill those who publish, at random moments: everywhere the public reads the same whole text."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape

import requests
from bs4 import BeautifulSoup

from drill.report import ROOT, Report
from drill.servers import Gunicorn, Redis, until
from drill.stage import DIRECTOR, POSTGRES, SQLITE, Site, Stage
from drill.tables import PAGE, rows
from drill.visitor import PUBLISH, Visitor

TITLE = "Tuer qui publie, au hasard"
DATABASES = [SQLITE, POSTGRES]
MINUTES = (15, 60)
BASES = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}
# An event of the centre of the director, in the calendar and in the search.
FIND = """
import django, json
django.setup()
from django.contrib.auth import get_user_model
from centre.models import Branch
from events.models import EventPage, Occurrence
branch = Branch.objects.for_user(get_user_model().objects.get(username="{user}")).get()
dates = Occurrence.objects.filter(branch=branch)
page = EventPage.objects.live().filter(pk__in=dates.values("event")).first().specific
print(json.dumps({{"id": page.pk, "path": page.get_url(), "key": page._meta.label_lower}}))
"""
CALENDAR = "SELECT DISTINCT title FROM events_occurrence WHERE event_id = {id}"
FOUND = "SELECT title FROM centre_searchentry WHERE key = '{key}:{id}'"


@dataclass
class Told:
    """What happened: how many were killed, how many of their texts are live, what was confirmed."""

    killed: int = 0
    live: int = 0
    confirmed: int = 0
    checks: int = 0
    failures: list[str] = field(default_factory=list)


def run(stage: Stage) -> Report:
    """Do it with each kind of database, with one cache for all processes."""
    report = Report(
        ["", "tués", "texte publié quand même", "publications confirmées", "écarts"],
        note="Après chaque arrêt brutal (kill -9 des processus qui répondent, du serveur entier ou "
        "de la publication programmée)\u00a0: la page publique, la copie gardée, l’agenda, la "
        "recherche et la révision en ligne disent le même texte, entier.",
    )
    kills = stage.count(100, 12, "arrêts pendant une publication")
    for kind in DATABASES:
        told = _all(stage, kind, kills // len(DATABASES))
        report.rows.append(
            [BASES[kind], told.killed, told.live, told.confirmed, len(told.failures)]
        )
        report.failures += [f"{BASES[kind]}\u00a0: {failure}" for failure in told.failures]
    return report


def _all(stage: Stage, kind: str, kills: int) -> Told:
    site, told = stage.site(kind, kind), Told()
    page = json.loads(site.python("-c", FIND.format(user=DIRECTOR)))
    folder = stage.folder / f"{kind}-servers"
    folder.mkdir()
    with Redis(folder) as redis, Gunicorn(_served(site, redis), folder) as gunicorn:
        work = Work(site, page, gunicorn, told)
        for number in range(kills):
            work.once(number)
            if number % 10 == 9:
                stage.say(f"{BASES[kind]}\u00a0: {number + 1} arrêts")
        work.publish_in_peace()
    told.failures += [] if told.killed else ["aucun processus n’a été tué"]
    return told


def _served(site: Site, redis: Redis) -> dict[str, str]:
    return site.environment | {"REDIS_URL": redis.url, "GUNICORN_WORKERS": "2"}


class Work:
    """Somebody publishes, somebody reads, and the processes are killed."""

    def __init__(self, site: Site, page: dict, gunicorn: Gunicorn, told: Told):
        self.site, self.page, self.gunicorn, self.told = site, page, gunicorn, told
        self.reader, self.writer = Visitor(gunicorn.port), Visitor(gunicorn.port)
        self.writer.sign_in(DIRECTOR)
        self.live = self._title()
        self.seconds = 1.0
        self.chance = random.Random(20260101)

    def once(self, number: int) -> None:
        """Publish a text, kill who does it meanwhile, and look at what is left."""
        text = f"Texte {number} de l’exercice"
        self.reader.get(self.page["path"])
        way = (self._worker, self._server, self._scheduled)[number % 3]
        confirmed = way(text)
        self.told.confirmed += confirmed
        self._check(text, confirmed)
        if way == self._scheduled:
            # What was planned is not lost either: the timer strikes again.
            variables = {"REDIS_URL": self.gunicorn.environment["REDIS_URL"]}
            self.site.manage("publish_scheduled", **variables)
            self._check(text, True)

    def publish_in_peace(self) -> None:
        """Publish once more: nothing that was killed stands in the way."""
        text = "Texte de la fin"
        self._check(text, self._send(self._form(text)))
        if self.live != text:
            self.told.failures.append("la dernière publication, sans arrêt, n’a pas eu lieu")

    def _worker(self, text: str) -> bool:
        return self._killed(text, self._kill_workers)

    def _server(self, text: str) -> bool:
        return self._killed(text, self._start_again)

    def _killed(self, text: str, kill) -> bool:
        """Return whether publishing was confirmed although ``kill()`` came in between."""
        form = self._form(text)
        with ThreadPoolExecutor(1) as pool:
            started = time.monotonic()
            answer = pool.submit(self._send, form)
            time.sleep(self.chance.uniform(0, 1.2 * self.seconds))
            in_time = not answer.done()
            kill()
            self.told.killed += 1
            confirmed = answer.result(timeout=120)
        if not in_time and confirmed:
            self.seconds = (self.seconds + time.monotonic() - started) / 2
        return confirmed

    def _scheduled(self, text: str) -> bool:
        command = [sys.executable, "-m", "drill.scheduled", str(self.page["id"]), text]
        with subprocess.Popen(
            command, cwd=ROOT, env=self.gunicorn.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            assert process.stdout.readline() == "ready\n"
            with suppress(subprocess.TimeoutExpired):
                process.wait(self.chance.uniform(0, 1.2 * self.seconds))
            process.kill()
            self.told.killed += 1
            return process.wait() == 0

    def _start_again(self) -> None:
        self.gunicorn.kill()
        # Who waits at the socket is served by the next one.
        self.gunicorn.start()

    def _kill_workers(self) -> None:
        gone = self.gunicorn.worker_pids()
        for pid in gone:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until(lambda: not set(gone) & set(self.gunicorn.worker_pids()), lambda: "still there")

    def _form(self, text: str) -> dict:
        path = f"/admin/pages/{self.page['id']}/edit/"
        return self.writer.shown(path) | PUBLISH | {"title": text, "introduction": text}

    def _send(self, form: dict) -> bool:
        try:
            answer = self.writer.post(f"/admin/pages/{self.page['id']}/edit/", form)
        except requests.RequestException:
            return False
        if answer.status_code != 302:
            said = _errors(answer.text)
            self.told.failures.append(
                f"réponse {answer.status_code} à une publication\u00a0: {said}"
            )
        return answer.status_code == 302

    def _title(self) -> str:
        return rows(self.site, PAGE.format(page=self.page["id"]))[0][0]

    def _check(self, text: str, confirmed: bool) -> None:
        """Note what does not agree with the text that is live."""
        ((live, _revision, content),) = rows(self.site, PAGE.format(page=self.page["id"]))
        stored = json.loads(content) if isinstance(content, str) else content
        public = unescape(self.reader.get(self.page["path"]).text)
        said = {
            "la révision en ligne": (stored["title"], stored["title"] == live),
            "l’introduction": (stored["introduction"], stored["introduction"] == stored["title"]),
            "l’agenda": self._same(CALENDAR, live),
            "la recherche": self._same(FOUND, live),
            "la page publique": ("un autre texte", public.count(live) >= 2),
            "une publication confirmée": (live, not confirmed or live == text),
            "un texte que personne n’a écrit": (live, live in {self.live, text}),
        }
        if self.live.startswith("Texte") is False and live == self.live:
            del said["l’introduction"]  # nothing of this drill is published yet
        for name, (found, is_right) in said.items():
            self.told.checks += 1
            if not is_right:
                self.told.failures.append(f"après «\u00a0{text}\u00a0», {name}\u00a0: {found}")
        self.told.live += live == text and not confirmed
        self.live = live

    def _same(self, statement: str, live: str) -> tuple[str, bool]:
        found = rows(self.site, statement.format(**self.page))
        return str(found), found == [(live,)]


def _errors(html: str) -> str:
    """Return what the editor found wrong, for whoever reads the report."""
    found = BeautifulSoup(html, "html.parser").select(".messages, .error-message")
    return " ".join(" ".join(part.get_text().split()) for part in found)[:300]
