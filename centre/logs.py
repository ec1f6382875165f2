"""What the server may write down: what went wrong and where, never who asked nor what for."""

import datetime as dt
import json
import logging
import re
import traceback
from copy import copy
from types import TracebackType
from urllib.parse import quote

# The link of a forgotten password or of an invitation opens an account, and the reference of a
# registration its receipt: whoever reads the log must have neither.
SECRET_PATHS = re.compile(r"^(/admin/(?:password_reset/confirm|invitation)/|.*/inscription/).+$")
QUERY = re.compile(r"\?\S*")
ADDRESS = re.compile(
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}"
)
# gunicorn writes after these words what the visitor sent.
REFUSED = re.compile(r"^(Invalid request) from ip=.*$", re.DOTALL)
# django-axes tells the account name and the address of whoever mistyped a password.
LOGIN = "axes"


def written_path(path: str) -> str:
    """Return ``path`` as a log may have it: one line, without query and without secret."""
    return SECRET_PATHS.sub(r"\1-", quote(path.partition("?")[0], safe="/%:@+,;=~"))


class PrivateFormatter(logging.Formatter):
    """Formats records without addresses, query strings, form fields and values of exceptions.

    A record that Django made for a request becomes its status, method and path: its own message
    may quote a header. Of an exception stay the class and the lines of code it went through;
    its text is often what somebody typed, or a row of the database.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, or the lines, that stand for ``record``."""
        record = copy(record)
        record.msg, record.args = said(record), ()
        record.exc_text = record.stack_info = None
        return super().format(record)

    def formatException(self, exc_info) -> str:
        """Return where the exception of ``exc_info`` came from, and what kinds it went through."""
        kind, error, trace = exc_info
        return "".join(_without_values(kind, error, trace)).rstrip("\n")


class PrivateJsonFormatter(PrivateFormatter):
    """The same as one line of JSON, for who collects the logs of several machines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object that stands for ``record``; its time is in UTC, to the second."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line = {
            "time": at.isoformat(timespec="seconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": said(record),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


FORMATTERS = {"text": PrivateFormatter, "json": PrivateJsonFormatter}


def said(record: logging.LogRecord) -> str:
    """Return the message of ``record`` without what a visitor sent."""
    request = getattr(record, "request", None)
    if request is not None and hasattr(request, "path"):
        status = getattr(record, "status_code", "-")
        return f"{status} {request.method} {written_path(request.path)}"
    if record.name.partition(".")[0] == LOGIN:
        return "A login failed or was refused."
    text = REFUSED.sub(r"\1", record.getMessage())
    return ADDRESS.sub("-", QUERY.sub("", text))


def _without_values(kind: type, error: BaseException, trace: TracebackType | None):
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _without_values(type(before), before, before.__traceback__)
        yield "\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(trace)
    yield f"{kind.__module__}.{kind.__qualname__}\n"
