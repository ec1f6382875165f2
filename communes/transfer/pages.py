"""Pages as archives have them: the page, its last draft, who may read it, what it repeats."""

from django.contrib.auth.models import Group
from django.utils.crypto import get_random_string
from wagtail.models import BaseViewRestriction, Page, PageViewRestriction

from centre.models import Branch
from communes.transfer.encode import Encoder, plain
from communes.transfer.kinds import DRAFT_LEFT
from communes.transfer.names import page_key
from communes.transfer.shared import words_beside

PASSWORD = BaseViewRestriction.PASSWORD
PASSWORD_LENGTH = 40


def pages_of(branch: Branch):
    """Return the pages of ``branch``, each above those below it."""
    pages = Page.objects.filter(path__startswith=branch.root_page.path).order_by("path")
    return pages.select_related("locale", "alias_of__locale")


def encode_page(page: Page, encoder: Encoder) -> dict:
    """Return what an archive says of ``page``, which need not be specific."""
    specific = page.specific
    content = encoder.encode(specific)
    return {
        "type": specific._meta.label,
        "alias_of": page.alias_of and page_key(page.alias_of),
        "content": content,
        "draft": _draft(specific, content, encoder),
        "edited_at": plain(page.latest_revision_created_at),
        "has_unpublished_changes": page.has_unpublished_changes,
        "goes_live_at": _scheduled(specific),
        "restrictions": restrictions_of(PageViewRestriction.objects.filter(page=page)),
        "words": encoder.html(words_beside(page)),
    }


def _draft(page, content: dict, encoder: Encoder) -> dict | None:
    """Return the last draft, ``None`` when it says what the page says."""
    revision = page.latest_revision
    if revision is None:
        return None
    draft = encoder.encode_draft(type(page), revision.content)
    same = {name: value for name, value in content.items() if name not in DRAFT_LEFT}
    return None if _numberless(draft) == same else draft


def _numberless(said):
    """Return a draft without the places of its rows."""
    if isinstance(said, list):
        return [_numberless(one) for one in said]
    if isinstance(said, dict):
        return {name: _numberless(value) for name, value in said.items() if name != "n"}
    return said


def _scheduled(page):
    revision = page.latest_revision
    return revision and plain(revision.approved_go_live_at)


def restrictions_of(restrictions) -> list[dict]:
    """Return who may read, without any password: a new one is given where they arrive."""
    said = [
        {
            "type": one.restriction_type,
            "roles": sorted(one.groups.values_list("branch_group__role", flat=True), key=str),
        }
        for one in restrictions.order_by("restriction_type", "pk")
    ]
    return [{**one, "roles": [role for role in one["roles"] if role]} for one in said]


def restrict(target, said: list[dict], branch: Branch) -> None:
    """Let only those read ``target``, a page or a collection, whom an archive says.

    Behind a password nobody gets in until staff have chosen another one.
    """
    if restrictions_of(target.view_restrictions.all()) == said:
        return
    for one in target.view_restrictions.all():
        one.delete()
    groups = {given.role: given.group_id for given in branch.branch_groups.all()}
    for one in said:
        password = get_random_string(PASSWORD_LENGTH) if one["type"] == PASSWORD else ""
        made = target.view_restrictions.create(restriction_type=one["type"], password=password)
        roles = [groups[role] for role in one["roles"] if role in groups]
        made.groups.set(Group.objects.filter(pk__in=roles))
