"""Production whose pages, and their versions, are in the memory of each process alone.

Nobody runs a site so: what one process publishes the others would not know. It shows what a kept
page costs when neither a database nor a cache server is asked.
"""

from centre.settings.production import *  # noqa: F403

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {"BACKEND": "bench.layers.Memory", "LOCATION": "pages"},
}
