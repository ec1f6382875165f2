"""One request, and what it tells or changes of the commune that is not hers."""

import io
import re
from contextlib import contextmanager
from dataclasses import dataclass, field

import openpyxl
from django.db import connection, transaction

REFUSED = {302, 403, 404, 405}
# What a visit may write: where somebody was.
OWN_NOTES = ("django_session", "wagtailadmin_editingsession")
WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)')


@dataclass
class Answer:
    """What came back: status, kind, every word of it, and the tables that were written to."""

    status: int
    kind: str
    text: str
    written: set[str] = field(default_factory=set)


class Undo(Exception):
    """Takes back what a request stored."""


def ask(client, method: str, url: str, data: dict, look=None) -> tuple[Answer, object]:
    """Send a request and take back what it stored.

    Before that ``look`` is given the names of the tables that were written to.
    """
    seen = None
    with watched() as written:
        try:
            with transaction.atomic():
                response = getattr(client, method)(url, data)
                kind = response.get("Content-Type", "")
                answer = Answer(response.status_code, kind, words_of(response), set(written))
                if written and look:
                    seen = look(written)
                raise Undo
        except Undo:
            pass
    return answer, seen


@contextmanager
def watched():
    """Give the tables that are written to, as they are."""
    written = set()

    def note(execute, sql, params, many, context):
        write = WRITES.match(sql)
        if write and write[1] not in OWN_NOTES:
            written.add(write[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def words_of(response) -> str:
    """Return everything that an answer says, also in its headers and in the next page."""
    body = b"".join(response) if response.streaming else response.content
    said = [f"{name}: {value}" for name, value in response.items()]
    said += [str(message) for message in _messages(response)]
    if "spreadsheetml" in response.get("Content-Type", ""):
        rows = openpyxl.load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True)
        said += [str(cell) for row in rows for cell in row]
    else:
        said.append(body.decode(errors="replace"))
    return "\n".join(said)


def _messages(response) -> list:
    request = getattr(response, "wsgi_request", None)
    stored = getattr(request, "_messages", None)
    return list(stored._queued_messages) if stored is not None else []
