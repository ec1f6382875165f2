"""What communes added to shared pages, as the public reads it."""

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from centre.cache.snapshot import snapshot
from communes.models import Offer


def local_part_of(page, branch) -> SafeString | str:
    """Return the words of the commune for ``page`` (no query while nothing has changed)."""
    return snapshot(branch, "local_parts", _read).get(page.pk, "") if branch else ""


def _read(branch) -> dict[int, SafeString]:
    rows = Offer.objects.filter(branch=branch, page__isnull=False).exclude(local_part="")
    # Cleaned by the editor when it was saved, as every rich text is.
    return {
        page: mark_safe(expand_db_html(words))  # noqa: S308
        for page, words in rows.values_list("page", "local_part").order_by()
    }
