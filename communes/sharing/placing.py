"""Put a shared page into a branch, as an alias that follows it; and let it go."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published

from centre.models import Branch
from centre.tenancy.policy import is_owned
from home.models import NewsPage, StandardPage

# What holds words and pictures only: other pages speak of things that one commune owns.
SHAREABLE = (StandardPage, NewsPage)


def may_be_shared(page: Page) -> bool:
    """Return whether ``page`` is the federation’s, read by everybody, and communes can show it."""
    if not (page.live and page.alias_of_id is None and issubclass(page.specific_class, SHAREABLE)):
        return False
    in_commune = Branch.objects.for_path(page.path).exists()
    return not in_commune and not page.get_view_restrictions().exists()


def problem_of(source: Page) -> str:
    """Return why communes cannot show ``source`` as it is, in words; empty when they can.

    What it points at must be the federation's: elsewhere it would be somebody else's.
    """
    rows = ReferenceIndex.get_references_for_object(source)
    targets = rows.values_list("to_content_type", "to_object_id").distinct()
    for type_id, pk in targets:
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model and (owner := _owner(model, pk)):
            said = _("It points at something that belongs to %(commune)s: take that out first.")
            return said % {"commune": owner}
    return ""


def _owner(model, pk) -> Branch | None:
    """Return the branch in which the object of this key stands, or which owns it."""
    if issubclass(model, Page):
        path = Page.objects.filter(pk=pk).values_list("path", flat=True).first()
        return Branch.objects.for_path(path or "").select_related("commune").first()
    if is_owned(model):
        return Branch.objects.filter(pk__in=model.objects.filter(pk=pk).values("branch")).first()
    return None


def place_for(source: Page, branch: Branch) -> Page | None:
    """Return the page of ``branch`` nearest to its root below which ``source`` may stand."""
    allowed = source.specific_class.allowed_parent_page_models()
    pages = Page.objects.descendant_of(branch.root_page, inclusive=True).type(*allowed)
    # Below a page that follows another nobody would look for it.
    return pages.filter(alias_of=None).order_by("depth", "path").first()


def create_alias(source: Page, parent: Page, user=None) -> Page:
    """Return a new alias of ``source`` below ``parent``, announced as published."""
    alias = CreatePageAliasAction(
        source, parent=parent, update_slug=find_available_slug(parent, source.slug), user=user
    ).execute(skip_permission_checks=True)
    # Wagtail says so when an alias follows its source, and not when it is made.
    page_published.send(sender=type(alias), instance=alias, revision=None, alias=True)
    return alias


def untie(page: Page, user=None) -> None:
    """Make an alias an ordinary page, which stays as it is from now on."""
    ConvertAliasPageAction(page.specific, user=user).execute(skip_permission_checks=True)
