"""What shared contents ask of a commune today."""

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centre.staff.todo import SHOWN, Desk, TodoGroup, TodoItem, group_of, register_todo
from communes.models import PAUSED, OfferStatus
from communes.sharing.viewsets import offers_for

# It concerns her words, or a page of hers, or a page that is gone.
CONCERNS = ~Q(local_part="") | Q(page__alias_of=None, page__isnull=False) | Q(page__live=False)


def shared_contents(desk: Desk) -> TodoGroup | None:
    """Return what is new, what changed around her words, what was taken back."""
    if desk.user.is_superuser:
        return None
    is_new = Q(seen_at=None, status__in=(OfferStatus.SHOWN, OfferStatus.WAITING))
    has_changed = Q(
        seen_at__lt=F("shared__changed_at"), status__in=(OfferStatus.SHOWN, OfferStatus.KEPT)
    )
    waiting = Q(status=OfferStatus.WITHDRAWN) | is_new | (has_changed & CONCERNS)
    offers = offers_for(desk.user).with_pages().filter(waiting)
    items = [
        TodoItem(title=str(offer), url=reverse("offer:edit", args=[offer.pk]), detail=reason(offer))
        for offer in offers[: SHOWN + 1]
    ]
    return group_of(items, _("Shared by the federation"), "globe", reverse("offer:index"))


def reason(offer) -> str:
    """Return why it is there, in words."""
    if offer.status == OfferStatus.WITHDRAWN:
        return _("taken back by the federation: keep it as yours, or remove it")
    if offer.is_new:
        return _("new: read it, add your words")
    if offer.state == PAUSED:
        return _("no longer published by the federation")
    if offer.is_own_copy:
        return _("the text of the federation has changed: compare it with yours")
    return _("it has changed: check your words")


def register() -> None:
    """Declare what shared contents have to say."""
    register_todo(shared_contents, 15)
