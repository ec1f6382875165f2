"""Months, years and dates in addresses. Months and years are those of this century."""

import datetime as dt
from functools import cache

from django.urls import register_converter


class MonthConverter:
    """``2026-12``, as the first day of the month."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(f"{value}-01")

    def to_url(self, value: dt.date) -> str:
        return f"{value:%Y-%m}"


class YearConverter:
    """``2026``."""

    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class RecurrenceConverter:
    """``20261203T090000``, ``20261203`` or ``202612``: a date as ``recurrence_id`` names it."""

    regex = "[0-9]{6}(?:[0-9]{2}(?:T[0-9]{6})?)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


@cache
def register() -> None:
    """Let patterns of addresses name them."""
    register_converter(MonthConverter, "month")
    register_converter(YearConverter, "year")
    register_converter(RecurrenceConverter, "recurrence")
