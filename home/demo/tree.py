"""The pages of the demonstration: known by their key, and marked as what they are."""

import uuid

from wagtail.models import Page

from centre.models import CentrePage
from home import writing

# A page is known by this key even after staff gave it another title or address.
NAMESPACE = uuid.UUID("6f0c3a52-7d0a-4c9b-9d53-b0a1f0f5c9e2")


def key_of(commune: str, name: str) -> uuid.UUID:
    """Return the ``translation_key`` of the demonstration page ``name`` of ``commune``."""
    return uuid.uuid5(NAMESPACE, f"{commune}/{name}")


def find(commune: str, name: str) -> Page | None:
    """Return the demonstration page ``name`` of ``commune``, wherever it stands now."""
    return Page.objects.filter(translation_key=key_of(commune, name)).first()


def add(parent: Page, page: CentrePage, key: uuid.UUID, author=None) -> CentrePage:
    """Create ``page`` as ``home.writing.add`` does, marked as a demonstration."""
    page.is_demonstration = True
    return writing.add(parent, page, key, author)
