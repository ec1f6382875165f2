"""A page that the federation shares, and what each commune does with it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from centre.models import BranchOwned

# No files: what a commune adds are a few words.
LOCAL_PART_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class SharedPage(models.Model):
    """A page of the federation that communes are offered. It outlives its source.

    ``changed_at``: when what the communes show was last published, unpublished or deleted.
    """

    source = models.OneToOneField(
        "wagtailcore.Page",
        null=True,
        on_delete=models.SET_NULL,
        related_name="shared",
        verbose_name=_("page of the federation"),
    )
    title = models.CharField(_("title"), max_length=255)
    to_all = models.BooleanField(_("also for the communes to come"), default=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    # What it does when the page goes is no obstacle to deleting the page.
    source.wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("page shared by the federation")
        verbose_name_plural = _("pages shared by the federation")

    def __str__(self):
        return self.title

    @property
    def is_live(self) -> bool:
        """Whether the federation publishes it now."""
        return self.source is not None and self.source.live


class OfferStatus(models.TextChoices):
    """What was decided, by the commune or by the federation."""

    WAITING = "waiting", _("has no place yet")
    SHOWN = "shown", _("shown")
    DECLINED = "declined", _("not shown")
    WITHDRAWN = "withdrawn", _("taken back by the federation")
    KEPT = "kept", _("a page of the commune")


# A page that stays where it is while the federation does not publish its own.
PAUSED = "paused"


class OfferQuerySet(models.QuerySet):
    def with_pages(self):
        """Read with each offer the two pages and the commune that say what became of it."""
        return self.select_related("page", "shared__source", "branch__commune")

    def of_page(self, page):
        """Return the offer that ``page`` is, in sync with the federation's, if it is one."""
        if not page.alias_of_id:
            return self.none()
        return self.filter(page=page.pk)


class Offer(BranchOwned):
    """One shared page in one commune.

    ``page`` is Wagtail's alias of the source, which follows it; ``local_part`` is kept here, out
    of reach of what follows. ``seen_at`` and ``seen_by``: when the commune last said that it knows.
    """

    shared = models.ForeignKey(
        SharedPage, on_delete=models.CASCADE, related_name="offers", verbose_name=_("shared page")
    )
    page = models.OneToOneField(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="offer",
        verbose_name=_("page of the commune"),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=OfferStatus, default=OfferStatus.WAITING
    )
    local_part = RichTextField(
        _("words of the commune"),
        blank=True,
        features=LOCAL_PART_FEATURES,
        help_text=_(
            "Shown under the text of the federation, and never changed by it. Example: whom to "
            "call here, and where the next meeting is."
        ),
    )
    offered_at = models.DateTimeField(_("offered on"), default=timezone.now)
    seen_at = models.DateTimeField(_("seen on"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("seen by"),
    )

    objects = OfferQuerySet.as_manager()

    page.wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("shared content")
        verbose_name_plural = _("shared contents")
        ordering = ["-offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["shared", "branch"], name="one_offer_per_page_and_commune"
            )
        ]

    def __str__(self):
        return self.shared.title

    @property
    def is_own_copy(self) -> bool:
        """Whether somebody of the commune made the page hers: it no longer follows."""
        is_untied = self.page is not None and self.page.alias_of_id is None
        return self.status == OfferStatus.KEPT or (self.status == OfferStatus.SHOWN and is_untied)

    @property
    def state(self) -> str:
        """What became of it: an ``OfferStatus``, or ``PAUSED``."""
        if self.is_own_copy:
            return OfferStatus.KEPT
        if self.status == OfferStatus.SHOWN and self.page and not self.page.live:
            return PAUSED
        return self.status

    @property
    def state_in_words(self) -> str:
        """The same as staff read it."""
        if self.state == PAUSED:
            return _("no longer published by the federation")
        return OfferStatus(self.state).label

    @property
    def is_new(self) -> bool:
        """Whether nobody of the commune has said yet that she knows."""
        return self.seen_at is None

    @property
    def has_changed(self) -> bool:
        """Whether the federation changed its page since somebody of the commune looked."""
        return self.seen_at is not None and self.seen_at < self.shared.changed_at
