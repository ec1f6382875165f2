"""The permission policy of pages: Wagtail's, without what a commune has switched off."""

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from centre.querysets import is_closed


class OpenPagePolicy(PagePermissionPolicy):
    """Staff find no closed page in lists, choosers, searches and reports.

    Their addresses are refused with a sentence: ``centre.staff.modules``.
    """

    def instances_user_has_any_permission_for(self, user, actions):
        """Return the open pages on which ``user`` may do one of ``actions``."""
        return super().instances_user_has_any_permission_for(user, actions).exclude(is_closed())

    def explorable_instances(self, user):
        """Return the open pages that ``user`` may look at, and those on the way to them."""
        return super().explorable_instances(user).exclude(is_closed())


def register_page_policy() -> None:
    """Register it for pages of every type."""
    register_permission_policy(Page, OpenPagePolicy())
