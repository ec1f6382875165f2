"""Production, and a note of each page that was made rather than taken from memory."""

from centre.settings.production import *  # noqa: F403
from centre.settings.production import MIDDLEWARE

# Whatever gets past this one has to be made.
AFTER = "centre.cache.middleware.PageCacheMiddleware"
_place = MIDDLEWARE.index(AFTER) + 1
MIDDLEWARE = [*MIDDLEWARE[:_place], "drill.making.noted", *MIDDLEWARE[_place:]]
