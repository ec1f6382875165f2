"""The events of an iCalendar file as they lie in it, each with the line where it begins.

Only what is of use is kept of each: attachments, alarms and people never reach the parser.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from icalendar import Event

from events.imports.source import MAX_EVENTS, Fault, FileError, FileFault, Unfit

KEPT = {
    "UID", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "CLASS", "SEQUENCE", "DTSTART",
    "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "X-MICROSOFT-CDO-ALLDAYEVENT",
}  # fmt: skip
DATED = {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}
EVENT = ["VCALENDAR", "VEVENT"]
ONCE = KEPT - {"RDATE", "EXDATE", "RRULE"}
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[:;])")


@dataclass(slots=True)
class Block:
    """The lines of one VEVENT, unfolded."""

    line: int
    lines: list[str] = field(default_factory=list)

    def parsed(self) -> Any:
        """Return the event. Raises ``Unfit`` for one that is none."""
        written = "\r\n".join(["BEGIN:VEVENT", *self.lines, "END:VEVENT", ""])
        try:
            event = Event.from_ical(written)
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise Unfit(Fault.UNREADABLE) from error
        for name, _problem in event.errors:
            if name == "RRULE":
                raise Unfit(Fault.RULE_UNKNOWN)
            if name in DATED:
                raise Unfit(Fault.DATE_UNREADABLE, str(event.get(name, ""))[:40])
        return event

    @property
    def title(self) -> str:
        """What the summary says, as it is written."""
        found = (line for line in self.lines if _named(line) == "SUMMARY")
        return next(found, ":").partition(":")[2][:80]


def read_blocks(text: str) -> list[Block]:
    """Return the events of a file. Raises ``FileError`` unless it is a calendar, and whole."""
    inside: list[str] = []
    blocks: list[Block] = []
    number = 0
    for number, line in _unfolded(text):
        name, _, value = (part.strip().upper() for part in line.partition(":"))
        if name in ("BEGIN", "END"):
            _step(inside, name, value, number)
            if name == "BEGIN" and inside == EVENT:
                blocks.append(Block(number))
                _refuse_too_many(blocks)
        elif inside == EVENT:
            _keep(blocks[-1], line)
    if inside:
        raise FileError(FileFault.TRUNCATED, str(number))
    if not re.search(r"^BEGIN:VCALENDAR\s*$", text, re.IGNORECASE | re.MULTILINE):
        raise FileError(FileFault.NOT_A_CALENDAR)
    return blocks


def _step(inside: list[str], name: str, value: str, number: int) -> None:
    """Go into a component, or out of it."""
    if name == "BEGIN":
        inside.append(value)
    elif not inside or inside.pop() != value:
        raise FileError(FileFault.TRUNCATED, str(number))


def _refuse_too_many(blocks: list[Block]) -> None:
    if len(blocks) > MAX_EVENTS:
        raise FileError(FileFault.TOO_MANY, str(MAX_EVENTS))


def _keep(block: Block, line: str) -> None:
    name = _named(line)
    if name in KEPT and not (name in ONCE and any(_named(one) == name for one in block.lines)):
        block.lines.append(line)


def _named(line: str) -> str:
    found = _NAME.match(line)
    return found[0].upper() if found else ""


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with the number at which it begins; one that starts with a space goes on."""
    begun, parts = 1, list[str]()
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
            continue
        if parts and parts[0]:
            yield begun, "".join(parts)
        begun, parts = number, [line]
    if parts and parts[0]:
        yield begun, "".join(parts)
