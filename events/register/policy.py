"""Who may read a register: a role of its commune, and nobody above it."""

from django.contrib.contenttypes.models import ContentType

from centre.models import BranchGroup, ClosedType
from centre.tenancy.policy import BranchPermissionPolicy
from events.models import TrainingCoursePage


class WhereCoursesAre(BranchPermissionPolicy):
    """As for all that a branch owns, but only where courses are not switched off."""

    permission_cache_name = "_course_permission_cache"

    def roles(self):
        """Return the groups that count."""
        courses = ContentType.objects.get_for_model(TrainingCoursePage)
        closed = ClosedType.objects.filter(content_type=courses)
        return BranchGroup.objects.exclude(branch__in=closed.values("branch"))

    def get_all_permissions_for_user(self, user):
        """Return what her roles allow in those branches."""
        return set(
            self.roles()
            .filter(group__user=user)
            .values_list(
                "branch_id",
                "group__permissions__content_type_id",
                "group__permissions__codename",
            )
        )


class RegisterPolicy(WhereCoursesAre):
    """Where a declaration was made besides, and not for the federation: names belong to the
    centre that asked for them."""

    permission_cache_name = "_register_permission_cache"

    def is_above_branches(self, user) -> bool:
        """Return that nobody is."""
        return False

    def roles(self):
        """Return the groups of branches with a declaration."""
        return super().roles().filter(branch__register_declaration__isnull=False)

    def get_all_permissions_for_user(self, user):
        """Return what her roles allow; nothing to the federation."""
        return set() if user.is_superuser else super().get_all_permissions_for_user(user)
