"""How often a page was read on a day, where a commune chose to count."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from centre.models.branch import BranchOwned


class DailyCount(BranchOwned):
    """The readings of one page on one day: a number, and nothing of who read or when."""

    # What it counts is not changed by being counted.
    shown_in_public = False

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    date = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("visits"), default=0)

    class Meta:
        verbose_name = _("visits of a day")
        verbose_name_plural = _("visits by day")
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "page", "date"], name="one_count_per_page_and_day"
            )
        ]
        indexes = [models.Index(fields=["branch", "-date"], name="counts_of_branch")]

    def __str__(self):
        return f"{self.page} · {self.date}"
