"""What every front door has: that of a centre, and that of the federation."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from centre import colours
from centre.fields import ColourField, SecureURLField
from centre.models import CentrePage
from centre.safety.target import DEFAULT_TARGET, leads_back
from home.models.routed_files import RoutedFilesMixin


class FrontPage(RoutedFilesMixin, CentrePage):
    """Abstract: the page whose name, colours and way out stand on every page below it.

    Templates call it ``home``. Besides its fields it has ``house``, the branch or the federation
    with whose version its pages are kept, ``surroundings`` (``home.navigation``),
    ``directory`` (``services.directory``) and ``agenda(request)`` (``events.agenda``).
    """

    logo = models.ForeignKey(
        "centre.CentreImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
    )
    primary_colour = ColourField(_("main colour"), default="#17505a")
    accent_colour = ColourField(_("second colour"), default="#c98a2b")
    exit_address = SecureURLField(
        _("page to leave for"),
        max_length=300,
        default=DEFAULT_TARGET,
        help_text=_(
            "The button “Leave” of every page leads there. Choose a page of another site that "
            "says nothing of whoever opens it, light, in French: a recipe, the weather. Not a "
            "page where one logs in. Example: https://fr.wikipedia.org/wiki/Riz."
        ),
    )

    class Meta:
        abstract = True

    @property
    def own_address(self) -> str:
        """The address to remember of the house, with its host; empty where no site serves it."""
        return self.surroundings.own_address

    def clean(self):
        """Refuse colours that could not be read, and an exit that leads back in."""
        super().clean()
        errors = {}
        for name in ("primary_colour", "accent_colour"):
            if problem := colours.problem(name, getattr(self, name)):
                errors[name] = problem
        if leads_back(self.exit_address):
            errors["exit_address"] = _("This page is on this site: choose one of another site.")
        if errors:
            raise ValidationError(errors)
