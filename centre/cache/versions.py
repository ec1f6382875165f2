"""A branch's content version changes whenever something public of it may have changed.

The federation's changes with any of them: its portal shows something of all.
"""

from functools import partial

from django.db import transaction

from centre.models.branch import Branch, Federation, new_version

ALL = None
# No branch has this key: only what the federation itself shows has changed.
FEDERATION = 0


def bump(branch_id: int | None) -> None:
    """Give the branch a new content version after commit, and the federation one of its own.

    ``ALL``: every branch; ``FEDERATION``: none.

    Drawn after the commit, so that nobody keeps old content under the new version.
    """
    transaction.on_commit(partial(_renew, branch_id))


def bump_collection(path: str) -> None:
    """Bump the branch that keeps its files in the collection at ``path``, else every branch."""
    branches = Branch.objects.for_collection(path)
    bump(branches.values_list("pk", flat=True).first() or ALL)


def _renew(branch_id: int | None) -> None:
    Federation.renew()
    if branch_id == FEDERATION:
        return
    branches = Branch.objects.all()
    if branch_id is not ALL:
        branches = branches.filter(pk=branch_id)
    branches.update(content_version=new_version())
