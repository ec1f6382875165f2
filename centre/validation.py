"""Validate an object whole, as the editor's form would."""

from django.core.exceptions import ValidationError
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.fields import StreamField


def validate_whole(instance) -> None:
    """Raise ``ValidationError`` unless ``instance``, its rows and its blocks are all valid.

    ``full_clean`` looks neither at the rows of an inline panel nor inside a StreamField.
    Values are normalised in place (a phone becomes what is dialled), so validate before saving.
    """
    validate_content(instance)
    instance.full_clean()


def validate_content(instance) -> None:
    """As ``validate_whole``, without the fields of ``instance`` itself.

    For a page that has no place in the tree yet: saving it cleans its own fields.
    """
    for field in instance._meta.get_fields():
        if isinstance(field, StreamField):
            _clean_blocks(field, getattr(instance, field.name))
    if isinstance(instance, ClusterableModel):
        for relation in get_all_child_relations(instance):
            for row in getattr(instance, relation.get_accessor_name()).all():
                validate_content(row)
                row.full_clean(exclude=[relation.field.name])


def _clean_blocks(field, value) -> None:
    try:
        field.stream_block.clean(value)
    except ValidationError as error:
        # A block's error is made for a form and says little by itself.
        raise ValidationError({field.name: f"{value.get_prep_value()!r}: {error!r}"}) from error
