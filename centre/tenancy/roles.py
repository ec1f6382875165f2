"""What each role may do in its branch.

Page rights are Wagtail's own, given on the root page of the branch; rights on what is
not a page are Django's, and count only for objects of the branch (see ``policy``). Who may
not publish submits to the director. Users, groups, sites, collections, redirects and
workflows are in no role: the federation keeps them.
"""

from centre.models.branch import Role

WRITE = ("add", "change")
RUN = ("add", "change", "publish", "lock", "unlock", "bulk_delete")

PAGE_PERMISSIONS = {
    Role.DIRECTOR: RUN,
    Role.EDITOR: ("add", "change", "publish"),
    Role.EVENTS: WRITE,
    Role.PARTNER: ("add",),
}
COLLECTION_PERMISSIONS = {
    Role.DIRECTOR: ("add", "change", "choose"),
    Role.EDITOR: ("add", "change", "choose"),
    Role.EVENTS: ("add", "change", "choose"),
    Role.PARTNER: ("add", "choose"),
}
OWNED_PERMISSIONS = {
    Role.DIRECTOR: ("add", "change", "delete", "view"),
    Role.EDITOR: ("add", "change", "view"),
    Role.EVENTS: ("view",),
    Role.PARTNER: (),
}

_exceptions: dict[tuple[type, Role], tuple[str, ...]] = {}
_only: dict[tuple[type, Role], tuple[str, ...]] = {}


def allow(model, role: Role, *actions: str) -> None:
    """Declare that ``role`` may do ``actions`` on ``model`` besides what it may on every other.

    Called by the floor that has the model, before any branch is made.
    """
    _exceptions[model, role] = actions


def allow_only(model, role: Role, *actions: str) -> None:
    """Declare that ``role`` may do ``actions`` on ``model`` instead of what it may on others."""
    _only[model, role] = actions


def owned_permissions(model, role: Role) -> tuple[str, ...]:
    """Return what ``role`` may do on objects of ``model`` that its branch owns."""
    if (model, role) in _only:
        return _only[model, role]
    return (*OWNED_PERMISSIONS[role], *_exceptions.get((model, role), ()))
