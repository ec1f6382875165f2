"""Addresses of files below a page that is no folder."""

import threading

from wagtail.contrib.routable_page.models import RoutablePageMixin

_finding = threading.Lock()


class RoutedFilesMixin(RoutablePageMixin):
    """A page with addresses of its own below it, some of which are those of files."""

    @classmethod
    def get_resolver(cls):
        """Return what finds the addresses below pages of this class.

        Wagtail reads the class for it and then writes it there: the first two readers of a process
        that come at once would have it read what is being written.
        """
        with _finding:
            return super().get_resolver()

    def resolve_subpage(self, path):
        """Find what is no page. The name of a file has no slash after it."""
        is_file = "." in path.rstrip("/").rpartition("/")[2]
        return super().resolve_subpage(path.rstrip("/") if is_file else path)
