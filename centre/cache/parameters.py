"""The parameters of a public address that change what its page says; all others are ignored.

Forms read the query string (``services.filters`` and the like) and declare themselves here.
"""

from django import forms
from django.http import QueryDict

from centre.weight.choice import ImagesForm

_names = set(ImagesForm.base_fields)


def register_parameters(*form_classes: type[forms.BaseForm]) -> None:
    """Declare that public pages read the fields of ``form_classes`` from the query string."""
    for form_class in form_classes:
        _names.update(form_class.base_fields)


def known_parameters(query: QueryDict) -> QueryDict:
    """Return ``query`` in one way of writing it.

    Without what no page reads and what is empty, one value for each name (the last, as forms
    take it), in the order of names: two addresses that show the same have the same.
    """
    known = QueryDict(mutable=True, encoding=query.encoding)
    for name in sorted(_names.intersection(query)):
        if value := query[name]:
            known[name] = value
    known._mutable = False
    return known
