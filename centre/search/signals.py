"""Keep the index true when the page tree changes; models are followed where they are registered."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

from centre.modules import switched
from centre.search.registry import reindex_subtree, reindex_types
from centre.whole import with_change


def connect() -> None:
    """Follow moves, changes of address and restrictions; called once when the project starts.

    Publishing saves the page, which its registration follows already. Unpublishing too, but what
    follows an unpublished page is saved as a page of no type.
    """
    page_unpublished.connect(_subtree_changed)
    post_page_move.connect(_subtree_changed)
    page_slug_changed.connect(_subtree_changed)
    post_save.connect(_restriction_changed, sender=PageViewRestriction)
    post_delete.connect(_restriction_changed, sender=PageViewRestriction)
    switched.connect(_types_switched)


def _subtree_changed(instance, **kwargs) -> None:
    with_change(reindex_subtree, instance.path)


def _types_switched(branch, models, **kwargs) -> None:
    with_change(reindex_types, branch.root_page.path, tuple(models))


def _restriction_changed(instance, **kwargs) -> None:
    page = Page.objects.filter(pk=instance.page_id).only("path").first()
    if page is not None:
        with_change(reindex_subtree, page.path)
