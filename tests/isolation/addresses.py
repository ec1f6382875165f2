"""The addresses of the site, read from the URL resolver: a new one is never forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver, reverse
from django.utils.regex_helper import normalize
from wagtail.admin.viewsets import viewsets
from wagtail.coreutils import resolve_model_string

from centre.tenancy.policy import is_owned


@dataclass(frozen=True)
class Address:
    """One pattern; ``takes`` are the names of its parameters, ``template`` what it looks like."""

    namespace: str
    name: str
    takes: tuple[str, ...]
    template: str

    def __str__(self):
        named = ":".join(part for part in (self.namespace, self.name) if part)
        return named or self.template

    def url(self, *args) -> str:
        return reverse(str(self), args=args)

    def filled(self, values: dict) -> str:
        """Return the address with ``values`` in the place of its parameters."""
        return "/" + self.template % {name: values[name] for name in self.takes}


def addresses(prefix: str = "admin/") -> list[Address]:
    """Return every pattern of ours and of Wagtail's at or under ``prefix``, once each."""
    found = {}
    for pattern in get_resolver().url_patterns:
        if str(pattern.pattern).startswith(prefix):
            for address in _walk([pattern], (), (), ""):
                # What stands first answers.
                found.setdefault(address.template, address)
    return list(found.values())


def _walk(patterns, namespaces, takes, above) -> Iterator[Address]:
    for pattern in patterns:
        template, names = _template(pattern.pattern)
        taken, template = (*takes, *names), above + template
        if isinstance(pattern, URLPattern):
            yield Address(":".join(namespaces), pattern.name or "", taken, template)
        else:
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inside, taken, template)


def _template(pattern) -> tuple[str, list[str]]:
    """Return ``pages/%(page_id)s/`` and ``["page_id"]`` for a pattern."""
    return normalize(pattern.regex.pattern.lstrip("^"))[0]


def owned_addresses() -> list[tuple[type, Address]]:
    """Return the addresses of every viewset of an owned model, each with its model."""
    # Reading the addresses is what registers the viewsets.
    every = addresses()
    models = {namespace: model for namespace, model in viewset_models().items() if is_owned(model)}
    return [(models[one.namespace], one) for one in every if one.namespace in models]


def viewset_models() -> dict[str, type]:
    """Return the model of each registered viewset that has one, by its namespace."""
    return {
        viewset.url_namespace: resolve_model_string(viewset.model)
        for viewset in viewsets.viewsets
        if viewset.name and getattr(viewset, "model", None)
    }
