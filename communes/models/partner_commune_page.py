"""A commune that takes part: where it stands, what it plans, whom to call."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from centre.fields import PhoneField, StreamField
from centre.models import CentrePage
from communes.panels import PARTNER_COMMUNE_EDIT_HANDLER
from home.blocks import HomeBodyBlock


class PartnerStatus(models.TextChoices):
    """How far a commune is."""

    JOINED = "joined", _("joined")
    PREPARING = "preparing", _("in preparation")
    LIVE = "live", _("its centre is open")


class ActionStatus(models.TextChoices):
    """What became of an action of the plan."""

    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("given up")


class PartnerCommunePage(CentrePage):
    """One commune among the federation's. Of a contact person the role is told, never the name."""

    template = "pages/partner_commune_page.html"
    parent_page_types = ["communes.PartnerCommuneIndexPage"]
    subpage_types = []

    commune = models.OneToOneField(
        "centre.Commune",
        on_delete=models.PROTECT,
        related_name="partner_page",
        verbose_name=_("commune"),
    )
    joined_on = models.DateField(
        _("joined on"), null=True, blank=True, help_text=_("Leave empty when unknown.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=PartnerStatus, default=PartnerStatus.JOINED
    )
    logo = models.ForeignKey(
        "centre.CentreImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
    )
    office_address = models.CharField(
        _("town hall: where"),
        max_length=200,
        blank=True,
        help_text=_("In words, with landmarks. Example: beside the post office."),
    )
    office_phone = PhoneField(
        _("town hall: phone"), blank=True, help_text=_("Example: 90 12 34 56.")
    )
    office_email = models.EmailField(_("town hall: e-mail"), blank=True)
    focal_role = models.CharField(
        _("contact person: role"),
        max_length=120,
        blank=True,
        help_text=_("The role, not the name. Example: councillor in charge of social affairs."),
    )
    focal_phone = PhoneField(
        _("contact person: phone at work"),
        blank=True,
        help_text=_("A phone of the town hall, not her own. Example: 90 12 34 56."),
    )
    body = StreamField(HomeBodyBlock(), blank=True, verbose_name=_("strategy"))

    edit_handler = PARTNER_COMMUNE_EDIT_HANDLER

    class Meta:
        verbose_name = _("partner commune")
        verbose_name_plural = _("partner communes")

    def get_context(self, request, *args, **kwargs):
        """Add its centre, its dates, its services and its plan."""
        from communes.partner import partner_context

        context = super().get_context(request, *args, **kwargs)
        context.update(partner_context(self, request))
        return context


class PlanDocument(Orderable):
    """A document of the strategy or of the action plan."""

    page = ParentalKey(PartnerCommunePage, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        "centre.CentreDocument",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("document"),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self):
        return str(self.document)


class PlanAction(Orderable):
    """An action of the plan. What is not known of its date stays empty."""

    page = ParentalKey(PartnerCommunePage, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField(
        _("what"), max_length=160, help_text=_("Example: open a listening desk.")
    )
    due_on = models.DateField(
        _("for when"), null=True, blank=True, help_text=_("Leave empty when unknown.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ActionStatus, default=ActionStatus.PLANNED
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("action of the plan")
        verbose_name_plural = _("actions of the plan")

    def __str__(self):
        return self.title
