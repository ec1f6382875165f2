"""Every editor of the staff area lets one choose what is hers, or what is common to all."""

import pytest
from wagtail.admin.viewsets import viewsets
from wagtail.documents import get_document_model
from wagtail.models import get_page_models

from centre.models.page import CentrePage
from centre.tenancy.references import is_bound
from centre.tenancy.viewsets import BranchViewSet
from tests.factories import ImageFactory, StandardPageFactory
from tests.factories.media import SoundFactory
from tests.isolation.addresses import addresses

pytestmark = pytest.mark.django_db

PAGES = [model for model in get_page_models() if issubclass(model, CentrePage)]


def with_a_row(form_class, **kwargs):
    """Return a form that was sent with one row of each kind, in which nothing is chosen."""
    sent = {}
    for formset in form_class(**kwargs).formsets.values():
        sent |= {f"{formset.prefix}-TOTAL_FORMS": "1", f"{formset.prefix}-INITIAL_FORMS": "0"}
    return form_class(sent, **kwargs)


def choices(form, name: str) -> dict:
    """Return what may be chosen in each field of ``form`` and of its rows, where it matters."""
    found = {
        f"{name}.{field_name}": field.queryset
        for field_name, field in form.fields.items()
        if getattr(field, "queryset", None) is not None and is_bound(field.queryset.model)
    }
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            found |= choices(row, f"{name}.{formset.prefix}")
    return found


def editors_of_pages(branch, user):
    for model in PAGES:
        form_class = model.get_edit_handler().get_form_class()
        page = model()
        yield (
            model,
            with_a_row(
                form_class, instance=page, parent_page=branch.root_page.specific, for_user=user
            ),
        )


def editors_of_the_rest(branch, user):
    addresses()  # which registers the viewsets
    for viewset in viewsets.viewsets:
        if isinstance(viewset, BranchViewSet):
            form_class, instance = viewset.get_form_class(), viewset.model(branch=branch)
            yield viewset.model, with_a_row(form_class, instance=instance, for_user=user)


def things_of(branch, owned: dict) -> list:
    """Return something of every kind that a form points at."""
    document = {"title": "Un document", "collection": branch.collection, "file": "un.txt"}
    return [
        *owned.values(),
        StandardPageFactory(branch=branch, title="Brouillon", live=False),
        ImageFactory(branch=branch),
        SoundFactory(branch=branch),
        get_document_model().objects.create(**document),
    ]


@pytest.mark.parametrize("editors", [editors_of_pages, editors_of_the_rest])
def test_what_one_chooses_is_hers(editors, branch, other_branch, director, hers, foreign):
    offered = {}
    for model, form in editors(branch, director):
        offered |= choices(form, model.__name__)
    ours, theirs = things_of(branch, hers), things_of(other_branch, foreign)
    assert names_of(offered, ours)
    assert names_of(offered, theirs) == []


def names_of(offered: dict, things: list) -> list[str]:
    """Return the fields in which one of ``things`` can be chosen."""
    return [
        name
        for name, queryset in offered.items()
        if any(
            queryset.filter(pk=thing.pk).exists()
            for thing in things
            if issubclass(type(thing), queryset.model)
        )
    ]
