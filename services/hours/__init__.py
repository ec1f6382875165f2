"""Opening hours: rows in, answers out.

Pure: no request, no database, no clock. The moment asked about is always a
parameter, aware, in any zone; every answer is in the schedule's zone.
"""

from .answers import Day, DayKind, Kind, Opening, Status, WeekRow
from .checks import ErrorCode, period_errors, slot_errors
from .rows import DateRange, ExceptionalPeriod, Slot, Span
from .schedule import LOME, Schedule
from .structured import opening_hours_specification

__all__ = [
    "LOME",
    "DateRange",
    "Day",
    "DayKind",
    "ErrorCode",
    "ExceptionalPeriod",
    "Kind",
    "Opening",
    "Schedule",
    "Slot",
    "Span",
    "Status",
    "WeekRow",
    "opening_hours_specification",
    "period_errors",
    "slot_errors",
]
