"""The permission policy of what a branch owns and is not a page."""

from django.apps import apps
from django.db.models import Q
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from centre.models.branch import Branch, BranchGroup, BranchOwned

_shared_models: list[type] = []
_policies: dict[type, type] = {}


class BranchPermissionPolicy(ModelPermissionPolicy):
    """A user may act on an object when one of her groups in its branch may.

    Besides Django's four actions there is ``choose``: whoever has a role in a branch may
    point at what the branch owns. An object without a branch is national: everybody with a
    role may see it, only the federation (superusers) may change it.
    """

    permission_cache_name = "_branch_permission_cache"

    def is_above_branches(self, user) -> bool:
        """Return whether ``user`` may do everything in every branch: the federation may."""
        return user.is_active and user.is_superuser

    def get_all_permissions_for_user(self, user):
        """Return what her roles allow: ``{(branch id, content type id, codename)}``.

        The set holds every owned model, so that a request asks for it once.
        """
        return set(
            BranchGroup.objects.filter(group__user=user).values_list(
                "branch_id",
                "group__permissions__content_type_id",
                "group__permissions__codename",
            )
        )

    def branches_for(self, user, actions):
        """Return the branches in which ``user`` may do one of ``actions``."""
        if self.is_above_branches(user):
            return Branch.objects.all()
        return Branch.objects.filter(pk__in=self._branch_ids(user, actions))

    def user_has_any_permission(self, user, actions):
        """Return whether ``user`` may do one of ``actions`` in some branch."""
        if self.is_above_branches(user):
            return True
        return bool(self._branch_ids(user, actions))

    def user_has_permission(self, user, action):
        """Return whether ``user`` may do ``action`` in some branch."""
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """Return whether ``user`` may do one of ``actions`` on ``instance``."""
        if self.is_above_branches(user):
            return True
        if instance.branch_id is None:
            return self._may_on_national(user, actions)
        return instance.branch_id in self._branch_ids(user, actions)

    def user_has_permission_for_instance(self, user, action, instance):
        """Return whether ``user`` may do ``action`` on ``instance``."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user, actions):
        """Return the objects on which ``user`` may do one of ``actions``."""
        objects = self.model._default_manager.all()
        if self.is_above_branches(user):
            return objects
        hers = Q(branch__in=self._branch_ids(user, actions))
        if self._may_on_national(user, actions):
            hers |= Q(branch__isnull=True)
        return objects.filter(hers)

    def _branch_ids(self, user, actions) -> set[int]:
        if not (user.is_active and user.is_authenticated):
            return set()
        allowed = self.get_cached_permissions_for_user(user)
        if "choose" in actions:
            return {branch for branch, _, _ in allowed}
        model, codenames = self._content_type.pk, self._get_permission_codenames(actions)
        return {
            branch
            for branch, content_type, codename in allowed
            if content_type == model and codename in codenames
        }

    def _may_on_national(self, user, actions) -> bool:
        return "view" in actions and self.user_has_permission(user, "view")


def register_owned(model) -> None:
    """Declare that objects of ``model`` belong to branches though it has its own key."""
    _shared_models.append(model)


def use_policy(model, policy_class) -> None:
    """Declare that ``policy_class`` says who may do what with objects of ``model``.

    Called by the floor that has the model, before the ground floor registers the policies.
    """
    _policies[model] = policy_class


def owned_models() -> list[type]:
    """Return every model whose objects belong to branches."""
    return [model for model in apps.get_models() if is_owned(model)]


def is_owned(model) -> bool:
    """Return whether objects of ``model`` belong to branches."""
    return issubclass(model, BranchOwned) or model in _shared_models


def register_policies() -> None:
    """Register the policy for every owned model in Wagtail's registry."""
    for model in owned_models():
        policy_class = _policies.get(model, BranchPermissionPolicy)
        register_permission_policy(model, policy_class(model))
