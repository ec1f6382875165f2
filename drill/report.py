"""What a drill found, as French text, and its place in docs/drill.md."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "drill.md"


@dataclass
class Report:
    """A table, and what went wrong, one sentence each; none: the drill succeeded.

    ``head`` names the columns; all but the first are set as figures.
    """

    head: list[str]
    rows: list[list] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    # A sentence below the table: what the figures are.
    note: str = ""

    def expect(self, condition: bool, otherwise: str) -> None:
        """Add the failure ``otherwise`` unless ``condition`` holds."""
        if not condition:
            self.failures.append(otherwise)

    def save(self, path: Path) -> None:
        """Write it where the process that started the drill finds it."""
        path.write_text(json.dumps(asdict(self)))


@dataclass
class Count:
    """How many of something a drill did, and how many a full run does."""

    what: str
    done: int
    full: int

    def __str__(self):
        return f"{number(self.done)} {self.what}" + (
            f" (au lieu de {number(self.full)})" if self.done != self.full else ""
        )


def load(path: Path) -> Report:
    """Return the report that ``Report.save`` wrote."""
    return Report(**json.loads(path.read_text()))


def number(value) -> str:
    """Return a whole number in groups of three, anything else as it is."""
    return f"{value:,}".replace(",", "\u00a0") if isinstance(value, int) else str(value)


def table(head: list[str], rows: list[list]) -> str:
    """Return a table of Markdown; every column but the first holds figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(number, line))} |" for line in lines)


def section(report: Report, day: str, seconds: float, counts: list[Count]) -> str:
    """Return what the document says of one drill: date, counts, table, failures."""
    verdict = "échoué" if report.failures else "réussi"
    parts = [f"**Exercice {verdict}**, le {day}, en {duration(seconds)}."]
    if counts:
        parts.append(f"Comptes\u00a0: {', '.join(map(str, counts))}.")
    parts.append(table(report.head, report.rows))
    if report.note:
        parts.append(report.note)
    if report.failures:
        parts.append("\n".join(f"- {failure}" for failure in report.failures))
    return "\n\n".join(parts)


def duration(seconds: float) -> str:
    """Return a length of time as people say it."""
    if seconds < 100:
        return f"{round(seconds)} s"
    return f"{round(seconds / 60)} min"


def marks(name: str) -> tuple[str, str]:
    """Return the two lines between which the section of the drill ``name`` stands."""
    return f"<!-- {name} : début -->", f"<!-- {name} : fin -->"


def replaced(document: str, name: str, text: str) -> str:
    """Return ``document`` with ``text`` between the marks of ``name``.

    Raises ``ValueError`` when the marks are not there: a report would be lost.
    """
    begin, end = marks(name)
    before, has_begin, rest = document.partition(begin)
    _, has_end, after = rest.partition(end)
    if not (has_begin and has_end):
        raise ValueError(f"docs/drill.md n’a pas de place pour « {name} »\u00a0: {begin} {end}")
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"
