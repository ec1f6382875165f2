"""What every page of a centre shares."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from centre.models.branch import Branch
from centre.models.routed import RoutedPage
from centre.safety.sensitive import is_sensitive_path, protect
from centre.tenancy.forms import CentrePageForm
from centre.tenancy.references import leaves_its_commune

# The phone comes first: that is where the page will be read.
PREVIEW_SIZES = [
    {
        "name": "mobile",
        "icon": "mobile-alt",
        "device_width": 360,
        "label": _("As on a phone"),
    },
    {
        "name": "desktop",
        "icon": "desktop",
        "device_width": 1280,
        "label": _("As on a computer"),
    },
]


class CentrePage(RoutedPage):
    """Abstract parent of every page type.

    ``assured_date`` and ``assured_by`` say when and by whom the content was last
    verified (HSDS metadata); ``assured_by`` is never published.
    """

    introduction = models.CharField(
        _("in one sentence"),
        max_length=160,
        blank=True,
        help_text=_(
            "What the reader finds here, in at most 160 characters: it is also the text "
            "of the SMS and of shares. Example: Somebody listens to you, alone and free."
        ),
    )
    is_sensitive = models.BooleanField(
        _("sensitive page"),
        default=False,
        help_text=_(
            "Tick it when a reader could be in danger if somebody saw this page on her "
            "phone. Pages below are sensitive too."
        ),
    )
    neutral_title = models.CharField(
        _("neutral title"),
        max_length=60,
        blank=True,
        help_text=_(
            "Shown in the tab of the browser and in shares instead of the title of a "
            "sensitive page. Example: Information."
        ),
    )
    is_demonstration = models.BooleanField(
        _("demonstration content"),
        default=False,
        help_text=_("Ticked on examples: the page says that it is to be confirmed."),
    )
    image = models.ForeignKey(
        "centre.CentreImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image"),
    )
    image_alt = models.CharField(
        _("what the image shows"),
        max_length=160,
        blank=True,
        help_text=_("Read aloud to who cannot see it. Example: Six women around a sewing machine."),
    )
    image_is_decorative = models.BooleanField(_("the image is only decorative"), default=False)
    assured_date = models.DateField(_("verified on"), null=True, blank=True)
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("verified by"),
    )
    review_every = models.PositiveSmallIntegerField(
        _("verify again after (days)"),
        default=180,
        help_text=_("Example: 180 for twice a year."),
    )

    # Whether a page of this type is unfinished without an image: a picture costs the reader.
    wants_image = False
    # A copy says something new: nobody has vouched for it.
    exclude_fields_in_copy = ["assured_date", "assured_by"]
    preview_sizes = PREVIEW_SIZES
    base_form_class = CentrePageForm

    class Meta:
        abstract = True

    def with_content_json(self, content):
        """Return the page as a version of its text has it, with its present verification.

        Somebody vouched for the page, so publishing a text written before does not undo it.
        """
        page = super().with_content_json(content)
        page.assured_date = self.assured_date
        page.assured_by_id = self.assured_by_id
        return page

    @cached_property
    def owner_branch(self):
        """The branch this page stands in, or ``None`` above the communes."""
        return (
            Branch.objects.for_path(self.path or "").select_related("commune", "root_page").first()
        )

    def can_move_to(self, parent):
        """Refuse a place in another commune: what the page points at would stay behind."""
        return super().can_move_to(parent) and not leaves_its_commune(self, parent)

    @cached_property
    def sensitive(self) -> bool:
        """Whether this page or one above it is ticked as sensitive."""
        return self.is_sensitive or is_sensitive_path(self.owner_branch, self.path)

    @property
    def public_title(self) -> str:
        """The title that may stand in a tab, a share or a history."""
        if not self.sensitive:
            return self.seo_title or self.title
        return self.neutral_title or _("Information")

    def serve(self, request, *args, **kwargs):
        """Answer, with the protection of a sensitive page."""
        response = super().serve(request, *args, **kwargs)
        return protect(response) if self.sensitive else response

    def is_overdue(self, today: dt.date) -> bool:
        """Return whether the content waits for verification on ``today``."""
        if self.assured_date is None:
            return True
        return self.assured_date + dt.timedelta(days=self.review_every) < today

    def clean(self):
        """Ask for the description of an image that is not only decorative."""
        super().clean()
        if self.image_id and not (self.image_is_decorative or self.image_alt):
            raise ValidationError(
                {"image_alt": _("Say what the image shows, or tick that it is only decorative.")}
            )
