"""Pages between communes: none moves, a copy takes nothing of its first commune along."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from centre.models.branch import Branch
from centre.tenancy.copying import copy_to_commune
from centre.tenancy.references import leaves_its_commune


def before_move(request, page, destination):
    """Refuse a move out of the commune, with the reason."""
    if not leaves_its_commune(page, destination):
        return None
    messages.error(
        request,
        _(
            "A page stays in its commune: its places, organisations and images belong there. "
            "Copy it to the other commune instead."
        ),
    )
    return redirect("wagtailadmin_pages:move", page.pk)


def before_delete(request, page):
    """Refuse to delete the home page of a commune, or a page above it."""
    if not _holds_a_commune([page]):
        return None
    messages.error(request, _refusal())
    return redirect("wagtailadmin_explore", page.pk)


def before_bulk(request, action_type, objects, action):
    """Refuse to delete several pages when one of them holds a commune."""
    pages = [thing for thing in objects if isinstance(thing, Page)]
    if action_type != "delete" or not _holds_a_commune(pages):
        return None
    messages.error(request, _refusal())
    return redirect("wagtailadmin_explore_root")


def before_copy(request, page):
    """Copy a page to another commune our way; within its commune Wagtail copies it."""
    page = page.specific
    parent = Page.objects.filter(pk=_digits(request.POST.get("new_parent_page"))).first()
    if parent is None or not leaves_its_commune(page, parent):
        return None
    form_class = getattr(page, "copy_form_class", CopyForm)
    form = form_class(request.POST, user=request.user, page=page)
    if not form.is_valid():
        return None
    if form.cleaned_data.get("alias"):
        messages.error(request, _("A page of a commune has no twin in another commune: copy it."))
        return redirect("wagtailadmin_pages:copy", page.pk)
    said = form.cleaned_data
    copied = copy_to_commune(
        page, parent, request.user, title=said["new_title"], slug=said["new_slug"]
    )
    messages.success(
        request,
        _(
            "Here is a draft with the texts of the page. Choose places, organisations, images "
            "and files of this commune, then publish."
        ),
    )
    return redirect("wagtailadmin_pages:edit", copied.pk)


def _holds_a_commune(pages) -> bool:
    paths = Branch.objects.values_list("root_page__path", flat=True)
    return any(path.startswith(page.path) for path in paths for page in pages)


def _refusal() -> str:
    return _(
        "The home page of a commune cannot be deleted: everything of the commune hangs on it. "
        "The federation closes a commune as a whole."
    )


def _digits(text) -> int | None:
    return int(text) if text and text.isdigit() else None
