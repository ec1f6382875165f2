"""A programme: the project that activities belong to, with its money, its time and its results."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.blocks import StreamBlock
from wagtail.models import Orderable

from centre.blocks.text import KeyFigureBlock
from centre.fields import StreamField
from centre.models import CentrePage
from events.blocks import EventBodyBlock
from events.programmes.panels import PROGRAMME_EDIT_HANDLER
from events.programmes.querysets import ProgrammeManager


class Currency(models.TextChoices):
    """ISO 4217."""

    EUR = "EUR", _("euros")
    XOF = "XOF", _("F CFA")
    USD = "USD", _("US dollars")


class GenderMarker(models.IntegerChoices):
    """The marker of the OECD's Development Assistance Committee, with what each number means."""

    NONE = 0, _("0: equality between women and men is not an aim")
    SIGNIFICANT = 1, _("1: equality between women and men is one of its aims")
    PRINCIPAL = 2, _("2: equality between women and men is its main aim")


class ProgrammeRole(models.TextChoices):
    """What an organisation does for a programme."""

    LEADS = "mene", _("leads")
    FUNDS = "finance", _("funds")
    SUPPORTS = "appuie", _("supports")
    TAKES_PART = "participe", _("takes part")


class ProgrammePage(CentrePage):
    """A programme of a commune, or of the federation where it stands outside every commune.

    What nobody has said is empty: the page then says that it is to be confirmed.
    """

    template = "pages/programme_page.html"
    parent_page_types = ["events.ProgrammeIndexPage"]
    subpage_types = []

    budget = models.DecimalField(
        _("budget"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("In all, digits only. Example: 390000."),
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.EUR)
    start = models.DateField(_("begins on"), null=True, blank=True)
    end = models.DateField(_("ends on"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(
        _("length in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("Example: 24. Empty when both days are known: it is counted."),
    )
    area = models.CharField(
        _("where, in words"),
        max_length=160,
        blank=True,
        help_text=_("Example: Togo and Gabon."),
    )
    communes = ParentalManyToManyField(
        "centre.Commune", blank=True, related_name="+", verbose_name=_("communes")
    )
    objectives = models.TextField(
        _("objectives"),
        max_length=3000,
        blank=True,
        help_text=_("One a line. Example: more women in the councils of communes."),
    )
    figures = StreamField(
        StreamBlock([("figure", KeyFigureBlock())], max_num=12),
        blank=True,
        verbose_name=_("key figures"),
    )
    goals = ParentalManyToManyField(
        "events.DevelopmentGoal",
        blank=True,
        related_name="+",
        verbose_name=_("sustainable development goals"),
    )
    gender_marker = models.PositiveSmallIntegerField(
        _("gender marker of the OECD"), null=True, blank=True, choices=GenderMarker
    )
    body = StreamField(EventBodyBlock(), blank=True, verbose_name=_("body"))
    results = StreamField(EventBodyBlock(), blank=True, verbose_name=_("results"))

    objects = ProgrammeManager()

    edit_handler = PROGRAMME_EDIT_HANDLER

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def get_context(self, request, *args, **kwargs):
        """Add its partners and its activities."""
        from events.programmes.detail import programme_context

        context = super().get_context(request, *args, **kwargs)
        context.update(programme_context(self, request))
        return context

    @property
    def counted_months(self) -> int | None:
        """Its length in months: as somebody said it, else counted, else unknown."""
        if self.months or not (self.start and self.end):
            return self.months
        return months_between(self.start, self.end)

    def get_searchable_body(self) -> list[str]:
        """Return the words of the objectives, of the figures, of the body and of the results."""
        words = [self.objectives, self.area]
        for name in ("figures", "body", "results"):
            field = self._meta.get_field(name)
            words += field.get_searchable_content(getattr(self, name))
        return words

    def clean(self):
        """Refuse an end before the start, and a length that the two days contradict."""
        super().clean()
        if not (self.start and self.end):
            return
        if self.end < self.start:
            raise ValidationError({"end": _("The end must not be before the start.")})
        counted = months_between(self.start, self.end)
        if self.months and abs(self.months - counted) > 1:
            message = _(
                "There are %(count)s months between the two days: correct one of the three."
            )
            raise ValidationError({"months": message % {"count": counted}})


def months_between(start, end) -> int:
    """Return how many months last from the day ``start`` to the day ``end``, at least one."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(1, months + round((end.day - start.day) / 30))


class ProgrammePartner(Orderable):
    """Who leads, funds or supports a programme: an organisation of the commune, or a name."""

    page = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "services.Organisation",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("organisation"),
    )
    name = models.CharField(
        _("or its name"),
        max_length=160,
        blank=True,
        help_text=_("When it is not in the list. Example: the European Union."),
    )
    role = models.CharField(
        _("role"), max_length=10, choices=ProgrammeRole, default=ProgrammeRole.SUPPORTS
    )

    class Meta(Orderable.Meta):
        verbose_name = _("organisation of the programme")
        verbose_name_plural = _("organisations of the programme")

    def __str__(self):
        return f"{self.organisation or self.name} : {self.get_role_display()}"

    def clean(self):
        """Ask for the organisation or its name, not for both."""
        super().clean()
        if self.organisation_id and self.name:
            raise ValidationError({"name": _("An organisation is chosen: empty its name.")})
        if not (self.organisation_id or self.name):
            raise ValidationError({"name": _("Choose an organisation, or write its name.")})
