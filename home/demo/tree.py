"""Write pages as staff would: created by one person, published by another, in the history."""

import uuid

from wagtail.log_actions import log
from wagtail.models import Page

from centre.models import CentrePage
from centre.validation import validate_content

# A page is known by this key even after staff gave it another title or address.
NAMESPACE = uuid.UUID("6f0c3a52-7d0a-4c9b-9d53-b0a1f0f5c9e2")


def key_of(commune: str, name: str) -> uuid.UUID:
    """Return the ``translation_key`` of the demonstration page ``name`` of ``commune``."""
    return uuid.uuid5(NAMESPACE, f"{commune}/{name}")


def find(commune: str, name: str) -> Page | None:
    """Return the demonstration page ``name`` of ``commune``, wherever it stands now."""
    return Page.objects.filter(translation_key=key_of(commune, name)).first()


def add(parent: Page, page: CentrePage, key: uuid.UUID, author=None) -> CentrePage:
    """Create ``page``, whole and valid, under ``parent`` as a draft of ``author``."""
    page.translation_key = key
    page.owner = author
    page.live = False
    page.is_demonstration = True
    validate_content(page)
    parent.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=author, content_changed=True)
    page.save_revision(user=author, log_action=True)
    return page


def publish(page: CentrePage, user) -> None:
    """Publish the last draft of ``page`` in the name of ``user``."""
    page.get_latest_revision().publish(user=user)
