"""The site of 117 communes beside that of five: what a page costs more, and a new commune."""

import json
import time
from dataclasses import dataclass
from statistics import median

from bench.client import Connection, Target, measure
from bench.federation import FEW, MANY, NEW
from bench.servers import Server
from bench.sites import Site

# The commune that both sites hold, whose staff is at work.
PAGES = {
    "portail": "/",
    "agenda commun": "/agenda/",
    "agenda d’une région": "/agenda/?ou=maritime",
    "services par besoin": "/besoins/sante/",
    "services par besoin, les plus proches": "/besoins/sante/?ou=maritime",
    "organisations": "/acteurs/",
    "communes": "/communes/",
    "plan du site": "/sitemap.xml",
    "plan du site, section": "/sitemap-1.xml",
}
STAFF = "pages d’une commune, espace de l’équipe"
# Twice: what a process learns with its first pages is not counted.
ASKED = 2


@dataclass(frozen=True)
class Growth:
    """What one page costs on both sites: times, and queries after a change and then."""

    few: Target
    many: Target
    queries_few: tuple[int, int]
    queries_many: tuple[int, int]


@dataclass(frozen=True)
class Found:
    """Everything measured. ``creation``: seconds of the whole command, by number of communes."""

    pages: dict[str, Growth]
    creation: dict[int, float]


def compare(
    sites: dict[int, tuple[Site, str]], servers: dict[int, Server], seconds: float
) -> Found:
    """Measure ``servers`` in front of ``sites`` in turn, then make new communes."""
    staff = {count: json.loads(printed) for count, (_site, printed) in sites.items()}
    targets = {count: _targets(servers[count], staff[count]) for count in sites}
    names = list(targets[FEW])
    measure([[targets[FEW][name], targets[MANY][name]] for name in names], 1, seconds, 4)
    queries = {
        count: json.loads(site.run("-m", "bench.queries", json.dumps(addresses(staff[count]))))
        for count, (site, _printed) in sites.items()
    }
    return Found(
        {
            name: Growth(
                targets[FEW][name],
                targets[MANY][name],
                _counts(queries[FEW][name]),
                _counts(queries[MANY][name]),
            )
            for name in names
        },
        {count: _creation(site) for count, (site, _printed) in sites.items()},
    )


def addresses(staff: dict) -> dict[str, tuple[str, str]]:
    """Return the address of each page, and the cookie of who asks for it."""
    public = {name: (path, "") for name, path in PAGES.items()}
    return public | {STAFF: (staff["explorer"], staff["cookie"])}


def _targets(server: Server, staff: dict) -> dict[str, Target]:
    connection = Connection(server.port)
    found = {}
    for name, (path, cookie) in addresses(staff).items():
        headers = {"Cookie": cookie} if cookie else {}
        for _time in range(ASKED):
            if (status := connection.get(path, **headers).status) != 200:
                raise SystemExit(f"Mesure interrompue : {path} répond {status}")
        found[name] = Target(name, server.port, path, headers=headers)
    connection.close()
    return found


def _counts(queries: dict) -> tuple[int, int]:
    return queries["cold"], queries["warm"]


def _creation(site: Site) -> float:
    """Return the seconds that ``manage.py new_commune`` takes, its start included."""
    seconds = []
    for name in NEW:
        start = time.perf_counter()
        site.run("manage.py", "new_commune", name, "--town", "Ville")
        seconds.append(time.perf_counter() - start)
    return median(seconds)
