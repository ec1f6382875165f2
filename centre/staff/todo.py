"""What waits for a member of staff today, told by every floor.

A floor registers providers with ``register_todo``; the home page of the staff area shows what
they return. A provider makes the same number of queries whatever it finds.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.utils.functional import Promise
from wagtail.models import Page
from wagtail.permissions import policy_registry

from centre.models.branch import Branch
from centre.querysets import is_closed

SHOWN = 6


@dataclass(frozen=True)
class TodoItem:
    """One line: what it is about, where it is done, a word more, and of which commune it is.

    With ``verify_url`` the line carries the button "J’ai vérifié", which posts there.
    """

    title: str
    url: str
    detail: str | Promise = ""
    verify_url: str = ""
    commune: str = ""


@dataclass(frozen=True)
class TodoGroup:
    """Lines of one kind. ``all_url`` leads to those that are not shown."""

    heading: str | Promise
    icon: str
    items: list[TodoItem]
    has_more: bool = False
    all_url: str = ""


@dataclass(frozen=True)
class Desk:
    """Who asks, and on which day."""

    user: AbstractBaseUser
    today: dt.date

    def below(self, action: str) -> Q:
        """Return the condition for open pages on which the user's role allows ``action``.

        It counts her groups only, not the pages she owns. Costs no query of its own.
        """
        return self._hers(action) & ~Q(is_closed())

    def _hers(self, action: str) -> Q:
        if self.user.is_superuser:
            return Q(depth__gt=1)
        policy = policy_registry.get_by_type(Page)
        paths = {
            given.page.path
            for given in policy.get_cached_permissions_for_user(self.user)
            if given.permission.codename == f"{action}_page"
        }
        return reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[]))

    def editable(self) -> Q:
        """Return the condition for pages she may write in: her role's, or her own."""
        return self.below("change") | (self.below("add") & Q(owner=self.user.pk))

    def commune_of(self, path: str) -> str:
        """Return the name of the commune of the page at ``path``.

        Empty for who looks after one commune only, and for what is of none.
        """
        if len(self._communes) < 2:
            return ""
        return next((name for root, name in self._communes if path.startswith(root)), "")

    @cached_property
    def _communes(self) -> list[tuple[str, str]]:
        branches = Branch.objects.for_user(self.user)
        return list(branches.values_list("root_page__path", "commune__name"))


Provider = Callable[[Desk], TodoGroup | None]
_providers: list[tuple[int, Provider]] = []
_reminded: list[Provider] = []


def register_todo(provider: Provider, order: int, reminded: bool = False) -> None:
    """Show what ``provider`` finds, at the place ``order`` among the others.

    With ``reminded`` it is also what the team is written to about, once a week.
    """
    _providers.append((order, provider))
    _providers.sort(key=lambda entry: entry[0])
    if reminded:
        _reminded.append(provider)


def todo_groups(desk: Desk) -> list[TodoGroup]:
    """Return every group that holds something to do, in order."""
    return _found(desk, (provider for _order, provider in _providers))


def reminded_groups(desk: Desk) -> list[TodoGroup]:
    """Return the groups that a weekly mail is about."""
    return _found(desk, _reminded)


def _found(desk: Desk, providers: Iterable[Provider]) -> list[TodoGroup]:
    found = (provider(desk) for provider in providers)
    return [group for group in found if group]


def group_of(items: Iterable[TodoItem], heading, icon: str, all_url: str = "") -> TodoGroup | None:
    """Return the group of ``items``, of which ``SHOWN`` are shown; ``None`` when there is none.

    Give it at most ``SHOWN + 1`` items: the last only says that there are more.
    """
    items = list(items)
    if not items:
        return None
    return TodoGroup(heading, icon, items[:SHOWN], len(items) > SHOWN, all_url)
