"""What happens to the pages elsewhere: in the explorer, by a schedule, by a command."""

from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from communes.models import Offer, OfferStatus, SharedPage
from communes.sharing.acts import CannotDo, decline, withdraw_all
from communes.sharing.placing import untie


def note_published(instance, alias=False, **kwargs) -> None:
    """Receive ``page_published``: the communes are told of a source."""
    if not alias:
        SharedPage.objects.filter(source=instance.pk).update(
            title=instance.title, changed_at=timezone.now()
        )


def note_unpublished(instance, **kwargs) -> None:
    """Receive ``page_unpublished`` of a source, or of a page that follows one.

    Unpublished in the commune while the federation publishes it, the page was declined: left as
    an alias it would come back with the next publication of its source.
    """
    SharedPage.objects.filter(source=instance.pk).update(changed_at=timezone.now())
    followers = Offer.objects.of_page(instance).filter(status=OfferStatus.SHOWN)
    if instance.expired:
        return
    for offer in followers.filter(shared__source__live=True):
        try:
            decline(offer)
        except CannotDo:  # pages of hers stand below: it becomes one of hers
            untie(instance)


def note_deleted(instance, **kwargs) -> None:
    """Receive ``pre_delete`` of a page: of a source it is taken back, of an alias declined."""
    for shared in SharedPage.objects.filter(source=instance.pk):
        withdraw_all(shared)
    Offer.objects.filter(page=instance.pk, status=OfferStatus.SHOWN).update(
        status=OfferStatus.DECLINED, seen_at=timezone.now()
    )


def connect() -> None:
    """Listen to pages of every type."""
    page_published.connect(note_published)
    page_unpublished.connect(note_unpublished)
    pre_delete.connect(note_deleted, sender=Page)
