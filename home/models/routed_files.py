"""Addresses of files below a page that is no folder."""

from wagtail.contrib.routable_page.models import RoutablePageMixin


class RoutedFilesMixin(RoutablePageMixin):
    """A page with addresses of its own below it, some of which are those of files."""

    def resolve_subpage(self, path):
        """Find what is no page. The name of a file has no slash after it."""
        is_file = "." in path.rstrip("/").rpartition("/")[2]
        return super().resolve_subpage(path.rstrip("/") if is_file else path)
