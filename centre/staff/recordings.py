"""Recordings of texts that have changed since: noted when a page is published, told to staff."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.signals import page_published

from centre.models.page import CentrePage
from centre.models.recording import Recording
from centre.staff.page_todo import edit_url
from centre.staff.todo import SHOWN, Desk, TodoGroup, TodoItem, group_of, register_todo


def compare_recordings(instance, **kwargs) -> None:
    """Receive ``page_published``."""
    if isinstance(instance, CentrePage):
        Recording.objects.compare_with(instance)


def to_record_again(desk: Desk) -> TodoGroup | None:
    """Return the published pages that are no longer what is read aloud."""
    pages = Page.objects.filter(desk.editable(), live=True)
    recordings = Recording.objects.filter(is_outdated=True, page__in=pages)
    recordings = recordings.select_related("page", "language").order_by("page__path", "pk")
    items = [
        TodoItem(
            title=recording.page.title,
            url=edit_url(recording.page_id),
            detail=capfirst(recording.language.name),
        )
        for recording in recordings[: SHOWN + 1]
    ]
    return group_of(items, _("Texts to record again"), "media")


def connect() -> None:
    """Connect the receiver."""
    page_published.connect(compare_recordings)


def register() -> None:
    """Declare what recordings ask for."""
    register_todo(to_record_again, 80)
