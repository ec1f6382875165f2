"""A table of events as a spreadsheet saves it: bytes in, plain values out."""

import csv
import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from hashlib import sha256
from zoneinfo import ZoneInfo

from events.imports.source import (
    MAX_EVENTS,
    SENTENCE_LENGTH,
    TITLE_LENGTH,
    UID_LENGTH,
    Fault,
    FileError,
    FileFault,
    Reading,
    Refused,
    Remark,
    SourceEvent,
    Unfit,
    check,
    decoded,
    refuse,
    shortened,
    without_twins,
)
from events.recurrence import Entry, Precision

# The headings of the template, and what else people write for them.
COLUMNS = {
    "titre": ("titre", "nom", "objet", "evenement"),
    "date": ("date", "date de debut", "jour"),
    "date de fin": ("date de fin", "dernier jour"),
    "début": ("debut", "heure de debut", "heure", "de"),
    "fin": ("fin", "heure de fin", "a"),
    "lieu": ("lieu", "endroit", "emplacement"),
    "phrase": ("phrase", "resume", "en une phrase"),
    "description": ("description", "texte"),
    "thème": ("theme", "themes"),
    "gratuit": ("gratuit", "entree gratuite"),
    "identifiant": ("identifiant", "uid", "numero"),
}
REQUIRED = ("titre", "date")
SEPARATORS = ";,\t"
YES = {"oui", "o", "x", "1", "vrai", "gratuit"}
NO = {"non", "n", "0", "faux", "payant"}
NOT_KNOWN = {"a confirmer", "?", "inconnue"}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$")
_MONTH = re.compile(r"(\d{1,2})/(\d{4})$")
_HOUR = re.compile(r"(\d{1,2})(?: ?[h:] ?(\d{2})?)?(?::\d{2})?$")
# Titles of themes hold commas.
_THEMES = re.compile(r"[|/]")


def read_csv(content: bytes, home: ZoneInfo) -> Reading:
    """Return the events of a table, one a line; times are on the wall of ``home``.

    Separators are ; or , or tabs, letters those of UTF-8 or of Windows. Raises ``FileError`` for
    what is no table, or lacks a column.
    """
    text, is_guessed = decoded(content)
    rows = _rows(text)
    heading, names = rows[0][1], _names(rows[0][1])
    events: list[SourceEvent] = []
    refused: list[Refused] = []
    for line, cells in rows[1:]:
        values = {
            name: cell.strip() for name, cell in zip(names, cells, strict=False) if name and cell
        }
        if not any(values.values()):
            continue
        if len(events) + len(refused) == MAX_EVENTS:
            raise FileError(FileFault.TOO_MANY, str(MAX_EVENTS))
        try:
            events.append(_event(line, values, home))
        except Unfit as unfit:
            title = values.get("titre", "")
            refuse(refused, Refused(line, title, unfit.fault, unfit.detail))
    kept = list(without_twins(events))
    refused += [one for one in kept if isinstance(one, Refused)]
    return Reading(
        tuple(one for one in kept if isinstance(one, SourceEvent)),
        tuple(sorted(refused, key=lambda one: one.line)),
        is_guessed,
        tuple(cell for cell, name in zip(heading, names, strict=True) if cell and not name),
    )


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that hold something, each with the line at which it begins."""
    first = text.lstrip().partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    rows, begins = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise FileError(FileFault.NOT_A_TABLE, str(begins)) from error
    if not rows:
        raise FileError(FileFault.EMPTY)
    return rows


def _names(heading: list[str]) -> list[str]:
    """Return our name of each column, empty for one that means nothing here."""
    known = {other: name for name, others in COLUMNS.items() for other in others}
    names = [known.get(_folded(cell), "") for cell in heading]
    for name in REQUIRED:
        if name not in names:
            raise FileError(FileFault.COLUMN_MISSING, name)
    return names


def _event(line: int, values: dict[str, str], home: ZoneInfo) -> SourceEvent:
    title = " ".join(values.get("titre", "").split())
    if not title:
        raise Unfit(Fault.TITLE_MISSING)
    place, phrase = values.get("lieu", ""), " ".join(values.get("phrase", "").split())
    remarks = set()
    if len(title) > TITLE_LENGTH or max(len(place), len(phrase)) > SENTENCE_LENGTH:
        remarks.add(Remark.CUT)
    uid = values.get("identifiant", "")
    if not uid:
        made_of = "|".join((_folded(title), values.get("date", ""), values.get("début", "")))
        uid = f"sans-identifiant-{sha256(made_of.encode()).hexdigest()[:32]}"
        remarks.add(Remark.NO_UID)
    event = SourceEvent(
        line,
        uid if len(uid) <= UID_LENGTH else sha256(uid.encode()).hexdigest(),
        shortened(title, TITLE_LENGTH),
        shortened(phrase, SENTENCE_LENGTH),
        values.get("description", ""),
        shortened(place, SENTENCE_LENGTH),
        _yes_or_no(values.get("gratuit", "")),
        tuple(word.strip() for word in _THEMES.split(values.get("thème", "")) if word.strip()),
        (_entry(values, home),),
        remarks=frozenset(remarks),
    )
    check(event)
    return event


def _entry(values: dict[str, str], home: ZoneInfo) -> Entry:
    written = values.get("date", "")
    if _folded(written) in NOT_KNOWN:
        return Entry(precision=Precision.UNKNOWN, zone=home)
    if month := _MONTH.match(written):
        first = _read(written, lambda: date(int(month[2]), int(month[1]), 1))
        return Entry(first, precision=Precision.MONTH, zone=home)
    last = values.get("date de fin", "")
    return Entry(
        _day(written),
        _hour(values.get("début", "")),
        _day(last) if last else None,
        _hour(values.get("fin", "")),
        zone=home,
    )


def _day(written: str) -> date:
    """Return a day as French writes it, 03/12/2026, or as machines do."""
    if iso := _ISO.match(written):
        return _read(written, lambda: date(int(iso[1]), int(iso[2]), int(iso[3])))
    found = _DAY.match(written)
    if not found:
        raise Unfit(Fault.DATE_UNREADABLE, written[:40])
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    return _read(written, lambda: date(year, int(found[2]), int(found[1])))


def _hour(written: str) -> time | None:
    """Return an hour: 9h, 9 h 30, 09:30, 09:30:00; nothing for nothing."""
    if not written:
        return None
    found = _HOUR.match(written.lower().replace("\xa0", " ").replace("\u202f", " "))
    if not found:
        raise Unfit(Fault.HOUR_UNREADABLE, written[:40])
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError as error:
        raise Unfit(Fault.HOUR_UNREADABLE, written[:40]) from error


def _read(written: str, build: Callable[[], date]) -> date:
    try:
        return build()
    except ValueError as error:
        raise Unfit(Fault.DATE_UNREADABLE, written[:40]) from error


def _yes_or_no(written: str) -> bool | None:
    if not written:
        return None
    if _folded(written) in YES:
        return True
    if _folded(written) in NO:
        return False
    raise Unfit(Fault.YES_OR_NO, written[:40])


def _folded(text: str) -> str:
    """Return ``text`` small, without accents, with single spaces."""
    letters = unicodedata.normalize("NFD", text.replace("’", "'").casefold())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())
