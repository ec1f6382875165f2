"""Values of a cache server, signed: what this install did not write is not read.

A cache server is reached over the network and keeps pickles, which run code when they are read.
Whatever is damaged there, cut, or put there by somebody else is as good as not there.
"""

import hmac
import pickle
from functools import lru_cache

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "centre.cache"
DIGEST = "sha256"
SIZE = 32


class Damaged(Exception):
    """It is not what this install wrote."""


class SignedSerializer:
    """For ``OPTIONS["serializer"]`` of Django's Redis cache.

    Numbers are signed like the rest, so ``incr`` is not for this cache.
    """

    def dumps(self, value) -> bytes:
        """Return the bytes of ``value``, with the signature in front."""
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return _signature(content) + content

    def loads(self, data: bytes):
        """Return what was written. Raises ``Damaged``, and reads nothing that is not ours."""
        signature, content = data[:SIZE], data[SIZE:]
        if not hmac.compare_digest(signature, _signature(content)):
            raise Damaged
        try:
            return pickle.loads(content)  # noqa: S301  # ours: it is signed
        except Exception as error:  # of another version of the site
            raise Damaged from error


def _signature(content: bytes) -> bytes:
    return hmac.digest(_key(settings.SECRET_KEY), content, DIGEST)


@lru_cache(maxsize=2)
def _key(secret: str) -> bytes:
    return salted_hmac(SALT, "", secret=secret, algorithm=DIGEST).digest()
