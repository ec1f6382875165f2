"""What the page of one piece of news shows beside its own fields."""

from wagtail.models import Page

from centre.hanging import Hanging
from centre.querysets import is_unrestricted
from centre.safety.sensitive import sensitive_paths, ticked_paths
from events.programmes.detail import address_in
from home.models import NewsPage, RelatedPage

HANGING = Hanging(NewsPage, children={"related": RelatedPage})


def news_page_context(page: NewsPage, request) -> dict:
    """Return the context of one piece of news."""
    HANGING.put_on(page)
    address = address_in(page.owner_branch, request)
    return {
        "related": related_pages(page, request),
        "list_url": address(page.url_path.removesuffix(f"{page.slug}/")),
    }


def related_pages(page: NewsPage, request) -> list[dict]:
    """Return title and address of the pages to read with it that everybody may see.

    Those of its commune and of the federation; none that is sensitive.
    """
    order = {row.target_id: place for place, row in enumerate(page.related.all())}
    if not order:
        return []
    found = Page.objects.live().filter(is_unrestricted()).filter(pk__in=order)
    shown = [one for one in found if _may_be_named(page, one)]
    shown.sort(key=lambda one: order[one.pk])
    return [{"title": one.title, "url": _address(page, one, request)} for one in shown]


def _may_be_named(page: NewsPage, target: Page) -> bool:
    branch = page.owner_branch
    if branch and target.path.startswith(branch.root_page.path):
        return not target.path.startswith(sensitive_paths(branch))
    steps = [target.path[:end] for end in range(Page.steplen, len(target.path) + 1, Page.steplen)]
    if Page.objects.filter(path__in=steps, branch__isnull=False).exists():
        return False
    return not ticked_paths(lambda pages: pages.filter(path__in=steps))


def _address(page: NewsPage, target: Page, request) -> str:
    branch = page.owner_branch
    is_here = branch and target.path.startswith(branch.root_page.path)
    return address_in(branch if is_here else None, request)(target.url_path)
