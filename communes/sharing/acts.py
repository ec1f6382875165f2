"""What may become of a shared page: offered, shown, declined, taken back, kept.

Every act is one transaction. Those of a commune note that it knows what is going on.
"""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.log_actions import log

from centre.models import Branch
from centre.whole import whole
from communes.models import Offer, OfferStatus, SharedPage
from communes.sharing.placing import create_alias, place_for, untie

OFFER, SHOW, DECLINE = "communes.offer", "communes.show_offer", "communes.decline_offer"
SEEN, KEEP, REMOVE = "communes.see_offer", "communes.keep_offer", "communes.remove_offer"
WITHDRAW = "communes.withdraw_offer"


class CannotDo(Exception):
    """The act is impossible now; the text says why."""


@whole()
def share(source, branches: Iterable[Branch], user=None, *, to_all: bool = False) -> list[Offer]:
    """Offer ``source`` to those of ``branches`` that have no offer of it; return the new offers.

    ``to_all``: communes made later get it too. What a commune decided before stays decided.
    """
    shared, _created = SharedPage.objects.get_or_create(
        source_id=source.pk, defaults={"title": source.title}
    )
    SharedPage.objects.filter(pk=shared.pk).update(to_all=to_all)
    has_it = set(shared.offers.values_list("branch", flat=True))
    return [_offer(shared, branch, user) for branch in branches if branch.pk not in has_it]


@whole()
def share_with_new(branch: Branch, user=None) -> list[Offer]:
    """Offer a new commune all that is offered to every commune; return the new offers."""
    waiting = SharedPage.objects.filter(to_all=True, source__live=True).exclude(
        offers__branch=branch
    )
    return [_offer(shared, branch, user) for shared in waiting.select_related("source")]


def _offer(shared: SharedPage, branch: Branch, user) -> Offer:
    offer = Offer(shared=shared, branch=branch)
    _place(offer, user)
    offer.save()
    log(instance=offer, action=OFFER, user=user)
    return offer


def _place(offer: Offer, user) -> None:
    """Make the alias of ``offer`` where its branch has a place for it."""
    source = offer.shared.source
    parent = place_for(source, offer.branch)
    offer.page = create_alias(source, parent, user) if parent else None
    offer.status = OfferStatus.SHOWN if parent else OfferStatus.WAITING


@whole()
def show(offer: Offer, user) -> None:
    """Show what was declined, or had no place. Raises ``CannotDo``."""
    offer = _hold(offer)
    if offer.status not in (OfferStatus.DECLINED, OfferStatus.WAITING):
        return
    if not offer.shared.is_live:
        raise CannotDo(_("The federation does not publish it now: there is nothing to show."))
    _place(offer, user)
    if offer.page is None:
        raise CannotDo(_("There is no page yet below which it may stand, such as a list of news."))
    _answer(offer, SHOW, user)


@whole()
def decline(offer: Offer, user=None) -> None:
    """Take it off the site of the commune; its words stay, for the day it is shown again.

    Raises ``CannotDo`` when pages of the commune stand below it.
    """
    offer = _hold(offer)
    if offer.status not in (OfferStatus.SHOWN, OfferStatus.WAITING) or offer.is_own_copy:
        return
    _delete_page(offer, user)
    offer.status = OfferStatus.DECLINED
    _answer(offer, DECLINE, user)


@whole()
def see(offer: Offer, user) -> None:
    """Note that the commune knows how it stands now."""
    _answer(_hold(offer), SEEN, user)


@whole()
def keep(offer: Offer, user) -> None:
    """Keep as a page of the commune what the federation took back."""
    offer = _hold(offer)
    if offer.status == OfferStatus.WITHDRAWN:
        offer.status = OfferStatus.KEPT
        _answer(offer, KEEP, user)


@whole()
def remove(offer: Offer, user) -> None:
    """Remove what the federation took back, with the words of the commune. Raises ``CannotDo``."""
    offer = _hold(offer)
    if offer.status == OfferStatus.WITHDRAWN:
        _delete_page(offer, user)
        log(instance=offer, action=REMOVE, user=user, deleted=True)
        offer.delete()


@whole()
def withdraw(offer: Offer, user=None) -> None:
    """Take it back: the commune keeps the page as it is until it says what becomes of it."""
    offer = _hold(offer)
    if offer.status in (OfferStatus.WAITING, OfferStatus.DECLINED):
        offer.delete()
        return
    if offer.is_own_copy:
        offer.status = OfferStatus.KEPT
    elif offer.status == OfferStatus.SHOWN:
        untie(offer.page, user)
        offer.status = OfferStatus.WITHDRAWN
    offer.save()
    log(instance=offer, action=WITHDRAW, user=user)


@whole()
def withdraw_all(shared: SharedPage, user=None) -> None:
    """Take it back everywhere, and offer it to no commune to come."""
    SharedPage.objects.filter(pk=shared.pk).update(to_all=False, changed_at=timezone.now())
    for offer in shared.offers.all():
        withdraw(offer, user)


def _hold(offer: Offer) -> Offer:
    """Return ``offer`` as it is now; nobody else decides about it before the transaction ends."""
    held = Offer.objects.select_for_update(of=("self",)).with_pages()
    return held.get(pk=offer.pk)


def _delete_page(offer: Offer, user) -> None:
    page, offer.page = offer.page, None
    if page is None:
        return
    if page.numchild:
        raise CannotDo(_("Other pages stand below it: move them elsewhere first."))
    DeletePageAction(page.specific, user=user).execute(skip_permission_checks=True)


def _answer(offer: Offer, action: str, user) -> None:
    offer.seen_at, offer.seen_by = timezone.now(), user
    offer.save()
    log(instance=offer, action=action, user=user)
