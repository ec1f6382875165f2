"""The permission policy of what a branch owns and is not a page."""

from django.apps import apps
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from centre.models.branch import Branch, BranchOwned

_shared_models: list[type] = []


class BranchPermissionPolicy(ModelPermissionPolicy):
    """A user may act on an object when one of her groups in its branch may.

    An object without a branch is national: everybody with a role may see it, only the
    federation (superusers) may change it.
    """

    READ = {"view"}

    def branches_for(self, user, actions):
        """Return the branches in which ``user`` may do one of ``actions``."""
        if not (user.is_active and user.is_authenticated):
            return Branch.objects.none()
        if user.is_superuser:
            return Branch.objects.all()
        return Branch.objects.filter(
            branch_groups__group__user=user,
            branch_groups__group__permissions__in=(
                self._get_permission_objects_for_actions(actions)
            ),
        ).distinct()

    def user_has_any_permission(self, user, actions):
        """Return whether ``user`` may do one of ``actions`` in some branch."""
        return self.branches_for(user, actions).exists()

    def user_has_permission(self, user, action):
        """Return whether ``user`` may do ``action`` in some branch."""
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """Return whether ``user`` may do one of ``actions`` on ``instance``."""
        if instance.branch_id is None:
            return self._may_on_national(user, actions)
        return self.branches_for(user, actions).filter(pk=instance.branch_id).exists()

    def user_has_permission_for_instance(self, user, action, instance):
        """Return whether ``user`` may do ``action`` on ``instance``."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user, actions):
        """Return the objects on which ``user`` may do one of ``actions``."""
        if user.is_active and user.is_superuser:
            return self.model._default_manager.all()
        instances = self.model._default_manager.filter(branch__in=self.branches_for(user, actions))
        if self._may_on_national(user, actions):
            instances |= self.model._default_manager.filter(branch__isnull=True)
        return instances

    def _may_on_national(self, user, actions) -> bool:
        if user.is_active and user.is_superuser:
            return True
        return bool(self.READ & set(actions)) and self.user_has_permission(user, "view")


def register_owned(model) -> None:
    """Declare that objects of ``model`` belong to branches though it has its own key."""
    _shared_models.append(model)


def owned_models() -> list[type]:
    """Return every model whose objects belong to branches."""
    owned = [model for model in apps.get_models() if issubclass(model, BranchOwned)]
    return owned + _shared_models


def register_policies() -> None:
    """Register the policy for every owned model in Wagtail's registry."""
    for model in owned_models():
        register_permission_policy(model, BranchPermissionPolicy(model))
