"""Give a branch a new content version when something it shows has changed."""

from django.apps import apps
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from centre.cache.versions import ALL, FEDERATION, bump, bump_collection
from centre.models.branch import Branch, BranchOwned
from centre.models.media import CentreDocument, CentreImage, CentreMedia
from centre.models.territory import Commune, Language


def bump_path(path: str) -> None:
    """Bump the branch in which the tree path ``path`` stands, else the federation."""
    branch_id = Branch.objects.for_path(path).values_list("pk", flat=True).first()
    bump(FEDERATION if branch_id is None else branch_id)


def bump_page(instance, **kwargs) -> None:
    """Receive a page signal."""
    bump_path(instance.path)


def bump_move(parent_page_before, parent_page_after, **kwargs) -> None:
    """Receive ``post_page_move``: both the branch left and the one entered change."""
    bump_path(parent_page_before.path)
    bump_path(parent_page_after.path)


def bump_restricted(instance, **kwargs) -> None:
    """Receive a change of who may read a page and those below."""
    bump_path(instance.page.path)


def bump_media(instance, **kwargs) -> None:
    """Receive a change of a picture, a document, a sound or a film."""
    bump_collection(instance.collection.path)


def bump_all(**kwargs) -> None:
    """Receive a change of the federation's reference data."""
    bump(ALL)


def watch_shared(model) -> None:
    """Declare that every branch shows ``model``."""
    _connect_saving(bump_all, [model])


def watch_owned(model, owner: str = "") -> None:
    """Declare that a branch shows ``model``, or its parent named ``owner``."""

    def receive(instance, **kwargs):
        owned = getattr(instance, owner) if owner else instance
        bump(owned.branch_id)

    _connect_saving(receive, [model])


def connect() -> None:
    """Connect what the ground floor knows; upper floors add theirs when they start."""
    for signal in (page_published, page_unpublished, page_slug_changed):
        signal.connect(bump_page)
    post_page_move.connect(bump_move)
    _connect_saving(bump_restricted, [PageViewRestriction])
    _connect_saving(bump_media, [CentreDocument, CentreImage, CentreMedia])
    for model in (Commune, Language, Site):
        watch_shared(model)
    for model in apps.get_models():
        if issubclass(model, BranchOwned) and model.shown_in_public:
            watch_owned(model)
        elif issubclass(model, Page):
            post_delete.connect(bump_page, sender=model)


def _connect_saving(receive, models) -> None:
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(receive, sender=model, weak=False)
