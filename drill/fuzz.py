"""Requests that make no sense, to every public address: none breaks the site."""

import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from drill.fuzzing import Fuzzer
from drill.pages import CENTRE, PAGES
from drill.report import Report
from drill.servers import Gunicorn
from drill.stage import HOST, Stage

TITLE = "Des requêtes insensées"
MINUTES = (15, 180)
SEED = 20261122
CLIENTS = 4
LONGEST_SECONDS = 5
MOST_GROWTH = 10  # percent
PARTS = 5
# Public addresses that are no pages, and doors of what is not public. Without /readyz, which says
# 503 when the timer does not run: that is what it is for.
OTHERS = [
    "/healthz", "/robots.txt", "/sitemap.xml", "/sitemap-1.xml", "/favicon.ico",
    "/sortie/", f"{CENTRE}/sortie/", f"{CENTRE}/sw.js", f"{CENTRE}/hors-ligne/",
    f"{CENTRE}/hors-ligne/pack.json", f"{CENTRE}/imprimer/services/", f"{CENTRE}/imprimer/sms/",
    f"{CENTRE}/agenda/semaine-sante.ics", f"{CENTRE}/agenda/compter-vendre/inscription/",
    f"{CENTRE}/agenda/archives/2026/", f"{CENTRE}/lieux/maison/", f"{CENTRE}/besoins/sante/",
    f"{CENTRE}/securite/", f"{CENTRE}/actualites/2026/", f"{CENTRE}/actualites/lettre/2026-11/",
    "/agenda/", "/services/", "/recherche/", "/admin/login/", "/admin/", "/documents/1/x.pdf",
    "/media/images/x.jpg", "/static/x.css", "/rien/",
]  # fmt: skip
ADDRESSES = [path.partition("?")[0] for path in PAGES] + OTHERS
NAMES = """
import django
django.setup()
from centre.cache import parameters
print("\\n".join(sorted(parameters._names)))
"""


@dataclass
class Outcome:
    """What came of some requests. ``bad``: those with a fault, and what it was."""

    statuses: Counter = field(default_factory=Counter)
    slowest: float = 0.0
    bad: list[tuple[str, bytes]] = field(default_factory=list)

    def take(self, request: bytes, status: int, seconds: float) -> None:
        """Count one answer; 0 is the status of none."""
        self.statuses[status] += 1
        self.slowest = max(self.slowest, seconds)
        if status == 0 or status >= 500:
            self.bad.append((f"réponse {status or 'absente'}", request))
        if seconds > LONGEST_SECONDS:
            self.bad.append((f"{seconds:.1f} s", request))


def send(port: int, requests: list[bytes]) -> Outcome:
    """Send ``requests`` to the server at ``port``, several at once, and return what came."""
    outcome = Outcome()
    with ThreadPoolExecutor(CLIENTS) as clients:
        for request, (status, seconds) in zip(
            requests, clients.map(lambda one: _sent(port, one), requests), strict=True
        ):
            outcome.take(request, status, seconds)
    return outcome


def _sent(port: int, request: bytes) -> tuple[int, float]:
    """Return the status, 0 without an answer, and the seconds until its end."""
    started, answer = time.monotonic(), b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            line.sendall(request)
            while part := line.recv(262_144):
                answer = answer or part
    except OSError:
        # What was refused unread is cut after the answer.
        pass
    first = answer.split(b"\r\n", 1)[0].split()
    status = int(first[1]) if len(first) > 1 and first[1].isdigit() else 0
    return status, time.monotonic() - started


def run(stage: Stage) -> Report:
    """No answer is a fault, none takes long, and the processes do not grow."""
    total = stage.count(100_000, 2_000, "requêtes")
    # Memory fills with kept pages and with what Python learns, up to a bound: first that.
    before = stage.count(20_000, 6_000, "requêtes d’échauffement")
    seed = stage.count(SEED, SEED, "pour graine")
    site = stage.site()
    fuzzer = Fuzzer(seed, HOST, ADDRESSES, site.python("-c", NAMES).split())
    outcomes, memory = [], []
    with Gunicorn(site.environment, stage.folder) as gunicorn:
        for part, count in enumerate([before, *[total // PARTS] * PARTS]):
            requests = [fuzzer.request() for _ in range(count)]
            outcomes.append(send(gunicorn.port, requests))
            memory.append(sum(gunicorn.memory()))
            stage.say(f"partie {part} sur {PARTS} : {dict(outcomes[-1].statuses)}, "
                      f"{memory[-1]:.0f} Mo")  # fmt: skip
        errors = gunicorn.errors()
    return _report(outcomes, memory, errors)


def _report(outcomes: list[Outcome], memory: list[float], errors: str) -> Report:
    report = Report(["", "mesuré"])
    statuses = sum((outcome.statuses for outcome in outcomes), Counter())
    growth = round(100 * (memory[-1] / memory[0] - 1), 1)
    slowest = max(outcome.slowest for outcome in outcomes)
    report.rows = [
        *([f"réponses {status}", count] for status, count in sorted(statuses.items())),
        ["la plus lente (ms)", round(1000 * slowest)],
        ["mémoire des processus après l’échauffement (Mo)", round(memory[0])],
        ["à la fin (Mo)", round(memory[-1])],
        ["croissance (%)", str(growth).replace(".", ",")],
    ]
    for problem, request in [one for outcome in outcomes for one in outcome.bad][:20]:
        report.expect(False, f"{problem} : `{request[:300]!r}`")
    report.expect(growth < MOST_GROWTH, f"la mémoire a crû de {growth} %")
    killed = "WORKER TIMEOUT" in errors or "SIGKILL" in errors
    report.expect(not killed, "un processus est mort en route")
    return report
