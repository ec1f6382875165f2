"""One piece of news."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from centre.fields import StreamField
from centre.models import CentrePage
from home.blocks import HomeBodyBlock
from home.news.panels import NEWS_EDIT_HANDLER
from home.news.querysets import NewsManager


class NewsPage(CentrePage):
    """What happened on a day, and what else to read about it."""

    template = "pages/news_page.html"
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []

    date = models.DateField(
        _("date"),
        default=timezone.localdate,
        help_text=_("The day it is about: news stand in this order. Example: 03/12/2026."),
    )
    body = StreamField(HomeBodyBlock(), blank=True, verbose_name=_("body"))

    objects = NewsManager()

    wants_image = True
    edit_handler = NEWS_EDIT_HANDLER

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")

    def get_context(self, request, *args, **kwargs):
        """Add its picture, its recordings and what else to read."""
        from home.news.detail import news_page_context

        context = super().get_context(request, *args, **kwargs)
        context.update(news_page_context(self, request))
        return context


class RelatedPage(Orderable):
    """A page to read with a piece of news: an event, a service, a programme."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related")
    target = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("Example: the event it tells of. Shown as long as everybody may see it."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("page to read with it")
        verbose_name_plural = _("pages to read with it")

    def __str__(self):
        return str(self.target)
