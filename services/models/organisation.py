"""Organisations that give or support services (HSDS ``organization``)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from centre.models import BranchOwned
from services.models.phone import Phone


class OrganisationKind(models.TextChoices):
    """Who the organisation is, in the words people use."""

    TOWN_HALL = "mairie", _("Town hall")
    NGO = "ong", _("Association or NGO")
    LISTENING_CENTRE = "ecoute", _("Listening centre")
    RADIO = "radio", _("Radio")
    WOMENS_GROUP = "groupement", _("Women’s group")
    CHIEFTAINCY = "chefferie", _("Chieftaincy")
    STATE = "etat", _("State service")
    FUNDER = "bailleur", _("Funder")
    FEDERATION = "federation", _("Federation or network")


class Organisation(BranchOwned, ClusterableModel):
    """An organisation. Names of persons stay in the staff area."""

    name = models.CharField(_("name"), max_length=120, help_text=_("Example: Commune of Ogou 1."))
    slug = models.SlugField(_("address"), max_length=80)
    alternate_name = models.CharField(
        _("short name"), max_length=60, blank=True, help_text=_("Example: FCT.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    description = models.TextField(_("what it does"), max_length=600, blank=True)
    role_in_project = models.CharField(
        _("role in the project"),
        max_length=120,
        blank=True,
        help_text=_("Example: funds the building of the centre."),
    )
    website = models.URLField(_("web site"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    town = models.CharField(_("town"), max_length=60, blank=True)
    country = models.CharField(_("country"), max_length=60, default="Togo")
    logo = models.ForeignKey(
        "centre.CentreImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
    )
    place = models.ForeignKey(
        "services.Place",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="organisations",
        verbose_name=_("place"),
    )
    parent_organisation = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="members",
        verbose_name=_("belongs to"),
    )
    focal_person = models.CharField(
        _("contact person (never published)"), max_length=120, blank=True
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(fields=["branch", "slug"], name="organisation_slug_in_branch")
        ]

    def __str__(self):
        return self.name


class OrganisationPhone(Phone):
    """A number of an organisation."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="phones")

    class Meta(Phone.Meta):
        verbose_name = _("phone")
        verbose_name_plural = _("phones")
