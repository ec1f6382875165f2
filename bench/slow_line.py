"""Pages in Chromium on a line of 120 kbit/s with 600 ms of latency."""

import re
import shutil
from dataclasses import dataclass, field
from hashlib import sha256
from statistics import median
from urllib.request import urlopen

from bench.pages import PAGES
from bench.sites import FOLDER
from centre.colours import Colours
from centre.stylesheet import custom_properties, joined

BYTES_PER_SECOND = 120_000 / 8
LATENCY_MS = 600
RUNS = 5
PAINTED = ("accueil", "liste des services", "service", "agenda", "événement", "page libre")
COMPARED = ("accueil", "service")
PHONE = {"viewport": {"width": 360, "height": 640}, "is_mobile": True, "device_scale_factor": 2}
NETWORK = {
    "offline": False,
    "latency": LATENCY_MS,
    "downloadThroughput": BYTES_PER_SECOND,
    "uploadThroughput": BYTES_PER_SECOND,
}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
PAINTS = """() => new Promise(done => {
  const found = {fcp: 0, lcp: 0, shift: 0};
  const watch = (type, read) => new PerformanceObserver(
    list => list.getEntries().forEach(read)).observe({type, buffered: true});
  watch("paint", entry => {
    if (entry.name === "first-contentful-paint") found.fcp = entry.startTime;
  });
  watch("largest-contentful-paint", entry => found.lcp = entry.startTime);
  watch("layout-shift", entry => found.shift += entry.value);
  setTimeout(() => done(found), 300);
})"""


# Of each task, what is more than a reader's finger would not notice.
SLOWER = 6
NOTICED_MS = 50
BLOCKING = """noticed => new Promise(done => {
  let total = 0;
  new PerformanceObserver(list => list.getEntries().forEach(
    task => { total += Math.max(0, task.duration - noticed); }
  )).observe({type: "longtask", buffered: true});
  setTimeout(() => done(total), 500);
})"""


@dataclass
class Paints:
    """Milliseconds to the first and to the largest paint, and the layout shift, run by run.

    ``blocking``: for how many the page did not answer a touch, on a processor six times slower.
    """

    address: str
    before: str = ""
    fcp: list[float] = field(default_factory=list)
    lcp: list[float] = field(default_factory=list)
    shift: float = 0.0
    blocking: list[float] = field(default_factory=list)

    def add(self, found: dict) -> None:
        """Take in one run."""
        self.fcp.append(found["fcp"])
        self.lcp.append(found["lcp"])
        self.shift = max(self.shift, found["shift"])

    @property
    def medians(self) -> tuple[float, float]:
        """The typical first and largest paint."""
        return median(self.fcp), median(self.lcp)


def paints(site: int, reference: int) -> dict[str, Paints]:
    """Return the paints of pages, of their variants and of the page of 14 kB, by name.

    ``site`` and ``reference`` are ports.
    """
    live, other = (f"http://localhost:{port}" for port in (site, reference))
    found = {"page de 14 kB": Paints(f"{other}/14kb")}
    found |= {name: Paints(live + PAGES[name]) for name in PAINTED}
    files = write_variants(site, [PAGES[name] for name in COMPARED])
    for name, (inline, linked) in zip(COMPARED, files, strict=True):
        found[f"{name}, style dans la page"] = Paints(f"{other}/variants/{inline}")
        found[f"{name}, style à part"] = Paints(f"{other}/variants/{linked}")
    found["service après l’accueil, style à part"] = Paints(
        f"{other}/variants/{files[1][1]}", before=f"{other}/variants/{files[0][1]}"
    )
    measure_paints(list(found.values()), RUNS)
    return found


def measure_paints(paints: list[Paints], runs: int) -> None:
    """Load every address ``runs`` times in turn, each in a browser that kept nothing.

    ``before``, if any, is visited first, so that what both pages share is in the cache.
    """
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for _ in range(runs):
            for page in paints:
                page.add(_load(browser, page))
                page.blocking.append(_blocking(browser, page.address))
        browser.close()


def _load(browser, paints: Paints) -> dict:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    if paints.before:
        page.goto(paints.before)
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", NETWORK)
    page.goto(paints.address, wait_until="load")
    found = page.evaluate(PAINTS)
    context.close()
    return found


def _blocking(browser, address: str) -> float:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    found = page.evaluate(BLOCKING, NOTICED_MS)
    context.close()
    return found


def write_variants(port: int, paths: list[str]) -> list[tuple[str, str]]:
    """Copy pages as files: as they are, and with their style in one file for the whole site.

    Returns the names of both files, page by page.
    """
    folder = FOLDER / "variants"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return [_write(folder, n, _read(port, path)) for n, path in enumerate(paths)]


def _read(port: int, path: str) -> str:
    with urlopen(f"http://localhost:{port}{path}") as answer:
        return answer.read().decode()


def _write(folder, number: int, html: str) -> tuple[str, str]:
    whole = custom_properties(Colours()) + joined()
    sheet = f"{sha256(whole.encode()).hexdigest()[:12]}.css"
    (folder / sheet).write_text(whole)
    link = f'<link rel="stylesheet" href="{sheet}">'
    inline, linked = f"inline-{number}.html", f"linked-{number}.html"
    (folder / inline).write_text(html)
    head, *others = re.split("<style>.*?</style>", html, flags=re.DOTALL)
    (folder / linked).write_text(head + link + "".join(others))
    return inline, linked
