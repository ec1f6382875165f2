"""Which news."""

from wagtail.models import PageManager

from centre.querysets import CentrePageQuerySet


class NewsQuerySet(CentrePageQuerySet):
    """News of one list."""

    def told_in(self, index):
        """Return what may be named of what everybody may see below the page ``index``.

        The latest comes first; a sensitive one without a neutral title is named nowhere.
        """
        pages = self.live().unrestricted().below(index.path).order_by("-date", "-pk")
        unnamed = {"neutral_title": ""} if index.sensitive else {
            "neutral_title": "", "is_sensitive": True,
        }  # fmt: skip
        return pages.exclude(**unnamed)


NewsManager = PageManager.from_queryset(NewsQuerySet)
