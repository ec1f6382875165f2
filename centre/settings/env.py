"""Read settings from environment variables, and say which are missing."""

import os

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on", "oui"}
FALSE = {"0", "false", "no", "off", "non", ""}


def text(name: str, default: str = "") -> str:
    """Return the variable ``name``, or ``default`` when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def items(name: str, default: str = "") -> list[str]:
    """Return the comma-separated variable ``name`` as a list without empty items."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def flag(name: str, default: bool = False) -> bool:
    """Return the variable ``name`` as a boolean.

    Raises ``ImproperlyConfigured`` for anything that is neither yes nor no.
    """
    raw = os.environ.get(name)
    if raw is None:
        return default
    value = raw.strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r} is neither 1 nor 0.")


def choice(name: str, *choices: str) -> str:
    """Return the variable ``name``, which is one of ``choices``; the first when it is unset.

    Raises ``ImproperlyConfigured`` for anything else.
    """
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r} is none of {', '.join(choices)}.")
    return value


def number(name: str, default: int) -> int:
    """Return the variable ``name`` as an integer.

    Raises ``ImproperlyConfigured`` when it is not one.
    """
    raw = text(name, str(default))
    try:
        return int(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={raw!r} is not a whole number.") from error


def together(name: str, *others: str) -> str:
    """Return the variable ``name``, which is of no use without ``others``; empty when unset.

    Raises ``ImproperlyConfigured`` naming those that are missing.
    """
    value = text(name)
    if value:
        require(*others)
    return value


def require(*names: str) -> None:
    """Raise ``ImproperlyConfigured`` naming every variable of ``names`` that is unset."""
    missing = [name for name in names if not text(name)]
    if missing:
        raise ImproperlyConfigured(
            "Missing environment variables: "
            + ", ".join(missing)
            + ". They are described in docs/exploitation.md."
        )
