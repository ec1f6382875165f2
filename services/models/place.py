"""Places where services are given (HSDS ``location``)."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from centre.models import BranchOwned
from services.models.phone import Phone


class LocationType(models.TextChoices):
    """HSDS ``location_type``, and a place whose whereabouts are withheld."""

    PHYSICAL = "physical", _("a place to go to")
    POSTAL = "postal", _("a postal address")
    VIRTUAL = "virtual", _("by phone or on line")
    REDACTED = "redacted", _("withheld")


class Visibility(models.TextChoices):
    """Who may know where it is."""

    PUBLIC = "public", _("public")
    ON_REQUEST = "on_request", _("address given on request")
    CONFIDENTIAL = "confidential", _("confidential: no address is kept")


# Of a confidential place none of these may be known.
WRITTEN_WHEREABOUTS = ("address_1", "address_2", "canton", "transportation")
OTHER_WHEREABOUTS = ("latitude", "longitude", "entrance_photo")
WHEREABOUTS_EMPTY = models.Q(
    *((name, "") for name in WRITTEN_WHEREABOUTS),
    *((f"{name}__isnull", True) for name in OTHER_WHEREABOUTS),
)


class PlaceQuerySet(models.QuerySet):
    def public(self):
        """Return the places that have a public page."""
        return self.filter(visibility=Visibility.PUBLIC)


class Place(BranchOwned, ClusterableModel):
    """A place. The address and position of a confidential one are stored nowhere."""

    WHEREABOUTS = (*WRITTEN_WHEREABOUTS, *OTHER_WHEREABOUTS)

    name = models.CharField(_("name"), max_length=120, help_text=_("Example: Women’s centre."))
    slug = models.SlugField(_("address of the page"), max_length=80)
    alternate_name = models.CharField(_("other name"), max_length=120, blank=True)
    location_type = models.CharField(
        _("type"), max_length=10, choices=LocationType, default=LocationType.PHYSICAL
    )
    visibility = models.CharField(
        _("visibility"),
        max_length=12,
        choices=Visibility,
        default=Visibility.CONFIDENTIAL,
        help_text=_("Confidential until you choose otherwise."),
    )
    transportation = models.TextField(
        _("how to get there"),
        max_length=600,
        blank=True,
        help_text=_("In words, with landmarks. Example: behind the market, blue gate."),
    )
    address_1 = models.CharField(_("address"), max_length=120, blank=True)
    address_2 = models.CharField(_("address, next line"), max_length=120, blank=True)
    town = models.CharField(_("town"), max_length=60, blank=True, help_text=_("Example: Atakpamé."))
    canton = models.CharField(_("canton"), max_length=60, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    accessibility = models.CharField(
        _("accessibility"),
        max_length=200,
        blank=True,
        help_text=_("Example: ground floor, ramp, toilets."),
    )
    entrance_photo = models.ForeignKey(
        "centre.CentreImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("photo of the entrance"),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(fields=["branch", "slug"], name="place_slug_in_branch"),
            # Whatever door it comes through: a form, an import, a line of code.
            models.CheckConstraint(
                condition=~models.Q(visibility=Visibility.CONFIDENTIAL) | WHEREABOUTS_EMPTY,
                name="confidential_place_keeps_no_address",
                violation_error_message=_("A confidential place keeps no address."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_public(self) -> bool:
        """Whether the place has a public page."""
        return self.visibility == Visibility.PUBLIC

    def clean(self):
        """Refuse whereabouts on a confidential place, and half a position."""
        super().clean()
        errors = {}
        if self.visibility == Visibility.CONFIDENTIAL:
            for name in self.WHEREABOUTS:
                if getattr(self, name) not in (None, ""):
                    errors[name] = _("A confidential place keeps no address: empty this field.")
        elif (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            errors[missing] = _("Give both latitude and longitude, or neither.")
        if errors:
            raise ValidationError(errors)


class PlacePhone(Phone):
    """A number of a place."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="phones")

    class Meta(Phone.Meta):
        verbose_name = _("phone")
        verbose_name_plural = _("phones")
