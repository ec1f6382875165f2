"""Give a branch a new content version when something it shows has changed."""

from django.apps import apps
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from centre.cache.versions import ALL, bump
from centre.models.branch import Branch, BranchOwned
from centre.models.media import CentreImage, CentreMedia
from centre.models.territory import Commune, Language


def bump_path(path: str) -> None:
    """Bump the branch in which the tree path ``path`` stands, if any."""
    branch_id = Branch.objects.for_path(path).values_list("pk", flat=True).first()
    if branch_id is not None:
        bump(branch_id)


def bump_page(instance, **kwargs) -> None:
    """Receive a page signal."""
    bump_path(instance.path)


def bump_move(parent_page_before, parent_page_after, **kwargs) -> None:
    """Receive ``post_page_move``: both the branch left and the one entered change."""
    bump_path(parent_page_before.path)
    bump_path(parent_page_after.path)


def bump_all(**kwargs) -> None:
    """Receive a change of the federation's reference data."""
    bump(ALL)


def watch_shared(model) -> None:
    """Declare that every branch shows ``model``."""
    for signal in (post_save, post_delete):
        signal.connect(bump_all, sender=model)


def watch_owned(model, owner: str = "") -> None:
    """Declare that a branch shows ``model``, or its parent named ``owner``."""

    def receive(instance, **kwargs):
        owned = getattr(instance, owner) if owner else instance
        bump(owned.branch_id)

    for signal in (post_save, post_delete):
        signal.connect(receive, sender=model, weak=False)


def connect() -> None:
    """Connect what the ground floor knows; upper floors add theirs when they start."""
    for signal in (page_published, page_unpublished, page_slug_changed):
        signal.connect(bump_page)
    post_page_move.connect(bump_move)
    for model in apps.get_models():
        if issubclass(model, BranchOwned):
            if model.shown_in_public:
                watch_owned(model)
        elif issubclass(model, Page):
            post_delete.connect(bump_page, sender=model)
    for model in (Commune, Language, CentreImage, CentreMedia, Site):
        watch_shared(model)
