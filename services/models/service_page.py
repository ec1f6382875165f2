"""A service: what one comes for (HSDS ``service``, schema.org ``GovernmentService``)."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from centre.fields import StreamField
from centre.models import CentrePage
from centre.pictograms import PictogramField
from services.blocks import ServiceBodyBlock, ServiceStepsBlock
from services.models.phone import Phone
from services.panels import SERVICE_EDIT_HANDLER
from services.querysets import ServiceManager

YES_NO_UNKNOWN = [(None, _("not known")), (True, _("yes")), (False, _("no"))]


class ServiceStatus(models.TextChoices):
    """HSDS ``status``."""

    ACTIVE = "active", _("available")
    INACTIVE = "inactive", _("not available at present")
    DEFUNCT = "defunct", _("ended")
    TEMPORARILY_CLOSED = "temporarily closed", _("temporarily closed")


def yes_no_unknown(label, help_text=""):
    """Return a field that is true, false, or unknown until somebody knows."""
    return models.BooleanField(
        label, null=True, blank=True, choices=YES_NO_UNKNOWN, help_text=help_text
    )


class ServicePage(CentrePage):
    """One service, in everyday words. What is unknown stays empty and is said so."""

    template = "pages/service_page.html"
    parent_page_types = ["services.ServiceIndexPage"]
    subpage_types = []

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    alternate_name = models.CharField(_("other name"), max_length=120, blank=True)
    keywords = models.CharField(
        _("everyday words"),
        max_length=400,
        blank=True,
        help_text=_(
            "The words people use, separated by commas: search finds them. Example: "
            "papers of the child, birth certificate."
        ),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=ServiceStatus, default=ServiceStatus.ACTIVE
    )
    alert = models.CharField(
        _("alert"),
        max_length=200,
        blank=True,
        help_text=_("Shown on top. Example: No session this week, the room is repaired."),
    )
    alert_until = models.DateField(_("show the alert until"), null=True, blank=True)
    needs = ParentalManyToManyField(
        "services.Need", blank=True, related_name="services", verbose_name=_("needs")
    )
    pictogram = PictogramField(_("pictogram"), blank=True)
    description = StreamField(ServiceBodyBlock(), blank=True, verbose_name=_("description"))
    application_process = StreamField(
        ServiceStepsBlock(), blank=True, verbose_name=_("what happens when you come")
    )
    eligibility_description = models.CharField(
        _("for whom"),
        max_length=300,
        blank=True,
        help_text=_("Example: every woman of the commune, with or without schooling."),
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    maximum_age = models.PositiveSmallIntegerField(
        _("maximum age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    women_only = yes_no_unknown(_("women only"))
    men_welcome = yes_no_unknown(_("men are welcome"))
    children_welcome = yes_no_unknown(_("children are welcome"))
    female_staff = yes_no_unknown(_("a woman receives you"))
    is_free = yes_no_unknown(_("free"))
    can_come_without = yes_no_unknown(
        _("one can come without papers"),
        _("Yes when nobody is sent away for lack of papers."),
    )
    languages = ParentalManyToManyField(
        "centre.Language",
        blank=True,
        related_name="services",
        verbose_name=_("languages spoken"),
    )
    interpretation_services = models.CharField(
        _("interpretation"),
        max_length=160,
        blank=True,
        help_text=_("Example: in Ifè on request."),
    )
    confidentiality_note = models.CharField(
        _("confidentiality"),
        max_length=200,
        blank=True,
        help_text=_("Example: what you say stays between you and the listener."),
    )
    organization = models.ForeignKey(
        "services.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="services",
        verbose_name=_("run by"),
    )
    service_areas = models.TextField(
        _("cantons or villages served"),
        max_length=600,
        blank=True,
        help_text=_("One a line. Leave empty for the whole commune."),
    )
    capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, help_text=_("Leave empty when unknown.")
    )

    objects = ServiceManager()

    exclude_fields_in_copy = [*CentrePage.exclude_fields_in_copy, "uuid"]
    edit_handler = SERVICE_EDIT_HANDLER

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def get_context(self, request, *args, **kwargs):
        """Add what the directory knows around this service."""
        from services.detail import service_detail

        context = super().get_context(request, *args, **kwargs)
        context.update(service_detail(self, request))
        return context

    def get_searchable_body(self) -> list[str]:
        """Return the words of the steps and of the description."""
        words = []
        for name in ("application_process", "description"):
            field = self._meta.get_field(name)
            words += field.get_searchable_content(getattr(self, name))
        return words

    def clean(self):
        """Refuse ages the wrong way round and an end date without an alert."""
        super().clean()
        errors = {}
        if (
            self.minimum_age is not None
            and self.maximum_age is not None
            and self.maximum_age < self.minimum_age
        ):
            errors["maximum_age"] = _("The maximum age must not be under the minimum.")
        if self.alert_until and not self.alert:
            errors["alert"] = _("Write the alert, or empty its date.")
        if self.women_only and self.men_welcome:
            errors["men_welcome"] = _("It is ticked as for women only: choose one of the two.")
        if errors:
            raise ValidationError(errors)


class CostOption(Orderable):
    """What it costs (HSDS ``cost_option``). An empty amount is to be confirmed."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="cost_options")
    option = models.CharField(_("for what"), max_length=80, help_text=_("Example: registration."))
    amount = models.PositiveIntegerField(_("amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="XOF")
    description = models.CharField(_("note"), max_length=160, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("price")
        verbose_name_plural = _("prices")

    def __str__(self):
        return self.option


class RequiredDocument(Orderable):
    """A paper to bring."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="required_documents")
    document = models.CharField(_("paper"), max_length=120, help_text=_("Example: identity card."))
    note = models.CharField(
        _("note"), max_length=160, blank=True, help_text=_("Example: or a witness.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("paper to bring")
        verbose_name_plural = _("papers to bring")

    def __str__(self):
        return self.document


class ServicePhone(Phone):
    """A number of a service."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="phones")

    class Meta(Phone.Meta):
        verbose_name = _("phone")
        verbose_name_plural = _("phones")


class ServiceAtLocation(Orderable, ClusterableModel):
    """A service at a place (HSDS ``service_at_location``), with its own hours or not."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="service_at_locations")
    place = models.ForeignKey(
        "services.Place",
        on_delete=models.PROTECT,
        related_name="service_at_locations",
        verbose_name=_("place"),
    )
    description = models.CharField(
        _("where in the place"),
        max_length=120,
        blank=True,
        help_text=_("Example: training room 2."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("place of the service")
        verbose_name_plural = _("places of the service")

    def __str__(self):
        return f"{self.place}"
