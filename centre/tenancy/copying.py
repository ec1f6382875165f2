"""A copy of a page for another commune: its texts, and nothing that its first commune owns."""

import re
import uuid

from django.db.models import ForeignKey, UUIDField
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from centre.models.branch import Branch
from centre.tenancy.references import branch_at, own, points_elsewhere

# A link to a page or a file; what it says stays.
LINK = re.compile(r'<a\b[^>]*\blinktype="[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def copy_to_commune(page: Page, parent: Page, user, **changes) -> Page:
    """Write a draft like ``page`` under ``parent`` of another commune, and return it.

    What it points at and ``parent``’s commune may not is left out: a field is emptied, a row
    that is nothing without it is dropped, a link becomes plain text. No version, remark,
    enrolment or page below comes along. ``changes`` are its title and address.
    """
    branch = branch_at(parent.path)
    page = page.specific
    copied = page.copy(
        to=parent,
        recursive=False,
        copy_revisions=False,
        keep_live=False,
        exclude_fields=_left_out(page, branch),
        update_attrs=_texts(page, branch) | changes,
        process_child_object=lambda _source, _copy, _relation, row: _clear(row, branch),
        # The history of a copy would name the page above its source.
        log_action="wagtail.create",
        user=user,
    )
    for restriction in copied.view_restrictions.filter(restriction_type="groups"):
        restriction.groups.clear()
        restriction.restriction_type = "login"
        restriction.save()
    return copied


def _left_out(page, branch: Branch | None) -> list[str]:
    """Return the names of the fields and rows of ``page`` that cannot come along."""
    names = [field.name for field in _keys(page) if _is_elsewhere(page, field, branch)]
    for relation in get_all_child_m2m_relations(page):
        things = getattr(page, relation.name).all()
        if own(things, branch).count() < things.count():
            names.append(relation.name)
    for relation in get_all_child_relations(page):
        rows = getattr(page, relation.get_accessor_name()).all()
        if any(_needs_elsewhere(row, branch) for row in rows):
            names.append(relation.get_accessor_name())
    return names


def _needs_elsewhere(row, branch) -> bool:
    return any(not field.null and _is_elsewhere(row, field, branch) for field in _keys(row))


def _clear(row, branch) -> None:
    """Empty what a copied row points at elsewhere, and give it an identity of its own."""
    for field in row._meta.concrete_fields:
        if isinstance(field, UUIDField):
            setattr(row, field.name, uuid.uuid4())
    for field in _keys(row):
        if field.null and _is_elsewhere(row, field, branch):
            setattr(row, field.name, None)


def _keys(thing) -> list[ForeignKey]:
    return [
        field
        for field in thing._meta.concrete_fields
        if isinstance(field, ForeignKey)
        # What a page is made of, or a row hangs on, is no pointer.
        and not isinstance(field, ParentalKey)
        and not field.remote_field.parent_link
    ]


def _is_elsewhere(thing, field, branch) -> bool:
    key = getattr(thing, field.attname)
    return key is not None and points_elsewhere([(field.related_model, key)], branch)


def _texts(page, branch) -> dict:
    """Return the running texts of ``page``, without what leads elsewhere."""
    found = {}
    for field in page._meta.concrete_fields:
        value = getattr(page, field.name, None)
        if isinstance(field, RichTextField):
            found[field.name] = LINK.sub(r"\1", value)
        elif isinstance(field, StreamField):
            found[field.name] = _stream(field, value, branch)
    return found


def _stream(field, value, branch):
    block = field.stream_block
    blocks = [
        child
        for child in without_links(block.get_prep_value(value))
        if not points_elsewhere(block.extract_references(block.to_python([child])), branch)
    ]
    return block.to_python(blocks)


def without_links(value):
    """Return ``value``, as a stream stores it, with the words of its links only."""
    if isinstance(value, str):
        return LINK.sub(r"\1", value)
    if isinstance(value, list):
        return [without_links(item) for item in value]
    if isinstance(value, dict):
        return {name: without_links(item) for name, item in value.items()}
    return value
