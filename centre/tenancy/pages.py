"""The permission policy of pages: Wagtail's, without what a commune has switched off."""

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from centre.querysets import closed_pages


class OpenPagePolicy(PagePermissionPolicy):
    """Staff find no closed page in lists, choosers, searches and reports.

    Their addresses are refused with a sentence: ``centre.staff.modules``.
    """

    def instances_user_has_any_permission_for(self, user, actions):
        """Return the open pages on which ``user`` may do one of ``actions``."""
        pages = super().instances_user_has_any_permission_for(user, actions)
        return pages.exclude(pk__in=closed_pages())

    def explorable_instances(self, user):
        """Return the open pages that ``user`` may look at, and those on the way to them."""
        return super().explorable_instances(user).exclude(pk__in=closed_pages())


def register_page_policy() -> None:
    """Register it for pages of every type."""
    register_permission_policy(Page, OpenPagePolicy())
