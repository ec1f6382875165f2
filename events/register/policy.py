"""Who may read a register: a role of its commune, and nobody above it."""

from centre.models import BranchGroup
from centre.tenancy.policy import BranchPermissionPolicy


class RegisterPolicy(BranchPermissionPolicy):
    """As for all that a branch owns, but only where a declaration was made, and not for the
    federation: names belong to the centre that asked for them."""

    permission_cache_name = "_register_permission_cache"

    def is_above_branches(self, user) -> bool:
        """Return that nobody is."""
        return False

    def get_all_permissions_for_user(self, user):
        """Return what her roles allow in branches with a declaration; nothing to the federation."""
        if user.is_superuser:
            return set()
        declared = BranchGroup.objects.filter(branch__register_declaration__isnull=False)
        return set(
            declared.filter(group__user=user).values_list(
                "branch_id",
                "group__permissions__content_type_id",
                "group__permissions__codename",
            )
        )
