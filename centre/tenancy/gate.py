"""The gate of the staff area: an address that names what is not hers leads nowhere.

Wagtail asks in each of its views whether the user may do something, and forgets to in some of
them. Here the question is asked once, before any view: every object that the address names,
or that one of the known keys of the request names, belongs to one of her communes, or it does
not exist for her (404). A parameter of an address that nobody declared names something
unknown, so it is not there either: a new address is closed until somebody says what it takes.
"""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.admin.auth import permission_denied
from wagtail.admin.viewsets import viewsets
from wagtail.coreutils import resolve_model_string
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Revision, Task, TaskState, UploadedFile, WorkflowState
from wagtailmedia.models import get_media_model

from centre.models.branch import Branch
from centre.tenancy.reach import Reach, reach_of

STAFF_AREA = "admin/"
# The federation alone works on these.
FEDERATION = {
    "wagtailadmin_collections",
    "wagtailadmin_workflows",
    "wagtailredirects",
    "wagtailsites",
    "wagtailsnippets",
    "wagtailusers_groups",
    "wagtailusers_users",
}
# Tags are common to every commune, and no form of ours has them. The pages of the staff area
# never ask the interface to act: each act has its own page, which asks our hooks.
FEDERATION_NAMES = {
    "wagtailadmin_api:pages:action",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete",
}
# What stands for an object and is none.
NO_KEYS = {"", "root", "all", "live", "earliest", "latest"}
# The page above hers may be walked through, by who works in several communes.
WALKED = {"wagtailadmin_explore", "wagtailadmin_explore_results", "wagtailadmin_choose_page_child"}
# The keys of a query or a form that name an object, whatever the address.
ASKED = {
    "ancestor_of": Page,
    "child_of": Page,
    "childOf": Page,
    "collection_id": Collection,
    "descendant_of": Page,
    "destination_page_id": Page,
    "new_parent_page": Page,
    "parent_page": Page,
    "parent_page_id": Page,
    "target_pages[]": Page,
    "translation_of": Page,
}

_named: dict[str, object] = {
    "branch_id": Branch,
    "destination_id": Page,
    "doc_id": get_document_model,
    "document_id": get_document_model,
    "image_id": get_image_model,
    "media_id": get_media_model,
    "page_id": Page,
    "page_pk": Page,
    "page_to_move_id": Page,
    "parent_page_id": Page,
    "revision_id": Revision,
    "revision_id_a": Revision,
    "revision_id_b": Revision,
    "task_id": Task,
    "task_state_id": TaskState,
    "uploaded_file_id": UploadedFile,
    "user_id": get_user_model,
    "workflow_state_id": WorkflowState,
}
# What an address takes besides objects: words of the program, and one’s own visit.
_words = {
    "action",
    "action_name",
    "app_label",
    "app_name",
    "content_type_app_name",
    "content_type_model_name",
    "filter_spec",
    "media_type",
    "model_name",
    "name",
    "session_id",
}
# What ``pk`` is, where it belongs to no viewset.
_namespaces = {
    "wagtailadmin_api:documents": get_document_model,
    "wagtailadmin_api:images": get_image_model,
    "wagtailadmin_api:pages": lambda: Page,
    "wagtailadmin_pages": lambda: Page,
}


def declare(**models) -> None:
    """Declare which model the parameters of an upper floor’s addresses name.

    ``declare(report_id=AttendanceReport)``; its name is then known in every address.
    """
    _named.update(models)


def declare_words(*names: str) -> None:
    """Declare parameters of an upper floor’s addresses that name no object, such as a month."""
    _words.update(names)


def named(match) -> list[tuple[type, object]]:
    """Return the model and the key of each object that an address names."""
    names = [name for name in match.kwargs if name not in _words]
    found = [(_model_of(match, name), match.kwargs[name]) for name in names]
    return [(model, key) for model, key in found if model]


class GateMiddleware:
    """Keeps the staff of a commune out of what is not hers. The federation goes everywhere."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Answer in the place of a view that would go out of reach, else let it answer."""
        match, user = request.resolver_match, request.user
        if not match.route.startswith(STAFF_AREA) or not user.is_authenticated:
            return None
        # A link that was sent by mail carries its own proof.
        if user.is_superuser or "token" in match.kwargs:
            return None
        try:
            check(request, match, reach_of(request))
        except PermissionDenied:
            return permission_denied(request)
        return None


def check(request, match, reach: Reach) -> None:
    """Let ``request`` pass, or refuse it.

    Raises ``Http404`` when it names what is not hers, or is not there, and ``PermissionDenied``
    at what the federation keeps.
    """
    if FEDERATION.intersection(match.namespaces) or match.view_name in FEDERATION_NAMES:
        raise PermissionDenied
    for name, key in match.kwargs.items():
        if name not in _words:
            _require(reach, _model_of(match, name), key, match.url_name in WALKED)
    for source in (request.GET, request.POST):
        for name, model in (ASKED | _asked_of(match)).items():
            for key in source.getlist(name):
                _require(reach, model, key, True)


def _require(reach: Reach, model, key, may_walk: bool) -> None:
    if str(key) in NO_KEYS or (model and reach.holds(model, key)):
        return
    if model is Page and may_walk and str(key).isdigit():
        above = Page.objects.filter(pk=key).values_list("path", flat=True).first()
        if above and reach.passes(above):
            return
    raise Http404


def _model_of(match, name: str):
    """Return the model that the parameter ``name`` names, ``None`` when nobody knows."""
    if name == "pk":
        return _model_of_namespace(match)
    if name == "object_id":
        return model_named(match.kwargs["app_label"], match.kwargs["model_name"])
    found = _named.get(name)
    return found if isinstance(found, type) or found is None else found()


def _model_of_namespace(match):
    namespace = ":".join(match.namespaces)
    if namespace in _namespaces:
        return _namespaces[namespace]()
    for viewset in viewsets.viewsets:
        # Ours of the explorer has no name, hence no namespace.
        if viewset.name and viewset.url_namespace == namespace:
            model = getattr(viewset, "model", None)
            return model and resolve_model_string(model)
    return None


def _asked_of(match) -> dict:
    """Return the keys that name an object at this address only."""
    if match.url_name == "wagtailadmin_choose_page_chosen_multiple":
        return {"id": Page}
    if match.url_name == "wagtail_bulk_action":
        return {"id": _model_of_many(match), "chooser": Page}
    return {}


def _model_of_many(match):
    model = model_named(match.kwargs["app_label"], match.kwargs["model_name"])
    if model is get_user_model():
        raise PermissionDenied
    return model


def model_named(app_label: str, name: str):
    """Return the model of this name, ``None`` when there is none."""
    try:
        return apps.get_model(app_label, name)
    except LookupError:
        return None
