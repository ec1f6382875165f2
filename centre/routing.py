"""Addresses under a centre's root that are not pages, given by the apps above.

A view gets the home page of the centre first: ``view(home, request, **kwargs)``.
"""

from collections.abc import Callable
from functools import cache, lru_cache

from django.urls import URLPattern
from django.urls.resolvers import RegexPattern, URLResolver

_patterns: list[URLPattern] = []
_page_types: dict[Callable, str] = {}


def register_branch_routes(patterns: list[URLPattern], page_type: str = "") -> None:
    """Add ``patterns`` to the addresses that exist under every centre's root.

    ``page_type``: the label of the page that they belong to. Where a commune has switched it off
    they do not exist either.
    """
    _patterns.extend(patterns)
    _page_types.update({pattern.callback: page_type for pattern in patterns})
    _resolver.cache_clear()
    _reversed.cache_clear()


def branch_routes() -> list[URLPattern]:
    """Return every registered pattern, in order of registration."""
    return list(_patterns)


def page_type_of(view: Callable) -> str:
    """Return the label of the page that the address of ``view`` belongs to, often none."""
    return _page_types.get(view, "")


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
