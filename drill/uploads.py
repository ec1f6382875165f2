"""Kill the server while files come in: none is half there, no row lacks its own."""

import hashlib
import io
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests
from PIL import Image

from drill.report import Report
from drill.servers import Gunicorn
from drill.stage import FEDERATION, Site, Stage
from drill.tables import rows
from drill.visitor import Visitor

TITLE = "Tuer le serveur pendant qu’un fichier arrive"
MINUTES = (10, 30)
DOCUMENT, PICTURE = "documents", "images"
TABLES = {DOCUMENT: "centre_centredocument", PICTURE: "centre_centreimage"}
# The tables that name a file each.
NAMING = [*TABLES.values(), "centre_centremedia", "centre_centrerendition"]
UNFINISHED = ".unfinished"
OLD = 2 * 60 * 60
SIDE = 1600
# More than Django keeps in memory: it comes in through a file.
TEXT_BYTES = 6_000_000


def run(stage: Stage) -> Report:
    """Send documents and pictures in turn, and kill the server while they come in."""
    report = Report(
        ["", "nombre"],
        note="Un document gardé est comparé à celui qui a été envoyé par son SHA-256\u00a0; une "
        "image, que le site refait, est lue jusqu’au dernier point.",
    )
    kills = stage.count(20, 6, "arrêts pendant un envoi")
    site, folder = stage.site(), stage.folder / "servers"
    folder.mkdir()
    with Gunicorn(site.environment | {"GUNICORN_WORKERS": "2"}, folder) as gunicorn:
        work = Work(site, gunicorn, report)
        for number in range(kills):
            work.once(number, (DOCUMENT, PICTURE)[number % 2])
            work.check()
        for kind in TABLES:
            confirmed = work.send(kind, f"{kind} de la fin")
            report.expect(confirmed, f"envoi sans arrêt refusé ({kind})")
        work.check()
    left = _sweep(site, report)
    report.rows += [
        ["serveurs tués", kills],
        ["envois confirmés, tous là et intacts", len(work.confirmed)],
        ["envois non confirmés dont le fichier et la ligne sont là, entiers", work.unconfirmed],
        ["restes inachevés, invisibles puis balayés", left],
        ["écarts", len(report.failures)],
    ]
    return report


class Work:
    """Somebody sends files; what was confirmed is remembered by its title."""

    def __init__(self, site: Site, gunicorn: Gunicorn, report: Report):
        self.site, self.gunicorn, self.report = site, gunicorn, report
        self.media = site.folder / "media"
        self.sender = Visitor(gunicorn.port)
        self.sender.sign_in(FEDERATION)
        self.collection = rows(site, "SELECT collection_id FROM centre_branch ORDER BY id")[0][0]
        self.before = _files(self.media)
        self.sent: dict[str, str] = {}
        self.confirmed: dict[str, str] = {}
        self.unconfirmed = 0
        self.seconds = {DOCUMENT: 1.0, PICTURE: 3.0}
        self.chance = random.Random(20260102)

    def once(self, number: int, kind: str) -> None:
        """Send a file and kill all processes of the server meanwhile."""
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(self.send, kind, f"{kind} {number}")
            time.sleep(self.chance.uniform(0, 1.3 * self.seconds[kind]))
            self.gunicorn.kill()
            # Who waits at the socket is served by the next one.
            self.gunicorn.start()
            answer.result(timeout=120)

    def send(self, kind: str, title: str) -> bool:
        """Send one file; return whether the site said that it has it."""
        content = _text(title) if kind == DOCUMENT else _picture(self.chance)
        name = "liste.txt" if kind == DOCUMENT else "photo.jpg"
        self.sent[title] = hashlib.sha256(content).hexdigest()
        fields = {"title": title, "collection": self.collection}
        started = time.monotonic()
        try:
            answer = self.sender.post(
                f"/admin/{kind}/add/", fields, files={"file": (name, content)}
            )
        except requests.RequestException:
            return False
        is_kept = answer.status_code == 302
        self.report.expect(is_kept, f"réponse {answer.status_code} à un envoi")
        if is_kept:
            self.confirmed[title] = kind
            self.seconds[kind] = (self.seconds[kind] + time.monotonic() - started) / 2
        return is_kept

    def check(self) -> None:
        """Note each half file, each row without a file and each confirmed file that changed."""
        present = _files(self.media)
        for name in present - self.before:
            self.report.expect(self._is_whole(name), f"un fichier à moitié\u00a0: {name}")
        for table in NAMING:
            named = {name for (name,) in rows(self.site, f"SELECT file FROM {table}")}
            self.report.expect(named <= present, f"{table}\u00a0: {sorted(named - present)}")
        kept = {
            title: name
            for table in TABLES.values()
            for title, name in rows(self.site, f"SELECT title, file FROM {table}")
            if title in self.sent
        }
        for title, kind in self.confirmed.items():
            is_there = title in kept and (
                kind == PICTURE or self._digest(kept[title]) == self.sent[title]
            )
            self.report.expect(is_there, f"envoi confirmé et perdu ou changé\u00a0: {title}")
        self.unconfirmed = len(kept.keys() - self.confirmed.keys())

    def _is_whole(self, name: str) -> bool:
        if name.endswith(".txt"):
            return self._digest(name) in self.sent.values()
        try:
            with Image.open(self.media / name) as picture:
                picture.load()
        except OSError:
            return False
        return True

    def _digest(self, name: str) -> str:
        return hashlib.sha256((self.media / name).read_bytes()).hexdigest()


def _files(media: Path) -> set[str]:
    """Return the names that the public or a row may ask for."""
    found = {path.relative_to(media) for path in media.rglob("*") if path.is_file()}
    return {path.as_posix() for path in found if path.parts[0] != UNFINISHED}


def _text(title: str) -> bytes:
    line = f"{title}\n".encode()
    return line * (TEXT_BYTES // len(line))


def _picture(chance: random.Random) -> bytes:
    small = Image.frombytes("RGB", (SIDE // 4, SIDE // 4), chance.randbytes(3 * SIDE * SIDE // 16))
    written = io.BytesIO()
    small.resize((SIDE, SIDE)).save(written, "JPEG", quality=90)
    return written.getvalue()


def _sweep(site: Site, report: Report) -> int:
    """Sweep as the scheduled work does a while later; return how many there were to sweep."""
    folder = site.folder / "media" / UNFINISHED
    left = list(folder.iterdir()) if folder.is_dir() else []
    before = time.time() - OLD
    for path in left:
        os.utime(path, (before, before))
    site.manage("tick", "--step", "sweep_unfinished")
    report.expect(not folder.is_dir() or not list(folder.iterdir()), "un reste n’a pas été balayé")
    return len(left)
