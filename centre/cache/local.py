"""The memory of one process, whom no other tells that something changed."""

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY

# Wagtail keeps the roots of the sites for an hour, and only the process that changes them forgets
# them: all others would write links below a new root as « None » for so long.
ROOTS_SECONDS = 60


class ProcessCache(LocMemCache):
    """As Django's, but the roots of the sites are read again each minute."""

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep ``value`` for ``timeout`` seconds, the roots of the sites for ``ROOTS_SECONDS``."""
        if key == SITE_ROOT_PATHS_CACHE_KEY:
            timeout = ROOTS_SECONDS
        super().set(key, value, timeout, version)
