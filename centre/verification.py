"""Say that a content was checked today, and by whom: "J’ai vérifié".

The act is the same for a page and for what a commune owns that is no page. A model whose
fields have other names gets its action in a few lines::

    class VerifyHelpLine(VerifyAction):
        date_field = "verified_on"
        user_field = "verified_by"

        def is_allowed(self):
            return policy.user_has_permission_for_instance(self.user, "change", self.instance)

``centre.staff.views.perform_verification`` answers the button with any of them.
"""

import datetime as dt

from django.core.exceptions import PermissionDenied
from wagtail.log_actions import log

from centre.cache.signals import bump_path
from centre.models.page import CentrePage

LOG_ACTION = "centre.verify"


class VerificationNotAllowed(PermissionDenied):
    """The user may not vouch for this content."""


class VerifyAction:
    """Write the date and the user on ``instance``, and both in the log.

    ``today`` is the date of the verification. Only the two fields are saved.
    """

    date_field: str
    user_field: str

    def __init__(self, instance, user, today: dt.date):
        self.instance = instance
        self.user = user
        self.today = today

    def is_allowed(self) -> bool:
        """Return whether the user may vouch for the instance."""
        raise NotImplementedError

    def check(self) -> None:
        """Raise ``VerificationNotAllowed`` unless the user may vouch for the instance."""
        if not self.is_allowed():
            raise VerificationNotAllowed

    def execute(self) -> None:
        """Check, then write and log the verification."""
        self.check()
        setattr(self.instance, self.date_field, self.today)
        setattr(self.instance, self.user_field, self.user)
        self.save([self.date_field, self.user_field])
        branch = getattr(self.instance, "branch_id", None)
        data = {"branch": branch} if branch else None
        log(instance=self.instance, action=LOG_ACTION, user=self.user, data=data)

    def save(self, fields: list[str]) -> None:
        """Save ``fields`` of the instance, and nothing else of it."""
        self.instance.save(update_fields=fields)


class VerifyPage(VerifyAction):
    """Verify what a page says to the public.

    Drafts, scheduled texts and older versions keep the verification: it belongs to the page,
    not to a version of its text (see ``CentrePage.with_content_json``).
    """

    date_field = "assured_date"
    user_field = "assured_by"

    def is_allowed(self) -> bool:
        """Only a published page, by somebody whose role lets her change it.

        Who may only write drafts of her own speaks to the public through an approval.
        """
        page = self.instance
        if not (isinstance(page, CentrePage) and page.live and self.user.is_active):
            return False
        return (
            self.user.is_superuser or "change" in page.permissions_for_user(self.user).permissions
        )

    def save(self, fields: list[str]) -> None:
        """Save without validation: the text is not touched, whatever a new rule thinks of it."""
        self.instance.save(update_fields=fields, clean=False)
        bump_path(self.instance.path)
