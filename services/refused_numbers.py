"""Numbers that must never be given to anybody, and why.

Source: press review of the federation, kept in ``services/data/help_numbers.csv``
(rows whose ``publish`` is ``never``).
"""

import csv
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

HELP_NUMBERS = Path(__file__).parent / "data" / "help_numbers.csv"


@cache
def _refused() -> dict[str, str]:
    with HELP_NUMBERS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {row["number"]: row["label_fr"] for row in rows if row["publish"] == "never"}


def refusal(number: str) -> str:
    """Return the sentence that refuses ``number``, or an empty string."""
    compact = "".join(character for character in number if character.isdigit())
    reason = _refused().get(compact)
    if reason is None:
        return ""
    return _("This number must not be published (%(reason)s).") % {"reason": reason}
