"""Addresses under a centre's root that are not pages, given by the apps above.

A view gets the home page of the centre first: ``view(home, request, **kwargs)``.
"""

from functools import cache, lru_cache

from django.urls import URLPattern
from django.urls.resolvers import RegexPattern, URLResolver

_patterns: list[URLPattern] = []


def register_branch_routes(patterns: list[URLPattern]) -> None:
    """Add ``patterns`` to the addresses that exist under every centre's root."""
    _patterns.extend(patterns)
    _resolver.cache_clear()
    _reversed.cache_clear()


def branch_routes() -> list[URLPattern]:
    """Return every registered pattern, in order of registration."""
    return list(_patterns)


def reverse_branch_route(name: str, **kwargs) -> str:
    """Return the address of a route relative to the centre's root, without first slash.

    Raises ``NoReverseMatch`` for an unknown name or wrong arguments.
    """
    return _reversed(name, tuple(kwargs.items()))


@lru_cache(maxsize=4096)
def _reversed(name: str, arguments: tuple[tuple[str, object], ...]) -> str:
    return _resolver().reverse(name, **dict(arguments))


@cache
def _resolver() -> URLResolver:
    return URLResolver(RegexPattern(r"^"), _patterns)
