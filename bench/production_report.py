"""The tables of the production bench, in French, and what their figures mean for all communes."""

from math import ceil
from statistics import median

from bench import layers
from bench.copying import COPY
from bench.crowd import EDITORS, RATE
from bench.report import mark, table

MEGABYTES = 1.048576  # in a MiB
SLOWEST_P99, MOST_WORKER, SLOWEST_START, SLOWEST_COMMUNE = 250, 120, 3, 5
MOST_TIMES_COPY = 2
COMMUNES = 117
# Of what a machine can do at most, what it is asked in earnest: beyond, waiting grows.
SHARE_USED = 0.5
CROWDS = (("une annonce à la radio, une commune", 300), ("1 par commune", COMMUNES),
          ("10 par commune", 10 * COMMUNES), ("30 par commune", 30 * COMMUNES))  # fmt: skip


def text(found: dict[str, dict]) -> str:
    """Return the tables of every part, and in its place why a part has none."""
    makers = {"foule": crowd, "démarrage": start, "couches": layers_text, "copie": copying}
    parts = []
    for name, make in makers.items():
        if name not in found:
            continue
        problem = found[name].get("problème")
        parts.append(f"**Partie « {name} » sans mesure : {problem}**" if problem
                     else make(found[name]))  # fmt: skip
    return "\n\n".join(parts)


def crowd(found: dict) -> str:
    """Show what readers and editors met, and the memory of each worker afterwards."""
    readers, team = found["lecteurs"], found["équipe"]
    rows = [
        ["requêtes", str(readers["envoyées"]), ""],
        ["requêtes par seconde", f"{readers['débit']:.0f}", ""],
        ["en échec", str(readers["échecs"]), mark(readers["échecs"], 0, "{}")],
        ["p50 ms", f"{readers['p50']:.1f}", ""],
        ["p99 ms", f"{readers['p99']:.1f}", mark(readers["p99"], SLOWEST_P99, "{} ms")],
        ["la plus lente ms", f"{readers['max']:.0f}", ""],
        ["gestes de l’équipe", str(sum(map(len, team["secondes"].values()))), ""],
        ["gestes en échec", str(len(team["erreurs"])), mark(len(team["erreurs"]), 0, "{}")],
        *([f"{gesture}, médiane ms", f"{1000 * median(seconds):.0f}", ""]
          for gesture, seconds in team["secondes"].items()),
    ]  # fmt: skip
    errors = "\n\n".join(team["erreurs"])
    shown = table(f"{RATE} requêtes par seconde et {EDITORS} personnes au travail",
                  ["", "mesuré", "but"], rows)  # fmt: skip
    return "\n\n".join(filter(None, (shown, errors, workers(found["mémoire"]))))


def workers(found: list[dict[str, float]]) -> str:
    """Show the memory of each worker: what it costs, and all that it can reach."""
    rows = []
    for number, sizes in enumerate(found, start=1):
        cost, reached = (sizes[name] * MEGABYTES for name in ("Pss", "Rss"))
        rows.append([str(number), f"{cost:.0f}", f"{reached:.0f}",
                     mark(cost, MOST_WORKER, "{} Mo")])  # fmt: skip
    head = ["processus", "PSS Mo", "RSS Mo", "but, PSS"]
    return table("Mémoire de chaque processus après la foule", head, rows)


def start(found: dict[str, list[float]]) -> str:
    """Show how long a start takes."""
    limits = {"page": SLOWEST_START, "commune": SLOWEST_COMMUNE}
    names = {
        "page": "du lancement de gunicorn à la première page entière",
        "django": "Python et Django seuls, ce que prend toute commande",
        "commune": "créer une commune, la commande entière",
    }
    rows = []
    for key, name in names.items():
        value = median(found[key])
        limit = limits.get(key)
        rows.append([name, f"{value:.1f}", f"{min(found[key]):.1f}",
                     mark(value, limit, "{} s") if limit else ""])  # fmt: skip
    return table("Démarrage", ["", "médiane s", "le plus court s", "but"], rows)


def layers_text(found: dict) -> str:
    """Show the page from each server, the share of each layer, and what it means."""
    alone, many = found["1"], found["16"]
    hello = alone[layers.HELLO]["p50"]
    rows = [
        [name, f"{times['p50']:.2f}", f"{times['p99']:.1f}", f"×{times['p50'] / hello:.1f}",
         f"{many[name]['débit']:.0f}"]
        for name, times in sorted(alone.items(), key=lambda item: item[1]["p50"])
    ]  # fmt: skip
    head = ["page", "p50 ms", "p99 ms", "÷ bonjour", "req/s à 16 clients"]
    asked, heard = found["requêtes"]["demandes"], found["requêtes"]["requêtes"]
    counted = (f"Requêtes entendues par PostgreSQL pendant {asked} demandes d’une page gardée dans "
               f"Redis : {heard} (but : {mark(heard, 0, '{}')}).")  # fmt: skip
    return "\n\n".join((table("La même page, couche par couche", head, rows), counted,
                        shares_text(alone), machines(many)))  # fmt: skip


def shares(alone: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return the milliseconds of each layer in a kept page behind nginx, by differences of p50.

    The database counts as it would be asked without a shared cache. What a noisy machine makes
    negative counts as nothing.
    """
    p50 = {name: times["p50"] for name, times in alone.items()}
    steps = {
        "nginx et TLS": p50[layers.FRONT] - p50[layers.REDIS],
        "gunicorn": p50[layers.HELLO],
        "le site": p50[layers.MEMORY] - p50[layers.HELLO],
        "le cache, Redis": p50[layers.REDIS] - p50[layers.MEMORY],
        "sans Redis : la base, PostgreSQL": p50[layers.KEPT_POSTGRES] - p50[layers.MEMORY],
        "sans Redis : la base, SQLite": p50[layers.KEPT_SQLITE] - p50[layers.MEMORY],
    }
    return {name: max(0.0, milliseconds) for name, milliseconds in steps.items()}


def shares_text(alone: dict) -> str:
    """Show the share of each layer."""
    whole = alone[layers.FRONT]["p50"]
    rows = [[name, f"{value:.2f}", f"{100 * value / whole:.0f} %"]
            for name, value in shares(alone).items()]  # fmt: skip
    made = alone[layers.MADE_POSTGRES]["p50"] / whole
    said = (f"Calculer la page au lieu de la garder coûte {made:.0f} fois le tout : c’est le cache "
            "qui porte une foule, et après lui le processus.")  # fmt: skip
    head = ["couche", "ms", "part d’une page gardée derrière nginx"]
    return f"{table('Part de chaque couche', head, rows)}\n\n{said}"


def machines(many: dict[str, dict[str, float]]) -> str:
    """Return what the rates mean for 117 communes."""
    kept, made = (many[name]["débit"] for name in (layers.FRONT, layers.MADE_POSTGRES))
    cores = 2
    said = (
        f"Une machine de {cores} cœurs, le générateur de charge compris, donne {kept:.0f} pages "
        f"gardées par seconde : {kept / cores:.0f} par cœur, et {kept / COMMUNES:.1f} par seconde "
        f"à chacune de {COMMUNES} communes en même temps. De pages calculées, elle en donne "
        f"{made:.0f}. Une page gardée ne demande rien à la base : le débit croît avec le nombre de "
        f"machines. Chaque machine étant chargée à {100 * SHARE_USED:.0f} % au plus :"
    )
    rows = [[name, str(rate), str(machines_for(rate, kept))] for name, rate in CROWDS]
    head = ["foule, en pages par seconde", "pages/s en tout", "machines"]
    return f"{said}\n\n{table('Combien de machines', head, rows)}"


def machines_for(rate: float, most: float) -> int:
    """Return how many machines, each doing ``most`` per second, ``rate`` per second asks for."""
    return max(1, ceil(rate / (most * SHARE_USED)))


def copying(found: dict) -> str:
    """Show what a backup and a restore take beside a plain copy of the same files."""
    copy = median(found["secondes"][COPY])
    rows = []
    for name, seconds in found["secondes"].items():
        ratio = median(seconds) / copy
        goal = "" if name == COPY else mark(ratio, MOST_TIMES_COPY, "×{}")
        rows.append([name, f"{median(seconds):.1f}", f"×{ratio:.2f}", goal])
    title = f"Sauvegarde et reprise, {found['Mo']} Mo en {found['fichiers']} fichiers"
    return table(title, ["", "médiane s", "÷ copie", "but"], rows)
