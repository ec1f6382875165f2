"""A branch's content version changes whenever something public of it may have changed.

The federation's changes with any of them: its portal shows something of all.
"""

from functools import partial

from django.core.cache import caches
from django.db import transaction

from centre.models.branch import Branch, Federation, new_version
from centre.statements import Statement
from centre.whole import FIRST, LAST, with_change

ALL = None
# No branch has this key: only what the federation itself shows has changed.
FEDERATION = 0
# So long a cache that all processes share answers for the database. One that was away when
# something changed is wrong for no longer.
KNOWN_SECONDS = 60
# So long after a change everybody asks the database: who read it just before the change has
# answered by then.
UNKNOWN, UNKNOWN_SECONDS = "", 5

_of_a_branch = Statement(
    lambda pk: Branch.objects.filter(pk=pk).order_by().values_list("content_version")
)
_of_the_federation = Statement(lambda: Federation.objects.order_by().values_list("content_version"))


def present_version(branch_id: int | None) -> str:
    """Return the content version of the branch, or of the federation for ``None``, as it is now.

    Empty for a branch that is no more. Raises ``DatabaseError`` where the database is asked and
    does not answer; a cache shared by all processes spares it the question.
    """
    cache = caches["pages"]
    if not getattr(cache, "is_shared", False):
        return _stored_version(branch_id)
    key = _key(branch_id)
    known = cache.get(key)
    if known:
        return known
    stored = _stored_version(branch_id)
    cache.add(key, stored, KNOWN_SECONDS)
    return stored


def bump(branch_id: int | None) -> None:
    """Give the branch a new content version, and the federation one of its own.

    ``ALL``: every branch; ``FEDERATION``: none.

    In the transaction of the change where ``whole()`` makes one: whoever reads the new version
    reads the new content too, and no process can die between the two. Elsewhere after the commit,
    so that nobody keeps old content under the new version.
    """
    with_change(_renew, branch_id, when=FIRST)


def bump_collection(path: str) -> None:
    """Bump the branch that keeps its files in the collection at ``path``, else every branch."""
    branches = Branch.objects.for_collection(path)
    bump(branches.values_list("pk", flat=True).first() or ALL)


def _renew(branch_id: int | None) -> None:
    Federation.renew()
    branches = Branch.objects.all()
    if branch_id is not ALL:
        branches = branches.filter(pk=branch_id)
    if branch_id != FEDERATION:
        branches.update(content_version=new_version())
    changed = branches.values_list("pk", flat=True) if branch_id is ALL else [branch_id]
    keys = (_key(None), *map(_key, changed))
    # Before the commit too, for who dies just after it.
    with_change(_doubt, keys, KNOWN_SECONDS, when=LAST)
    transaction.on_commit(partial(_doubt, keys, UNKNOWN_SECONDS))


def _doubt(keys: tuple[str, ...], seconds: int) -> None:
    """Have everybody ask the database for the versions under ``keys``."""
    cache = caches["pages"]
    if getattr(cache, "is_shared", False):
        cache.set_many(dict.fromkeys(keys, UNKNOWN), seconds)


def _stored_version(branch_id: int | None) -> str:
    rows = _of_the_federation.rows() if branch_id is None else _of_a_branch.rows(branch_id)
    return rows[0][0] if rows else ""


def _key(branch_id: int | None) -> str:
    return f"version-{branch_id or FEDERATION}"
