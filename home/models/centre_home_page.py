"""The front door of a commune's centre, and what the commune says about itself."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from centre.fields import StreamField
from centre.modules import closed_labels, names_off
from centre.routing import branch_routes, page_type_of
from events.agenda import Agenda
from home.blocks import HomeBodyBlock
from home.models.front_page import FrontPage
from home.navigation import surroundings_of
from home.panels import HOME_EDIT_HANDLER
from services.directory import directory_of
from services.models import Phone


class CentreHomePage(FrontPage):
    """The home page of a centre. Its title is the name of the centre."""

    finds_descendants = True
    read_along = "branch"
    template = "pages/centre_home_page.html"
    # A commune is made whole, with its groups and its collection: centre.tenancy.branches.
    is_creatable = False
    subpage_types = [
        "services.ServiceIndexPage",
        "events.EventIndexPage",
        "events.ProgrammeIndexPage",
        "home.NewsIndexPage",
        "home.StandardPage",
        "home.PartnersPage",
    ]

    town_name = models.CharField(_("town"), max_length=60, help_text=_("Example: Atakpamé."))
    has_building = models.BooleanField(
        _("the centre has a building"),
        default=True,
        help_text=_("Untick it for a project without a building of its own."),
    )
    languages = ParentalManyToManyField(
        "centre.Language", blank=True, verbose_name=_("languages of the centre")
    )
    place = models.ForeignKey(
        "services.Place",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("place of the centre"),
    )
    kept_exit_title = models.CharField(
        _("title of the neutral page kept on phones"),
        max_length=60,
        blank=True,
        help_text=_("Example: Recipe."),
    )
    kept_exit_text = models.TextField(
        _("text of the neutral page kept on phones"),
        max_length=3000,
        blank=True,
        help_text=_(
            "Opened by “Leave” when a phone that keeps the site has no network. Nothing of the "
            "centre must be in it. Leave it empty for a recipe of porridge."
        ),
    )
    counts_visits = models.BooleanField(
        _("count the visits of each page"),
        default=False,
        help_text=_(
            "One number a day for each page, in the report “Visits”: nothing of who reads, and "
            "nothing for sensitive pages. Robots count as readers."
        ),
    )
    has_events = models.BooleanField(
        _("meetings and awareness events"), default=True, help_text=_("In the agenda.")
    )
    has_training = models.BooleanField(
        _("training courses"),
        default=True,
        help_text=_("In the agenda too. Without either, the agenda itself goes away."),
    )
    has_programmes = models.BooleanField(
        _("programmes"), default=True, help_text=_("The projects that carry the centre.")
    )
    has_news = models.BooleanField(
        _("news"), default=True, help_text=_("With them goes the letter of the month.")
    )
    body = StreamField(HomeBodyBlock(), blank=True, verbose_name=_("body"))

    edit_handler = HOME_EDIT_HANDLER

    class Meta:
        verbose_name = _("home page of a centre")
        verbose_name_plural = _("home pages of centres")

    @classmethod
    def get_subpage_urls(cls):
        """Return the addresses under a centre that are not pages."""
        return [*branch_routes(), *super().get_subpage_urls()]

    def route(self, request, path_components):
        """Find the page, and remember whose centre the request and the page are in."""
        self.receive(request)
        result = super().route(request, path_components)
        self._refuse_closed(result)
        result.page.owner_branch = getattr(self, "branch", None)
        return result

    def _refuse_closed(self, result) -> None:
        """Raise ``Http404`` for what the commune has switched off; asks the database nothing."""
        closed = closed_labels(names_off(self))
        view = getattr(result.args[0], "__func__", None) if result.args else None
        if {result.page._meta.label, page_type_of(view)} & closed:
            raise Http404

    @property
    def house(self):
        """The branch with whose version its pages are kept."""
        return self.branch

    @property
    def directory(self):
        """What the directory of the centre knows."""
        return directory_of(self.branch)

    def agenda(self, request) -> Agenda:
        """Return the dates of the centre, as ``request`` sees them now."""
        return Agenda(self, self.branch, request)

    @property
    def surroundings(self):
        """What surrounds every page of the centre."""
        return surroundings_of(self)

    def get_context(self, request, *args, **kwargs):
        """Add needs, the state of the centre and its services."""
        from home.front import home_context

        context = super().get_context(request, *args, **kwargs)
        context.update(home_context(self, request))
        return context

    def clean(self):
        """Refuse half a page to leave for without network."""
        super().clean()
        errors = {}
        if self.kept_exit_text and not self.kept_exit_title:
            errors["kept_exit_title"] = _("Give the neutral page a title too.")
        if self.kept_exit_title and not self.kept_exit_text:
            errors["kept_exit_text"] = _("Write the neutral page, or empty its title.")
        if errors:
            raise ValidationError(errors)


class CentrePhone(Phone):
    """A number of the centre."""

    page = ParentalKey(CentreHomePage, on_delete=models.CASCADE, related_name="phones")

    class Meta(Phone.Meta):
        verbose_name = _("phone")
        verbose_name_plural = _("phones")
