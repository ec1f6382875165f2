"""Write pages as staff would: created by one person, published by another, in the history."""

import uuid

from wagtail.log_actions import log
from wagtail.models import Page

from centre.models import CentrePage
from centre.validation import validate_content


def add(parent: Page, page: CentrePage, key: uuid.UUID, author=None) -> CentrePage:
    """Create ``page``, whole and valid, under ``parent`` as a draft of ``author``.

    ``key`` is its ``translation_key``: the page is known by it wherever it goes.
    """
    page.translation_key = key
    page.owner = author
    page.live = False
    validate_content(page)
    parent.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=author, content_changed=True)
    page.save_revision(user=author, log_action=True)
    return page


def publish(page: CentrePage, user=None) -> None:
    """Publish the last draft of ``page`` in the name of ``user``."""
    page.get_latest_revision().publish(user=user)
