"""A branch's content version changes whenever something public of it may have changed."""

from functools import partial

from django.db import transaction

from centre.models.branch import Branch, new_version

ALL = None


def bump(branch_id: int | None) -> None:
    """Give the branch (``ALL``: every branch) a new content version after commit.

    Drawn after the commit, so that nobody keeps old content under the new version.
    """
    transaction.on_commit(partial(_renew, branch_id))


def bump_collection(path: str) -> None:
    """Bump the branch that keeps its files in the collection at ``path``, else every branch."""
    branches = Branch.objects.for_collection(path)
    bump(branches.values_list("pk", flat=True).first() or ALL)


def _renew(branch_id: int | None) -> None:
    branches = Branch.objects.all()
    if branch_id is not ALL:
        branches = branches.filter(pk=branch_id)
    branches.update(content_version=new_version())
