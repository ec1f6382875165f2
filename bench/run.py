"""``make bench``: measure the site beside references, print tables, ``--write`` them.

``--quick`` measures one size in less than a minute, ``--communes`` only what 117 communes cost more
than five, ``--production`` what one small machine holds; ``DATABASE_URL`` may name a PostgreSQL
server.
"""

import argparse
import contextlib
import json
import os
import platform
import sys
import time
from dataclasses import replace

from bench import production, report
from bench.client import Target, ask_once, measure
from bench.communes import compare
from bench.federation import FEW, MANY
from bench.front import Front
from bench.pages import KEPT, MAIN, PAGES, STATUS, VISITED
from bench.servers import Server
from bench.sites import Site, prepare
from bench.slow_line import Paints, paints
from bench.visits import visits

SMALL, MEDIUM, LARGE = 50, 100, 10_000
# When memory is read again, so many pages into a site of ten thousand.
DISTINCT = (0, 2_500, 5_000)
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
        filled = prepare({_name(size): ["bench.content", str(size)] for size in self.sizes})
        self.sites = {size: filled[_name(size)][0] for size in self.sizes}
        self.say("sites prêts", start)
        found = {"requêtes": json.loads(self.sites[SMALL].run("-m", "bench.queries"))}
        with contextlib.ExitStack() as stack:
            self.start_servers(stack)
            for name, part in self.parts().items():
                found[name] = part()
                self.say(name, start)
        return found

    def start_servers(self, stack: contextlib.ExitStack) -> None:
        """Start the sites that make every page, those that keep them, and the reference."""
        keeping = [self.sizes[0], self.sizes[-1]]
        self.making = {
            size: stack.enter_context(_server(site)) for size, site in self.sites.items()
        }
        self.keeping = {
            size: stack.enter_context(_server(replace(self.sites[size], keeps_pages=True)))
            for size in dict.fromkeys(keeping)
        }
        self.reference = stack.enter_context(
            Server("reference", "bench.reference", dict(os.environ))
        )

    def parts(self) -> dict:
        """Return what is measured, in order."""
        parts = {"temps": self.times, "gardées": self.kept, "visites": self.visits,
                 "mémoire": self.memory}  # fmt: skip
        if not self.quick:
            parts |= {"croissance": self.growth, "ligne lente": self.slow_line}
        return parts

    def say(self, what: str, start: float) -> None:
        """Show that the run advances."""
        print(f"  {what} ({time.monotonic() - start:.0f} s)", file=sys.stderr)

    def times(self) -> dict[int, dict[str, Target]]:
        """Return the times of pages made for each request and of the references."""
        return {
            clients: self.beside_references(_targets(self.making[SMALL], MAIN), clients)
            for clients in (1, 16)
        }

    def kept(self) -> dict[int, dict[str, Target]]:
        """Return the times of every type of page that is kept, and of the references."""
        return {
            clients: self.beside_references(_targets(self.keeping[SMALL], KEPT), clients)
            for clients in (1, 16)
        }

    def beside_references(self, targets: dict[str, Target], clients: int) -> dict[str, Target]:
        """Return ``targets`` and the references, measured by so many clients at once."""
        targets |= {
            name: Target(name, self.reference.port, path) for name, path in REFERENCES.items()
        }
        groups = [[target] for target in targets.values()]
        measure(groups, clients, self.seconds, requests=20 if clients == 1 else 8)
        return targets

    def growth(self) -> dict[str, tuple[Target, Target]]:
        """Return the times of every page with a hundred and with ten thousand services."""
        small, large = (_targets(self.making[size], PAGES) for size in (MEDIUM, LARGE))
        measure([[small[name], large[name]] for name in PAGES], 1, 2 * self.seconds, 4)
        return {name: (small[name], large[name]) for name in PAGES}

    def visits(self) -> dict:
        """Return what first and repeat visits load."""
        return {name: visits(self.keeping[SMALL].port, PAGES[name]) for name in VISITED}

    def memory(self) -> dict[str, float]:
        """Return the memory of all processes after the load, and after many distinct pages."""
        found = {
            "site qui garde les pages": self.keeping[SMALL].memory(),
            "site qui les calcule toutes": self.making[SMALL].memory(),
            "référence": self.reference.memory(),
        }
        if not self.quick:
            server = self.keeping[LARGE]
            for number in range(LARGE):
                if number in DISTINCT:
                    found[f"après {number} pages distinctes"] = server.memory()
                ask_once(server.port, f"/services/service-{number}/")
            found[f"après {LARGE} pages distinctes"] = server.memory()
        return found

    def slow_line(self) -> dict[str, Paints]:
        """Return the paints of pages, of their variants and of the page of 14 kB."""
        with Front(self.keeping[SMALL].port) as site, Front(self.reference.port) as reference:
            return paints(site.port, reference.port)


class CommunesBench(Bench):
    """One run of the federation alone, with few communes and with all."""

    def run(self) -> dict:
        """Return what 117 communes cost more than five."""
        start = time.monotonic()
        names = {count: f"communes-{count}" for count in (FEW, MANY)}
        filled = prepare({name: ["bench.federation", str(n)] for n, name in names.items()})
        sites = {count: filled[name] for count, name in names.items()}
        self.say("fédérations prêtes", start)
        with contextlib.ExitStack() as stack:
            servers = {n: stack.enter_context(_server(site)) for n, (site, _) in sites.items()}
            found = compare(sites, servers, 2 * self.seconds)
        self.say("communes", start)
        return {"communes": found}


def _name(size: int) -> str:
    return f"services-{size}"


def _targets(server: Server, names) -> dict[str, Target]:
    return {name: Target(name, server.port, PAGES[name], STATUS.get(name, 200)) for name in names}


def _server(site: Site) -> Server:
    kind = "garde" if site.keeps_pages else "calcule"
    return Server(f"{site.name}-{kind}", "bench.wsgi", site.environment,
                  "deploy/gunicorn.conf.py")  # fmt: skip


def main() -> None:
    """Run, print, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one size, no browser")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    parser.add_argument("--communes", action="store_true", help="the federation alone")
    parser.add_argument("--production", action="store_true", help="one small machine as installed")
    parser.add_argument("--full", action="store_true", help="with --production: 5 GB of files")
    parser.add_argument("--part", action="append", choices=list(production.PARTS),
                        help="with --production: this part alone; may be repeated")  # fmt: skip
    options = parser.parse_args()
    if options.production:
        sys.exit(production.run(options))
    machine = f"{os.cpu_count()} cœurs, Python {platform.python_version()}"
    benches = {"communes": CommunesBench}
    if not options.communes:
        benches = {"mesures": Bench} | ({} if options.quick else benches)
    for name, bench in benches.items():
        text = report.tables(bench(options.quick).run())
        print(text)
        if options.write:
            report.write(name, text, machine)


if __name__ == "__main__":
    main()
