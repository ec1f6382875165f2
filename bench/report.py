"""The tables of a run, in French, and their place in the documentation."""

import datetime as dt
from statistics import median

from bench.communes import STAFF
from bench.sites import ROOT, is_postgres

DOCUMENT = ROOT / "docs" / "performance.md"
BARE = "vue Django nue, 10 kB"
HELLO = "bonjour WSGI"
LIMITS = {"accueil": 25, "service": 25, "liste des services": 40, "recherche": 40}
KEPT_TIMES, KEPT_SHARE = 6, 25  # of the time of "bonjour WSGI"; percent of its requests
MOST_MEMORY = 195
# Pages of the agenda may cost more with a hundred times as many dates than the others.
GROWTH, GROWTH_OF_AGENDA, GROWTH_OF_PORTAL = 1.3, 1.5, 1.5
CREATION_SECONDS = 5
# The others list more when there are more communes.
PROMISED = ("portail", "agenda commun", "agenda d’une région", "services par besoin",
            "services par besoin, les plus proches", STAFF)  # fmt: skip
AGENDA = ("agenda", "événement")


def tables(found: dict) -> str:
    """Return every table of what ``bench.run`` found."""
    makers = {
        "temps": times,
        "gardées": kept,
        "requêtes": queries,
        "croissance": growth,
        "visites": weights,
        "ligne lente": paints,
        "mémoire": memory,
        "communes": communes,
    }
    return "\n\n".join(make(found[name]) for name, make in makers.items() if name in found)


def write(name: str, text: str, machine: str, command: str = "make bench") -> None:
    """Put ``text`` into the document between the marks ``name``, with command, date and machine."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    base = "PostgreSQL" if is_postgres() else "SQLite"
    heading = f"`{command}`, le {today}, {base}, {machine}."
    begin, end = f"<!-- {name} : début -->", f"<!-- {name} : fin -->"
    before, _, rest = DOCUMENT.read_text().partition(begin)
    after = rest.partition(end)[2]
    DOCUMENT.write_text(f"{before}{begin}\n\n{heading}\n\n{text}\n\n{end}{after}")


def table(title: str, head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table under a title."""
    lines = [f"### {title}", "", _line(head), _line(["---"] * len(head)), *map(_line, rows)]
    return "\n".join(lines)


def times(found: dict) -> str:
    """Show rates and times, and how many times the bare view they are."""
    head = ["page", "clients", "req/s", "p50 ms", "p99 ms", "p50 ÷ vue nue", "p99 ÷ vue nue", "but"]
    rows = []
    for clients, targets in found.items():
        bare = targets[BARE]
        for name, target in targets.items():
            ratios = [target.milliseconds(p) / bare.milliseconds(p) for p in (50, 99)]
            limit = LIMITS.get(name) if clients == 1 else None
            rows.append([
                name, str(clients), f"{target.rate:.0f}", f"{target.milliseconds(50):.1f}",
                f"{target.milliseconds(99):.1f}", f"×{ratios[0]:.1f}", f"×{ratios[1]:.1f}",
                mark(ratios[0], limit, "×{}") if limit else "",
            ])  # fmt: skip
    return table("Temps de réponse des pages calculées, 50 services", head, rows)


def kept(found: dict) -> str:
    """Show the pages kept in memory beside "bonjour WSGI", alone and in a crowd."""
    alone, crowd = found[1], found[16]
    rows = []
    for name in alone:
        ratio = alone[name].milliseconds(50) / alone[HELLO].milliseconds(50)
        share = 100 * crowd[name].rate / crowd[HELLO].rate
        is_good = ratio <= KEPT_TIMES and share >= KEPT_SHARE
        rows.append([
            name, f"{alone[name].milliseconds(50):.2f}", f"{alone[name].milliseconds(99):.1f}",
            f"×{ratio:.1f}", f"{crowd[name].rate:.0f}", f"{share:.0f} %",
            "oui" if is_good else "**non**",
        ])  # fmt: skip
    head = ["page", "p50 ms", "p99 ms", "p50 ÷ bonjour", "req/s à 16 clients",
            "part de bonjour", f"but : ≤ ×{KEPT_TIMES} et ≥ {KEPT_SHARE} %"]  # fmt: skip
    return table("Pages gardées en mémoire", head, rows)


def queries(found: dict) -> str:
    """Show how many queries each page makes."""
    rows = [
        [name, str(n["cold"]), str(n["warm"]), str(n["repeated"]), str(n["writes"]),
         mark(max(n["cold"], n["warm"]), 12, "{}")]
        for name, n in found.items()
    ]  # fmt: skip
    head = ["page", "après un changement", "ensuite", "répétées", "écritures", "but"]
    return table("Requêtes à la base", head, rows)


def growth(found: dict) -> str:
    """Show what ten thousand services and 100 000 dates cost more than 100 and 1 000."""
    rows = []
    for name, (small, large) in found.items():
        ratio = large.milliseconds(50) / small.milliseconds(50)
        limit = GROWTH_OF_AGENDA if name in AGENDA else GROWTH
        rows.append([name, f"{small.milliseconds(50):.1f}", f"{large.milliseconds(50):.1f}",
                     f"×{ratio:.2f}", mark(ratio, limit, "×{}")])  # fmt: skip
    head = ["page", "petit, p50 ms", "grand, p50 ms", "croissance", "but"]
    return table("De 100 à 10 000 services, de 1 000 à 100 000 dates", head, rows)


def weights(found: dict) -> str:
    """Show what a phone loads."""
    rows = []
    for name, (first, again) in found.items():
        good = (
            first.page <= 14_000
            and first.total <= 28_000
            and first.requests <= 4
            and again.total <= 1_000
        )
        rows.append([name, kb(first.page), kb(first.total), str(first.requests), kb(again.total),
                     str(again.requests), "oui" if good else "**non**"])  # fmt: skip
    head = [
        "page",
        "1re visite kB",
        "avec images kB",
        "requêtes",
        "2e visite kB",
        "requêtes",
        "but",
    ]
    return table("Poids, en-têtes compris, favicon comprise", head, rows)


def paints(found: dict) -> str:
    """Show first and largest paints beside those of the page of 14 kB."""
    base = found["page de 14 kB"].medians
    rows = []
    for name, page in found.items():
        first, largest = page.medians
        blocking = median(page.blocking)
        good = (
            first <= 1.2 * base[0]
            and largest <= 1.4 * base[1]
            and not page.shift
            and blocking <= 50
        )
        rows.append([name, f"{first:.0f}", f"{largest:.0f}", f"×{first / base[0]:.2f}",
                     f"×{largest / base[1]:.2f}", f"{page.shift:.3f}", f"{blocking:.0f}",
                     "oui" if good else "**non**"])  # fmt: skip
    head = [
        "page",
        "premier affichage ms",
        "plus grand ms",
        "÷ 14 kB",
        "÷ 14 kB",
        "décalage",
        "blocage ms, processeur ÷ 6",
        "but",
    ]
    return table("Ligne de 120 kbit/s et 600 ms", head, rows)


def memory(found: dict) -> str:
    """Show the memory of whole process trees."""
    rows = [
        [name, f"{mib:.0f}", mark(mib, MOST_MEMORY, "{} Mio") if name != "référence" else ""]
        for name, mib in found.items()
    ]
    return table("Mémoire de tous les processus", ["serveur", "Mio", "but"], rows)


def communes(found) -> str:
    """Show what 117 communes cost more than five, and how long it takes to make one more."""
    rows = []
    for name, page in found.pages.items():
        ratio = page.many.milliseconds(50) / page.few.milliseconds(50)
        is_constant = page.queries_few == page.queries_many
        rows.append([
            name, *("{} / {}".format(*n) for n in (page.queries_few, page.queries_many)),
            "oui" if is_constant else "**non**", f"{page.few.milliseconds(50):.1f}",
            f"{page.many.milliseconds(50):.1f}", f"×{ratio:.2f}",
            mark(ratio, GROWTH_OF_PORTAL, "×{}") if name in PROMISED else "",
        ])  # fmt: skip
    head = ["page", "requêtes, 5 communes", "117 communes", "égales", "5 communes, p50 ms",
            "117 communes, p50 ms", "croissance", "but"]  # fmt: skip
    made = [
        [str(count), f"{seconds:.1f}", mark(seconds, CREATION_SECONDS, "{} s")]
        for count, seconds in found.creation.items()
    ]
    return "\n\n".join((
        table("De 5 à 117 communes, de 40 services et 200 événements chacune", head, rows),
        table("Créer une commune, la commande entière", ["communes déjà là", "s", "but"], made),
    ))  # fmt: skip


def mark(value: float, limit: float, shape: str) -> str:
    """Say whether ``value`` is within ``limit``."""
    shown = f"≤ {shape.format(limit)}"
    return shown if value <= limit else f"**{shown} : non**"


def kb(size: int) -> str:
    """Write bytes in thousands."""
    return f"{size / 1000:.1f}"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
