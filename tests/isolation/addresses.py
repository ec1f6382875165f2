"""The addresses of the staff area, read from the URL resolver: a new one is never forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver, reverse
from wagtail.admin.viewsets import viewsets
from wagtail.coreutils import resolve_model_string

from centre.tenancy.policy import is_owned


@dataclass(frozen=True)
class Address:
    """One named pattern; ``takes`` are the names of its parameters."""

    namespace: str
    name: str
    takes: tuple[str, ...]

    def __str__(self):
        return f"{self.namespace}:{self.name}"

    def url(self, *args) -> str:
        return reverse(str(self), args=args)


def addresses(prefix: str = "admin/") -> list[Address]:
    """Return every named pattern under ``prefix`` that stands in a namespace."""
    root = next(
        resolver for resolver in get_resolver().url_patterns if str(resolver.pattern) == prefix
    )
    return list(_walk(root.url_patterns, (), ()))


def _walk(patterns, namespaces, takes) -> Iterator[Address]:
    for pattern in patterns:
        taken = (*takes, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            if pattern.name and namespaces:
                yield Address(":".join(namespaces), pattern.name, taken)
        else:
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inside, taken)


def owned_addresses() -> list[tuple[type, Address]]:
    """Return the addresses of every viewset of an owned model, each with its model."""
    found = addresses()
    models = {
        viewset.url_namespace: resolve_model_string(viewset.model)
        for viewset in viewsets.viewsets
        if viewset.name and getattr(viewset, "model", None)
    }
    return [
        (models[address.namespace], address)
        for address in found
        if address.namespace in models and is_owned(models[address.namespace])
    ]
