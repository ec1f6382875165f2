"""One more visit of a page."""

import datetime as dt
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from centre.models import CentrePage, DailyCount

# A count is not worth the reader's time: where somebody else writes, the visit is not counted.
PATIENCE_MS = 50


def counted_page(request, response) -> int | None:
    """Return the id of the page that ``response`` is a countable visit of, or ``None``.

    Countable is a whole page of a centre that counts, read by GET under its own address, by
    nobody who may be staff, and neither sensitive nor an error, a preview or a draft.
    """
    home = getattr(request, "centre_home", None)
    if home is None or not getattr(home, "counts_visits", False):
        return None
    page = (getattr(response, "context_data", None) or {}).get("page")
    is_read = request.method == "GET" and response.status_code == 200
    if not is_read or not isinstance(page, CentrePage) or page.sensitive or not page.live:
        return None
    is_staff = settings.SESSION_COOKIE_NAME in request.COOKIES
    if is_staff or getattr(request, "is_preview", False):
        return None
    return page.pk if _stands_at(page, request) else None


def count_visit(branch_id: int, page_id: int, day: dt.date) -> None:
    """Add one to the visits of a page of a branch on ``day``.

    Never waits and never raises for the database's sake: when it cannot be written to, or the
    page is gone, the visit is not counted.
    """
    try:
        with _impatient(), transaction.atomic():
            _add_one(branch_id=branch_id, page_id=page_id, date=day)
    except DatabaseError:
        return


def _add_one(**key) -> None:
    found = DailyCount.objects.filter(**key)
    if found.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            DailyCount.objects.create(**key, count=1)
    except IntegrityError:
        # Somebody else read the page for the first time today at the same moment.
        found.update(count=F("count") + 1)


def _stands_at(page, request) -> bool:
    """Return whether the request is for the page, not for an address that it serves besides."""
    return urlsplit(page.get_url(request) or "").path == request.path


@contextmanager
def _impatient():
    """Let the database give up where it would wait for another writer."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
            try:
                yield
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {before}")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE_MS}")
            yield
