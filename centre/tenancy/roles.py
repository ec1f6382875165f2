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
