"""The news of a centre, or of the federation."""

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from centre.models import CentrePage
from centre.panels import page_tabs
from centre.safety.sensitive import protect
from events import converters
from home.models.routed_files import RoutedFilesMixin

converters.register()


class NewsIndexPage(RoutedFilesMixin, CentrePage):
    """The list of news, by year, with a feed. The page above says whether it takes one."""

    template = "pages/news_index_page.html"
    max_count_per_parent = 1
    subpage_types = ["home.NewsPage"]

    edit_handler = page_tabs([], recordings=False)

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    @path("")
    def index_route(self, request, *args, **kwargs):
        """Show a page of news."""
        from home.news.listing import news_context

        return self.render(request, context_overrides=news_context(self, request))

    @path("<year:year>/")
    def year_view(self, request, year):
        """Show the news of a year; 404 for one without any."""
        from home.news.listing import year_context

        return self.render(request, context_overrides=year_context(self, request, year))

    @path("lettre/<month:month>/")
    def letter_view(self, request, month):
        """Show the letter of a month; 404 for one to come."""
        from home.letter.page import letter_context

        context = letter_context(self, request, month)
        return self.render(request, context_overrides=context, template="pages/letter.html")

    @path("atom.xml")
    def atom_view(self, request):
        """Send the latest news to who follows them."""
        from home.news.feed import news_feed

        return news_feed(self, request)

    def serve(self, request, *args, **kwargs):
        """Answer, also below, with the protection of a sensitive page."""
        response = super().serve(request, *args, **kwargs)
        return protect(response) if self.sensitive else response
