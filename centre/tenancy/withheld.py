"""What a refused form shows again: nothing of what it was refused for.

A request written by hand names whatever it likes; the editor that comes back with the refusal
would give the name and the picture of it.
"""

from wagtail.admin.widgets import BaseChooser
from wagtail.fields import RichTextField

from centre.tenancy.copying import LINK, without_links
from centre.tenancy.references import points_elsewhere


def withhold_choice(field) -> None:
    """Let the chooser of ``field``, a form field, show only what may be chosen in it."""
    widget = field.widget
    if not isinstance(widget, BaseChooser):
        return
    find = widget.get_instance

    def find_own(value):
        found = find(value)
        is_own = found is not None and field.queryset.filter(pk=found.pk).exists()
        return found if is_own else None

    widget.get_instance = find_own


def withhold_text(form, field, branch) -> None:
    """Let ``form`` show the text of ``field``, a model field, without what leads elsewhere.

    The words stay, so that nobody types them twice.
    """
    value = form.cleaned_data[field.name]
    if isinstance(field, RichTextField):
        shown = LINK.sub(r"\1", value)
    else:
        shown = _stream(field.stream_block, value, branch)
    form.fields[field.name].bound_data = lambda _data, _initial: shown


def _stream(block, value, branch):
    def leads_elsewhere(child) -> bool:
        return points_elsewhere(block.extract_references(block.to_python([child])), branch)

    children = [
        without_links(child) if leads_elsewhere(child) else child
        for child in block.get_prep_value(value)
    ]
    return block.to_python([child for child in children if not leads_elsewhere(child)])
