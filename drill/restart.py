"""Restart the site again and again while visitors come, as ``systemctl restart centre`` does."""

import asyncio

from drill.load import Load, Request, Result
from drill.pages import KEPT
from drill.report import Report
from drill.servers import Gunicorn, Nginx
from drill.stage import Stage

TITLE = "Redémarrer le site pendant qu’on le visite"
MINUTES = (6, 15)
RATE = 50
# Between two restarts, and after the last.
CALM_SECONDS = 5
# What is sent must not be lost either: nginx sends no form twice.
BEHIND_TLS = {"INSECURE_HTTP": "0"}
FORM = Request("/recherche/", "q=acte")


def run(stage: Stage) -> Report:
    """Every request gets an answer, late perhaps, and none is a failure."""
    restarts = stage.count(20, 3, "redémarrages")
    rate = stage.count(RATE, RATE // 5, "requêtes par seconde")
    site = stage.site()
    (front := stage.folder / "nginx").mkdir()
    with (
        Gunicorn(site.environment | BEHIND_TLS, stage.folder, has_staff_door=True) as gunicorn,
        Nginx(gunicorn, site.folder, front) as nginx,
    ):
        result = asyncio.run(_visited(stage, gunicorn, nginx, rate, restarts))
        faults = gunicorn.faults()
    report = _report(result, restarts)
    if result.failed:
        report.failures += [f"`{line}`" for line in faults[-20:]]
    return report


async def _visited(stage: Stage, gunicorn: Gunicorn, nginx: Nginx, rate: int, restarts: int):
    requests = [*map(Request, KEPT), FORM]
    load = Load(nginx.port, requests, rate, nginx.folder / "fullchain.pem")
    is_over = asyncio.Event()
    sending = asyncio.create_task(load.until(is_over))
    for number in range(restarts):
        await asyncio.sleep(CALM_SECONDS)
        await asyncio.to_thread(gunicorn.stop)
        await asyncio.to_thread(gunicorn.start)
        stage.say(f"redémarrage {number + 1} : {load.result.sent} requêtes, "
                  f"{load.result.failed} en échec {load.result.faults()}")  # fmt: skip
    await asyncio.sleep(CALM_SECONDS)
    is_over.set()
    return await sending


def _report(result: Result, restarts: int) -> Report:
    report = Report(
        ["", "mesuré"],
        note="Une requête sur dix-sept est un formulaire, que le site refuse (403) faute de "
        "jeton : c’est une réponse. Pendant un redémarrage les requêtes attendent dans la file du "
        "noyau, que tient `centre.socket` ; la plus lente dit combien.",
    )
    report.rows = [
        ["redémarrages", restarts],
        ["requêtes", result.sent],
        ["en échec", result.failed],
        *([f"réponses {status}", count] for status, count in sorted(result.statuses.items())),
        ["médiane (ms)", result.milliseconds(50)],
        ["99 % en moins de (ms)", result.milliseconds(99)],
        ["la plus lente (ms)", result.milliseconds(100)],
    ]
    report.expect(result.failed == 0, f"{result.failed} requêtes en échec : {result.faults()}")
    is_known = set(result.statuses) <= {200, 403}
    report.expect(is_known, f"des réponses inattendues : {dict(result.statuses)}")
    return report
