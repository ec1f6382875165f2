"""Everybody who heard the radio comes at once, and no page has been made yet."""

import asyncio
import contextlib
from collections import Counter

from drill.load import Load, Request, Result
from drill.making import VARIABLE, made
from drill.pages import KEPT
from drill.report import Report
from drill.servers import Gunicorn, Nginx, Redis
from drill.stage import Stage

TITLE = "De 0 à 300 visites par seconde, sans page prête"
MINUTES = (8, 15)
RATE = 300
ALONE, SHARED = "mémoire de chaque processus", "mémoire commune (Redis)"


def run(stage: Stage) -> Report:
    """Each page is made once by each memory, however many ask for it; no answer is a failure."""
    rate = stage.count(RATE, RATE // 5, "visites par seconde")
    seconds = stage.count(60, 10, "secondes de visites")
    report = Report(
        ["", "visites", "en échec", "pages", "pages faites", "au plus par mémoire", "médiane (ms)",
         "99 % (ms)"],
        note="Les visites commencent toutes à la première seconde, à cadence fixe. Sans mémoire "
        "commune chaque processus fait chaque page une fois. Le générateur de visites tourne sur "
        "la même machine.",
    )  # fmt: skip
    for name in (ALONE, SHARED):
        with contextlib.ExitStack() as stack:
            result, builds = _struck(stage, stack, name, rate, seconds)
        _write(report, name, result, builds)
        stage.say(f"{name} : {result.sent} visites, {builds.total()} pages faites")
    return report


def _struck(stage: Stage, stack, name: str, rate: int, seconds: int) -> tuple[Result, Counter]:
    """Return what came of the visits, and how often each (process, page) was made."""
    key = "shared" if name == SHARED else "alone"
    site, notes = stage.site(name=key), stage.folder / f"made-{key}"
    environment = site.environment | {
        "DJANGO_SETTINGS_MODULE": "drill.settings", "INSECURE_HTTP": "0", VARIABLE: str(notes),
    }  # fmt: skip
    if name == SHARED:
        environment["REDIS_URL"] = stack.enter_context(Redis(_folder(stage, "redis"))).url
    gunicorn = stack.enter_context(
        Gunicorn(environment, _folder(stage, f"gunicorn-{key}"), has_staff_door=True)
    )
    nginx = stack.enter_context(Nginx(gunicorn, site.folder, _folder(stage, f"nginx-{key}")))
    # The server learns from a page or two before it takes visitors.
    notes.write_text("")
    requests = [Request(path) for path in KEPT]
    load = Load(nginx.port, requests, rate, nginx.folder / "fullchain.pem")
    return asyncio.run(load.run(seconds)), made(notes)


def _folder(stage: Stage, name: str):
    (folder := stage.folder / name).mkdir()
    return folder


def _write(report: Report, name: str, result: Result, builds: Counter) -> None:
    by_memory = Counter()
    for (process, page), count in builds.items():
        by_memory[page if name == SHARED else (process, page)] += count
    most = max(by_memory.values(), default=0)
    report.rows.append(
        [name, result.sent, result.failed, len(KEPT), builds.total(), most,
         result.milliseconds(50), result.milliseconds(99)]
    )  # fmt: skip
    report.expect(result.failed == 0, f"{name} : {result.failed} en échec : {result.faults()}")
    report.expect(builds.total() > 0, f"{name} : aucune page n’a été faite")
    twice = [str(one) for one, count in by_memory.items() if count > 1]
    report.expect(not twice, f"{name} : faites plus d’une fois : {', '.join(twice)}")
