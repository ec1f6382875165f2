"""What is said to who imports an agenda."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.imports.rules import MOST_SINGLE
from events.imports.source import Fault, FileError, FileFault, Refused, Remark
from events.recurrence import MAX_OCCURRENCES, ChangeKind
from events.sentences import ERROR_SENTENCES

FILE_SENTENCES = {
    FileFault.EMPTY: _("The file is empty."),
    FileFault.NOT_A_CALENDAR: _("This file is no calendar. Export it again in the .ics format."),
    FileFault.NOT_A_TABLE: _("This file is no table: see line %(detail)s."),
    FileFault.TRUNCATED: _(
        "The file is not whole: it stops or goes wrong at line %(detail)s. Export it again."
    ),
    FileFault.TOO_MANY: _("The file holds more than %(detail)s events: export a shorter period."),
    FileFault.TOO_MANY_FAULTS: _(
        "More than %(detail)s events of the file are refused: check how it was exported."
    ),
    FileFault.COLUMN_MISSING: _("The column “%(detail)s” is missing: start from the template."),
}
FAULT_SENTENCES = {
    Fault.UNREADABLE: _("This event cannot be read."),
    Fault.TITLE_MISSING: _("It has no title."),
    Fault.DATE_UNREADABLE: _("Its date cannot be read. Write it as 03/12/2026."),
    Fault.HOUR_UNREADABLE: _("Its hour cannot be read. Write it as 09:30."),
    Fault.YES_OR_NO: _("Write yes or no, or nothing when it is not known."),
    Fault.RULE_UNKNOWN: _("Its repetition cannot be understood, or gives no date."),
    Fault.RULE_TOO_LONG: format_lazy(
        _(
            "Its repetition is none of ours and gives more than {count} dates: shorten it, or "
            "write the event here."
        ),
        count=MOST_SINGLE,
    ),
    Fault.PRIVATE: _("It is marked as private: it is not taken."),
    Fault.TWICE: _("It has the same identifier as line %(detail)s, with other words or dates."),
}
REMARK_SENTENCES = {
    Remark.FLOATING: _("Its hours have no time zone: they are taken as those of here."),
    Remark.ZONE_UNKNOWN: _("Its time zone is not known: its hours are taken as those of here."),
    Remark.ZONE_KEPT: _("Its hours are those of another time zone, whose clocks change."),
    Remark.CAPPED: format_lazy(
        _(
            "The series is very long: its dates from this year to the end of the next are taken, "
            "at most {count}."
        ),
        count=MAX_OCCURRENCES,
    ),
    Remark.EACH_DATE: _("Its repetition is none of ours: each date is taken by itself."),
    Remark.CUT: _("Its words are long: they are cut."),
    Remark.NO_UID: _(
        "It has no identifier: if its title or its date changes, it will be taken for another one."
    ),
    Remark.OLDER_TWIN: _("The file holds an older version of it as well: the newer one is taken."),
    Remark.THEME_UNKNOWN: _("One of its themes is not in the list: it is left out."),
    Remark.OURS: _("It comes from this agenda: it stays as it is."),
    Remark.DRAFT_WAITS: _("A draft of it is being written: the change waits in this draft."),
}
CHANGE_REASONS = {
    ChangeKind.CANCELLED: _("Cancelled in the calendar it comes from."),
    ChangeKind.MOVED: _("Moved in the calendar it comes from."),
}
FIELD_LABELS = {
    "title": _("title"),
    "introduction": _("sentence"),
    "body": _("text"),
    "place": _("place"),
    "dates": _("dates"),
    "facts": _("price and themes"),
}
NOT_HERS = _("You may not change this event.")
LOCKED = _("This event is locked: ask who locked it.")


def file_sentence(error: FileError) -> str:
    """Return why a whole file is refused."""
    return str(FILE_SENTENCES[error.code]) % {"detail": error.detail}


def refusal_sentence(refused: Refused) -> str:
    """Return why one event is refused, with what was written."""
    if not isinstance(refused.fault, Fault):
        return str(ERROR_SENTENCES[refused.fault])
    sentence = str(FAULT_SENTENCES[refused.fault])
    if "%(detail)s" in sentence:
        return sentence % {"detail": refused.detail}
    return f"{sentence} ({refused.detail})" if refused.detail else sentence
