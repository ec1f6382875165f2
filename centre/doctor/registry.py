"""What ``manage.py doctor`` looks at, each part of the site adding its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext as _


class State(Enum):
    """How something is. ``BAD``: the site, or what it promises, suffers already."""

    GOOD = "✓"
    LOOK = "!"
    BAD = "✗"


@dataclass(frozen=True)
class Finding:
    """What a check found, never with a secret in it, and what to do about it."""

    state: State
    said: str
    to_do: str = ""


def good(said: str) -> Finding:
    return Finding(State.GOOD, said)


def look(said: str, to_do: str) -> Finding:
    return Finding(State.LOOK, said, to_do)


def bad(said: str, to_do: str) -> Finding:
    return Finding(State.BAD, said, to_do)


# Given the moment, says how things are.
Check = Callable[[datetime], Finding]

_checks: dict[str, tuple[str | Promise, Check]] = {}


def register_check(name: str, label: str | Promise, check: Check) -> None:
    """Have ``check`` asked, under its ``label``. A second check called ``name`` replaces it."""
    _checks[name] = label, check


def examine(now: datetime) -> Iterator[tuple[str, Finding]]:
    """Yield the label and the finding of each check; one that breaks does not stop the others."""
    for label, check in list(_checks.values()):
        try:
            found = check(now)
        except Exception as error:
            # Its words may hold an address with a password: its kind is enough to look for.
            found = bad(
                _("this could not be examined (%(error)s)") % {"error": type(error).__name__},
                _("Look in the log, or ask who maintains the site."),
            )
        yield str(label), found
