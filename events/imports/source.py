"""What a file says of events, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from events.recurrence import Change, Entry, ErrorCode, change_errors, entry_errors

MAX_EVENTS = 1000
# Nobody corrects more than these; and what is refused is what takes long to read.
MAX_REFUSED = 100
TITLE_LENGTH = 255
SENTENCE_LENGTH = 160
UID_LENGTH = 255


class FileError(Exception):
    """Nothing can be read: ``code`` says why, ``detail`` what exactly."""

    def __init__(self, code: "FileFault", detail: str = ""):
        super().__init__(code.value)
        self.code = code
        self.detail = detail


class FileFault(StrEnum):
    """Why a whole file is refused."""

    EMPTY = "empty"
    NOT_A_CALENDAR = "not_a_calendar"
    NOT_A_TABLE = "not_a_table"
    TRUNCATED = "truncated"
    TOO_MANY = "too_many"
    COLUMN_MISSING = "column_missing"
    TOO_MANY_FAULTS = "too_many_faults"


class Fault(StrEnum):
    """Why one event is refused. What is wrong with its dates is an ``ErrorCode``."""

    UNREADABLE = "unreadable"
    TITLE_MISSING = "title_missing"
    DATE_UNREADABLE = "date_unreadable"
    HOUR_UNREADABLE = "hour_unreadable"
    YES_OR_NO = "yes_or_no"
    RULE_UNKNOWN = "rule_unknown"
    RULE_TOO_LONG = "rule_too_long"
    PRIVATE = "private"
    TWICE = "twice"


class Remark(StrEnum):
    """What was done with an event that the file does not say, or that we cannot keep."""

    FLOATING = "floating"
    ZONE_UNKNOWN = "zone_unknown"
    ZONE_KEPT = "zone_kept"
    CAPPED = "capped"
    EACH_DATE = "each_date"
    CUT = "cut"
    NO_UID = "no_uid"
    OLDER_TWIN = "older_twin"
    THEME_UNKNOWN = "theme_unknown"
    OURS = "ours"
    DRAFT_WAITS = "draft_waits"


@dataclass(frozen=True, slots=True)
class SourceEvent:
    """An event as the file has it. ``line`` counts from 1; ``uid`` names it in its source.

    ``changes`` are without a reason: who imports says it in the reader's language.
    """

    line: int
    uid: str
    title: str
    introduction: str = ""
    description: str = ""
    place: str = ""
    is_free: bool | None = None
    themes: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()
    remarks: frozenset[Remark] = frozenset()


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that cannot be taken, with the line at which it begins."""

    line: int
    title: str
    fault: Fault | ErrorCode
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of a file, and what was not.

    ``is_guessed``: the letters were not written as they should; ``unknown`` are its columns that
    mean nothing here.
    """

    events: tuple[SourceEvent, ...] = ()
    refused: tuple[Refused, ...] = ()
    is_guessed: bool = False
    unknown: tuple[str, ...] = ()


class Unfit(Exception):
    """One event cannot be taken."""

    def __init__(self, fault: Fault | ErrorCode, detail: str = ""):
        super().__init__(fault.value)
        self.fault = fault
        self.detail = detail


def refuse(refused: list[Refused], one: Refused) -> None:
    """Add ``one`` to what is refused. Raises ``FileError`` when it is too much."""
    refused.append(one)
    if len(refused) > MAX_REFUSED:
        raise FileError(FileFault.TOO_MANY_FAULTS, str(MAX_REFUSED))


def decoded(content: bytes) -> tuple[str, bool]:
    """Return the text of a file, and whether its letters had to be guessed.

    Raises ``FileError`` for an empty one.
    """
    content = content.replace(b"\x00", b"")
    if not content.strip():
        raise FileError(FileFault.EMPTY)
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        # What Windows writes in Western Europe; Latin-1 but for a few signs.
        return content.decode("cp1252", errors="replace"), True


def shortened(text: str, most: int) -> str:
    """Return ``text`` in at most ``most`` characters, cut between two words."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rpartition(' ')[0].rstrip(' ,;.') or cut}…"


def without_twins(events: list[SourceEvent]) -> Iterator[SourceEvent | Refused]:
    """Yield each name once: a twin that says the same is left out, another one is refused."""
    found: dict[str, SourceEvent] = {}
    for event in events:
        first = found.setdefault(event.uid, event)
        if first is event:
            yield event
        elif replace(event, line=first.line) != first:
            yield Refused(event.line, event.title, Fault.TWICE, str(first.line))


def check(event: SourceEvent) -> None:
    """Raise ``Unfit`` for dates that the editor would not accept either."""
    for entry in event.entries:
        for _field, code in entry_errors(entry):
            raise Unfit(code)
    for change in event.changes:
        for field, code in change_errors(change):
            if field != "reason":
                raise Unfit(code)
