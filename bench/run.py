"""``make bench``: measure the site beside references, print tables, ``--write`` them.

``--quick`` measures one size in less than a minute; ``DATABASE_URL`` may name a PostgreSQL server.
"""

import argparse
import contextlib
import json
import os
import platform
import sys
import time

from bench import report
from bench.client import Target, measure
from bench.front import Front
from bench.pages import MAIN, PAGES, STATUS, VISITED
from bench.servers import Server
from bench.sites import Site, prepare
from bench.slow_line import Paints, paints
from bench.visits import visits

SMALL, MEDIUM, LARGE = 50, 100, 10_000
REFERENCES = {"bonjour WSGI": "/hello", "vue Django nue, 10 kB": "/bare", "page de 14 kB": "/14kb"}


class Bench:
    """One run: the sites, the servers in front of them, how long to measure."""

    def __init__(self, quick: bool):
        self.quick = quick
        self.sizes = [SMALL] if quick else [SMALL, MEDIUM, LARGE]
        self.seconds = 8 if quick else 40

    def run(self) -> dict:
        """Return everything measured, by name."""
        start = time.monotonic()
        self.sites = prepare(self.sizes)
        self.say("sites prêts", start)
        found = {"requêtes": json.loads(self.sites[SMALL].run("-m", "bench.queries"))}
        with contextlib.ExitStack() as stack:
            self.servers = {size: stack.enter_context(_server(site))
                            for size, site in self.sites.items()}  # fmt: skip
            self.reference = stack.enter_context(
                Server("reference", "bench.reference", dict(os.environ))
            )
            for name, part in self.parts().items():
                found[name] = part()
                self.say(name, start)
        return found

    def parts(self) -> dict:
        """Return what is measured, in order."""
        parts = {"temps": self.times, "visites": self.visits, "mémoire": self.memory}
        if not self.quick:
            parts |= {"croissance": self.growth, "ligne lente": self.slow_line}
        return parts

    def say(self, what: str, start: float) -> None:
        """Show that the run advances."""
        print(f"  {what} ({time.monotonic() - start:.0f} s)", file=sys.stderr)

    def targets(self, names, size: int) -> dict[str, Target]:
        """Return the pages ``names`` of one site."""
        port = self.servers[size].port
        return {name: Target(name, port, PAGES[name], STATUS.get(name, 200)) for name in names}

    def times(self) -> dict[int, dict[str, Target]]:
        """Return the times of the main pages and of the references, by concurrency."""
        found = {}
        for clients, requests in ((1, 20), (16, 2)):
            targets = self.targets(MAIN, SMALL) | {
                name: Target(name, self.reference.port, path) for name, path in REFERENCES.items()
            }
            measure([[target] for target in targets.values()], clients, self.seconds, requests)
            found[clients] = targets
        return found

    def growth(self) -> dict[str, tuple[Target, Target]]:
        """Return the times of every page with a hundred and with ten thousand services."""
        small, large = (self.targets(PAGES, size) for size in (MEDIUM, LARGE))
        measure([[small[name], large[name]] for name in PAGES], 1, 2 * self.seconds, 4)
        return {name: (small[name], large[name]) for name in PAGES}

    def visits(self) -> dict:
        """Return what first and repeat visits load."""
        return {name: visits(self.servers[SMALL].port, PAGES[name]) for name in VISITED}

    def memory(self) -> dict[str, float]:
        """Return the memory of the site's processes, after the load, and of the reference's."""
        return {"site": self.servers[SMALL].memory(), "référence": self.reference.memory()}

    def slow_line(self) -> dict[str, Paints]:
        """Return the paints of pages, of their variants and of the page of 14 kB."""
        with Front(self.servers[SMALL].port) as site, Front(self.reference.port) as reference:
            return paints(site.port, reference.port)


def _server(site: Site) -> Server:
    return Server(f"services-{site.services}", "bench.wsgi", site.environment)


def main() -> None:
    """Run, print, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one size, no browser")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    options = parser.parse_args()
    text = report.tables(Bench(options.quick).run())
    print(text)
    if options.write:
        report.write(text, f"{os.cpu_count()} cœurs, Python {platform.python_version()}")


if __name__ == "__main__":
    main()
