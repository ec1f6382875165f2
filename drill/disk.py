"""Fill the disk of the site, a real one: said in French, nothing half, and no restart."""

import contextlib
import shutil
import subprocess
from html import unescape
from pathlib import Path

from drill.report import Report
from drill.servers import Gunicorn
from drill.stage import DIRECTOR, FEDERATION, PASSWORD, Site, Stage
from drill.tables import rows
from drill.visitor import PUBLISH, Visitor

TITLE = "Remplir le disque du site"
MINUTES = (10, 20)
SAID = "Le disque du site est plein."
TEXT = "Écrit pendant que le disque est plein"
ROOM = 40_000_000
FILL = 65_536
# In memory while it comes in, and through a file.
SIZES = {"petit": 300_000, "grand": 6_000_000}
EVENT = """
    SELECT p.id FROM wagtailcore_page p
    JOIN events_occurrence o ON o.event_id = p.id WHERE p.live
    AND o.branch_id = (SELECT min(id) FROM centre_branch) LIMIT 1
"""


def run(stage: Stage) -> Report:
    """Fill the disk, try everything, make room, try again."""
    report = Report(
        ["", "disque plein", "après avoir fait de la place"],
        note="Un disque en mémoire de quelques mégaoctets porte la base, les fichiers et les "
        "journaux du site. Personne ne redémarre rien.",
    )
    template = stage.site()
    with contextlib.ExitStack() as stack:
        site = stack.enter_context(_small_disk(stage, template))
        folder = site.folder / "logs"
        folder.mkdir()
        gunicorn = stack.enter_context(
            Gunicorn(site.environment | {"GUNICORN_WORKERS": "1"}, folder)
        )
        Trial(site, gunicorn, report).run()
    return report


@contextlib.contextmanager
def _small_disk(stage: Stage, template: Site):
    """Yield the site on a disk of its own, with some room."""
    place = stage.folder / "disk"
    place.mkdir()
    used = sum(path.stat().st_size for path in template.folder.rglob("*") if path.is_file())
    size = f"size={used + ROOM}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)], check=True)
    try:
        shutil.copytree(template.folder, place / "var", symlinks=True)
        yield Site(place / "var", f"sqlite:///{place / 'var' / 'centre.sqlite3'}")
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


class Trial:
    """Everything that writes, with and without room."""

    def __init__(self, site: Site, gunicorn: Gunicorn, report: Report):
        self.site, self.gunicorn, self.report = site, gunicorn, report
        self.staff, self.federation = Visitor(gunicorn.port), Visitor(gunicorn.port)
        self.staff.sign_in(DIRECTOR)
        self.federation.sign_in(FEDERATION)
        self.page = rows(site, EVENT)[0][0]
        self.collection = rows(site, "SELECT collection_id FROM centre_branch ORDER BY id")[0][0]
        self.form = self.staff.shown(f"/admin/pages/{self.page}/edit/") | PUBLISH | {"title": TEXT}
        self.pid = gunicorn.process.pid, tuple(gunicorn.worker_pids())

    def run(self) -> None:
        """Try each thing twice."""
        files, stored = self._files(), self._stored()
        filler = self._fill()
        full = self._try_all()
        self._expect_refused(full)
        self.report.expect(self._files() == files, "il reste un fichier de l’envoi refusé")
        self.report.expect(self._stored() == stored, "quelque chose a été publié ou rangé")
        filler.unlink()
        free = self._try_all()
        self._expect_done(free)
        now = self.gunicorn.process.pid, tuple(self.gunicorn.worker_pids())
        self.report.expect(now == self.pid, "le serveur a redémarré")
        for name, (status, _text) in full.items():
            self.report.rows.append([name, status, free[name][0]])

    def _try_all(self) -> dict[str, tuple[int, str]]:
        answers = {
            f"envoyer un {name} fichier": self._send(name, size) for name, size in SIZES.items()
        }
        answers["publier"] = self.staff.post(f"/admin/pages/{self.page}/edit/", self.form)
        newcomer = Visitor(self.gunicorn.port)
        newcomer.get("/admin/login/")
        account = {"username": DIRECTOR, "password": PASSWORD}
        answers["ouvrir une visite"] = newcomer.post("/admin/login/", account)
        answers["lire une page (et l’écrire au journal)"] = Visitor(self.gunicorn.port).get("/")
        return {name: (one.status_code, unescape(one.text)) for name, one in answers.items()}

    def _send(self, name: str, size: int):
        fields = {"title": f"{TEXT} ({name})", "collection": self.collection}
        content = b"une ligne de texte\n" * (size // 19)
        files = {"file": (f"{name}.txt", content)}
        return self.federation.post("/admin/documents/add/", fields, files=files)

    def _expect_refused(self, answers: dict[str, tuple[int, str]]) -> None:
        for name, (status, text) in answers.items():
            if name.startswith("lire"):
                self.report.expect(status == 200, f"{name}\u00a0: {status}")
                continue
            self.report.expect(status == 507, f"{name}, disque plein\u00a0: {status}")
            self.report.expect(SAID in text, f"{name}, disque plein\u00a0: rien n’est dit")
            if name.startswith(("envoyer", "publier")):
                self.report.expect(TEXT in text, f"{name}\u00a0: ce qui était écrit est perdu")

    def _expect_done(self, answers: dict[str, tuple[int, str]]) -> None:
        for name, (status, _text) in answers.items():
            wanted = 200 if name.startswith("lire") else 302
            self.report.expect(status == wanted, f"{name}, avec de la place\u00a0: {status}")

    def _fill(self) -> Path:
        """Fill the disk to its last byte and return the file that does."""
        # What SQLite has written aside would be room for the next changes.
        rows(self.site, "PRAGMA wal_checkpoint(TRUNCATE)")
        path = self.site.folder.parent / "filler"
        with path.open("wb", buffering=0) as file:
            for size in (FILL, 1):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(b"x" * size)
        return path

    def _files(self) -> set[str]:
        return {str(path) for path in (self.site.folder / "media").rglob("*") if path.is_file()}

    def _stored(self) -> list[tuple]:
        columns = "title, latest_revision_id"
        page = rows(self.site, f"SELECT {columns} FROM wagtailcore_page WHERE id = {self.page}")
        return page + rows(self.site, "SELECT count(*) FROM centre_centredocument")
