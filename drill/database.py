"""Stop the database, and look at what readers and an editor still have; start it again."""

import contextlib
import re
import time

from drill.pages import CENTRE, KEPT
from drill.report import Report
from drill.servers import Gunicorn, Postgres, Redis
from drill.stage import DIRECTOR, POSTGRES, Stage
from drill.visitor import Visitor

TITLE = "La base de données s’arrête, puis revient"
DATABASES = [POSTGRES]
MINUTES = (10, 60)
# Without a restart of the site, from the moment the database answers.
RECOVERY_SECONDS = 5
PAUSE = 5
HELP, EXIT, NEVER_READ = f"{CENTRE}/numeros-utiles/", "/sortie/", f"{CENTRE}/mentions-legales/"
TYPED = "Une phrase écrite pendant la panne, à ne pas perdre."
FIND = """
import django
django.setup()
from wagtail.models import Page
print(Page.objects.get(url_path__endswith="{}").pk)
"""
PHONE = re.compile(r'href="tel:\d+"')


class Outage:
    """One run: who reads, who writes, and what was seen."""

    def __init__(self, stage: Stage, gunicorn: Gunicorn, page_id: int):
        self.stage = stage
        self.page_id = page_id
        self.reader = Visitor(gunicorn.port)
        self.editor = Visitor(gunicorn.port)
        self.report = Report(["", "demandes", "justes", "la plus lente (ms)"])

    def prepare(self) -> None:
        """Read the pages, sign in, open a form."""
        for path in KEPT:
            self.expect(self.reader.get(path).status_code == 200, f"{path} avant la panne")
        self.editor.sign_in(DIRECTOR)
        self.form = self.editor.shown(self.address)

    @property
    def address(self) -> str:
        """Where the editor changes her page."""
        return f"/admin/pages/{self.page_id}/edit/"

    def expect(self, condition: bool, what: str) -> None:
        """Add a failure unless ``condition`` holds."""
        self.report.expect(condition, f"{what} : ce n’est pas ce qu’il fallait")

    def watch(self, minutes: int) -> None:
        """Read again and again while the database is away, and note how it went."""
        asked: dict[str, list] = {}
        end = time.monotonic() + 60 * minutes
        while time.monotonic() < end:
            for path in [*KEPT, EXIT]:
                started = time.monotonic()
                is_right = _is_right(path, self.reader.get(path))
                asked.setdefault(_kind(path), []).append((is_right, time.monotonic() - started))
            time.sleep(PAUSE)
        for kind, answers in asked.items():
            self.row(kind, answers)

    def row(self, name: str, answers: list[tuple[bool, float]]) -> None:
        """Write a row, and a failure when an answer was not right."""
        right = sum(is_right for is_right, _seconds in answers)
        slowest = round(1000 * max(seconds for _is_right, seconds in answers))
        self.report.rows.append([name, len(answers), right, slowest])
        self.expect(right == len(answers), name)

    def write(self) -> None:
        """Send the form of the editor, which cannot be taken now."""
        started = time.monotonic()
        answer = self.editor.post(self.address, self.form | {"title": TYPED})
        text = answer.text
        is_kept = TYPED in text and '<html lang="fr"' in text and answer.status_code >= 500
        self.row("le formulaire d’une rédactrice", [(is_kept, time.monotonic() - started)])

    def others(self) -> None:
        """Ask for a page that nobody had read: it gives the numbers to call."""
        started = time.monotonic()
        text = self.reader.get(NEVER_READ).text
        self.row("une page jamais lue : les numéros d’urgence",
                 [(bool(PHONE.search(text)), time.monotonic() - started)])  # fmt: skip

    def recover(self) -> None:
        """Wait until all is as before, and say how long that took."""
        started = time.monotonic()
        while not self._is_back() and time.monotonic() - started < 60:
            time.sleep(0.1)
        seconds = time.monotonic() - started
        self.row("le retour, sans rien redémarrer", [(seconds <= RECOVERY_SECONDS, seconds)])
        answer = self.editor.post(self.address, self.form | {"title": TYPED})
        saved = answer.status_code == 302 and TYPED in self.editor.get(self.address).text
        self.expect(saved, "le formulaire envoyé de nouveau")

    def _is_back(self) -> bool:
        return all(
            visitor.get(path).status_code == 200
            for visitor, path in ((self.reader, NEVER_READ), (self.editor, self.address))
        )


def _kind(path: str) -> str:
    return {HELP: "les numéros utiles", EXIT: "le départ rapide"}.get(path, "les pages déjà lues")


def _is_right(path: str, answer) -> bool:
    if path == EXIT:
        return answer.status_code == 302 and "Location" in answer.headers
    return answer.status_code == 200 and (path != HELP or bool(PHONE.search(answer.text)))


def run(stage: Stage) -> Report:
    """What was read is still served, what is typed is not lost, and all comes back by itself."""
    minutes = stage.count(30, 1, "minutes sans base de données")
    site, postgres = stage.site(POSTGRES), Postgres()
    page_id = int(site.python("-c", FIND.format(f"{CENTRE}/le-centre/")))
    (folder := stage.folder / "redis").mkdir()
    with contextlib.ExitStack() as stack:
        redis = stack.enter_context(Redis(folder))
        environment = site.environment | {"REDIS_URL": redis.url}
        gunicorn = stack.enter_context(Gunicorn(environment, stage.folder))
        outage = Outage(stage, gunicorn, page_id)
        outage.prepare()
        postgres.stop()
        stage.say("la base est arrêtée")
        try:
            outage.write()
            outage.others()
            outage.watch(minutes)
        finally:
            postgres.start()
        stage.say("la base est revenue")
        outage.recover()
    outage.report.note = (
        "Deux processus, une mémoire commune (Redis) : ce que l’un a lu, l’autre l’a."
    )
    return outage.report
