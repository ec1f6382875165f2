"""From what staff entered to dates: entries and changes in, occurrences out.

Pure: no request, no database, no clock. Wall times are kept with the name of their zone, so
that a meeting at 9 o'clock stays at 9 o'clock when clocks change.
"""

from .checks import ErrorCode, change_errors, entry_errors
from .entries import MAX_OCCURRENCES, Change, ChangeKind, Entry, Frequency, Precision, Rule
from .expansion import dates_of, skipped_dates
from .matching import unmatched_changes
from .occurrences import Happening, Status, occurrences, recurrence_id

__all__ = [
    "MAX_OCCURRENCES",
    "Change",
    "ChangeKind",
    "Entry",
    "ErrorCode",
    "Frequency",
    "Happening",
    "Precision",
    "Rule",
    "Status",
    "change_errors",
    "dates_of",
    "entry_errors",
    "occurrences",
    "recurrence_id",
    "skipped_dates",
    "unmatched_changes",
]
