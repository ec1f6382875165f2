"""The portal of the federation: every commune in one place."""

from django.db import models
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from centre.fields import StreamField
from centre.models import Federation
from communes.panels import FEDERATION_EDIT_HANDLER
from communes.way import first_stop
from home.blocks import HomeBodyBlock
from home.models import FrontPage


class FederationHomePage(FrontPage):
    """The front door of the federation. Its title is the name of the site.

    It stands outside every branch, and the home pages of the communes below it.
    """

    template = "pages/federation_home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.CentreHomePage",
        "communes.PartnerCommuneIndexPage",
        "home.StandardPage",
        "home.NewsIndexPage",
        "events.ProgrammeIndexPage",
    ]
    # No commune's: what asks a front page for its branch gets none.
    branch = None

    federation_name = models.CharField(
        _("name of the federation"),
        max_length=120,
        help_text=_("Example: Association of the communes of Togo."),
    )
    body = StreamField(HomeBodyBlock(), blank=True, verbose_name=_("body"))

    edit_handler = FEDERATION_EDIT_HANDLER

    class Meta:
        verbose_name = _("portal of the federation")
        verbose_name_plural = _("portals of the federation")

    @classmethod
    def get_subpage_urls(cls):
        """Return the addresses of the portal that are not pages."""
        from communes.urls import portal_urlpatterns

        return [*portal_urlpatterns, *super().get_subpage_urls()]

    @cached_property
    def house(self) -> Federation:
        """The federation, with whose version its pages are kept."""
        return Federation.current()

    @property
    def directory(self):
        """What the directory holds for the whole country."""
        from communes.national import national_of

        return national_of(self).directory

    def agenda(self, request):
        """Return the dates of all communes, as ``request`` sees them now."""
        from communes.agenda import CommonAgenda
        from communes.portal import centres_of

        return CommonAgenda(self, centres_of(self), request)

    @property
    def surroundings(self):
        """What surrounds every page of the federation."""
        from communes.frame import surroundings_of

        return surroundings_of(self)

    def route(self, request, path_components):
        """Find the page, and remember that the reader is at the federation's."""
        from communes.national import sensitive_paths_of

        self.receive(request)
        # Before anything of what the page will say: what changes meanwhile makes it out of date.
        self.house = Federation.current()
        stop = None if self._is_own(path_components) else first_stop(self, path_components)
        page, rest = stop or (super(), path_components)
        result = page.route(request, rest)
        if request.centre_home is self:
            result.page.owner_branch = None
            result.page.sensitive = result.page.is_sensitive or result.page.path.startswith(
                sensitive_paths_of(self)
            )
        return result

    def _is_own(self, path_components) -> bool:
        """Return whether the address is one of the portal's own."""
        try:
            self.resolve_subpage(f"/{'/'.join(path_components)}/" if path_components else "/")
        except Http404:
            return False
        return True

    def get_context(self, request, *args, **kwargs):
        """Add the communes and the next dates."""
        from communes.front import portal_context

        context = super().get_context(request, *args, **kwargs)
        context.update(portal_context(self, request))
        return context
