"""What is done to many things at once, kept to those within her reach."""

from django.http import Http404
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from centre.tenancy.gate import model_named
from centre.tenancy.reach import reach_of


class HersOnly:
    """A bulk action for whose "all" a user gets all of hers.

    A page that follows another one is published with that one: asked to publish it, Wagtail fails.
    """

    def check_perm(self, obj):
        """Return whether the action may be done to ``obj``."""
        follows = self.action_type == "publish" and getattr(obj, "alias_of_id", None)
        return not follows and super().check_perm(obj)

    def get_all_objects_in_listing_query(self, parent_id):
        """Return the keys of what is listed, within her reach."""
        listed = super().get_all_objects_in_listing_query(parent_id)
        if self.request.user.is_superuser:
            return listed
        hers = reach_of(self.request).of(self.model)
        return list(hers.filter(pk__in=list(listed)).values_list("pk", flat=True))


def bulk_action(request, app_label, model_name, action):
    """Answer in the place of Wagtail’s dispatcher. Raises ``Http404`` for what does not exist."""
    model = model_named(app_label, model_name)
    action_class = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if model is None or action_class is None:
        raise Http404
    kept = type(action_class.__name__, (HersOnly, action_class), {})
    return kept(request, model).dispatch(request)


def leave_out_tags() -> None:
    """Take the action "Tag" away: no form of ours has tags, and they are common to all communes."""
    for model in (get_image_model(), get_document_model()):
        names = (model._meta.app_label, model._meta.model_name)
        if bulk_action_registry.get_bulk_action_class(*names, "add_tags"):
            del bulk_action_registry.actions[names[0]][names[1]]["add_tags"]
