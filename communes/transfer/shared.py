"""Pages that the federation shares travel as they are, with what the commune wrote beside them."""

from wagtail.models import Page

from centre.models import Branch
from communes.models import Offer, OfferStatus, SharedPage
from communes.transfer.names import page_called


def words_beside(page: Page) -> str:
    """Return the words of the commune for a shared page, empty for any other page."""
    return Offer.objects.filter(page=page.pk).values_list("local_part", flat=True).first() or ""


def source_of(name: str | None, branch: Branch) -> Page | None:
    """Return the page of that name if a page of ``branch`` may repeat it.

    That is one of the branch, or one that the federation shares: whatever an archive says, a page
    never follows one of another commune.
    """
    page = page_called(str(name)) if name else None
    if page is None or page.path.startswith(branch.root_page.path):
        return page
    return page if SharedPage.objects.filter(source=page.pk).exists() else None


def put_beside(page: Page, branch: Branch, words: str) -> None:
    """Keep the words for ``page``, which follows the federation's where that is here too.

    Where it is not, the page is the commune's own from now on, words included.
    """
    offer = Offer.objects.filter(page=page.pk).first() or _offer_of(page, branch, words)
    if offer and offer.local_part != words:
        offer.local_part = words
        offer.save()


def _offer_of(page: Page, branch: Branch, words: str) -> Offer | None:
    known = SharedPage.objects.filter(source__isnull=False)
    shared = known.filter(source=page.alias_of_id).first()
    if shared:
        offer = Offer.objects.filter(shared=shared, branch=branch).first()
        offer = offer or Offer(shared=shared, branch=branch)
        offer.page, offer.status = page, OfferStatus.SHOWN
    elif words:
        shared = SharedPage.objects.create(title=page.title)
        offer = Offer(shared=shared, branch=branch, page=page, status=OfferStatus.KEPT)
    else:
        return None
    offer.save()
    return offer
