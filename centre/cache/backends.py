"""A cache that may go away without taking the site with it."""

import logging
import time
from functools import wraps

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from centre.cache.signing import Damaged

logger = logging.getLogger(__name__)

# So long nobody asks a server that did not answer.
PAUSE_SECONDS = 5
SERIALIZER = "centre.cache.signing.SignedSerializer"


def forgiven(name: str, nothing):
    """Return the method ``name`` of ``RedisCache`` that gives ``nothing()`` without a server."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def forgiving(self, *args, **kwargs):
        if time.monotonic() < self.asked_again_at:
            return nothing(*args, **kwargs)
        try:
            return method(self, *args, **kwargs)
        except Damaged:
            logger.warning("The cache holds a value that is not ours.")
            return nothing(*args, **kwargs)
        except RedisError as error:
            self.asked_again_at = time.monotonic() + PAUSE_SECONDS
            logger.warning("The cache does not answer: %s", type(error).__name__)
            return nothing(*args, **kwargs)

    return forgiving


class ForgivingRedisCache(RedisCache):
    """Redis or Valkey; while it is away nothing is found and nothing is kept.

    What is damaged is not found.
    """

    # By all processes, on whatever machine.
    is_shared = True
    asked_again_at = 0.0

    def __init__(self, server, params):
        options = {"serializer": SERIALIZER} | params.get("OPTIONS", {})
        super().__init__(server, params | {"OPTIONS": options})

    get = forgiven("get", lambda key, default=None, version=None: default)
    get_many = forgiven("get_many", lambda *args, **kwargs: {})
    has_key = forgiven("has_key", lambda *args, **kwargs: False)
    add = forgiven("add", lambda *args, **kwargs: True)
    set = forgiven("set", lambda *args, **kwargs: None)
    set_many = forgiven("set_many", lambda *args, **kwargs: [])
    touch = forgiven("touch", lambda *args, **kwargs: False)
    delete = forgiven("delete", lambda *args, **kwargs: False)
    delete_many = forgiven("delete_many", lambda *args, **kwargs: None)
    clear = forgiven("clear", lambda *args, **kwargs: False)
