"""The caches of a large install."""


def redis_caches(url: str) -> dict[str, dict]:
    """Return ``CACHES`` kept by the Redis or Valkey server at ``url`` for all processes."""
    return {
        alias: {
            "BACKEND": "centre.cache.backends.ForgivingRedisCache",
            "LOCATION": url,
            "KEY_PREFIX": alias,
            # A server that is slow is one that is away.
            "OPTIONS": {"socket_connect_timeout": 0.3, "socket_timeout": 0.5},
        }
        for alias in ("default", "pages")
    }
