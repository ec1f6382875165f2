"""What stands in the place of each parameter of an address, and of each key of a query."""

from itertools import product

from django.apps import apps
from django.contrib.auth import get_user_model
from taggit.models import TagBase
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Page,
    Site,
    Workflow,
    get_page_models,
)
from wagtailmedia.models import get_media_model

from events.kit.views import FILES, SHEETS
from tests.isolation.addresses import Address, viewset_models
from tests.isolation.world import SEARCHED, World

# The kind of object that a parameter names, whatever address it stands in.
KINDS = {
    "page_id": "page",
    "parent_page_id": "page",
    "page_to_move_id": "page",
    "destination_id": "page",
    "page_pk": "page",
    "event_id": "event",
    "course_id": "course",
    "branch_id": "branch",
    "user_id": "user",
    "revision_id": "revision",
    "revision_id_a": "revision",
    "revision_id_b": "revision",
    "workflow_pk": "workflow",
    "workflow_state_id": "workflow state",
    "task_id": "task",
    "task_state_id": "task state",
    "collection_id": "collection",
    "image_id": "image",
    "document_id": "document",
    "doc_id": "document",
    "media_id": "media",
    "uploaded_file_id": "uploaded",
    "redirect_id": "redirect",
    "session_id": "session",
    "offer_id": apps.get_model("communes", "Offer"),
    "report_id": apps.get_model("events", "AttendanceReport"),
    "restriction_id": "collection restriction",
    "_0": "document",
}
# Those of ``pk``, by the beginning of the address.
KINDS_OF_PK = {
    "admin/api/main/pages/": "page",
    "admin/api/main/documents/": "document",
    "admin/api/main/images/": "image",
    "admin/pages/": "page",
    "admin/collections/": "collection",
    "admin/workflows/tasks/": "task",
    "admin/workflows/": "workflow",
    "admin/sites/": "site",
    "admin/users/": "user",
    "admin/groups/": "group",
    "admin/documents/chooser/": "document",
    "admin/images/chooser/": "image",
    "admin/place_chooser/": apps.get_model("services", "Place"),
    "admin/organisation_chooser/": apps.get_model("services", "Organisation"),
}
# A word of the program, where every word is tried.
WORDS = {
    "media_type": ["audio"],
    "filter_spec": ["max-165x165"],
    "action_name": ["approve", "reject", "cancel"],
    "uidb64": ["MQ"],
    "token": ["set-password"],
    "role": ["directrice"],
    "month": ["2026-10"],
}


# What a bulk action is about.
BULK = {
    ("wagtailcore", "page"): "page",
    ("centre", "centreimage"): "image",
    ("centre", "centredocument"): "document",
    ("centre", "user"): "user",
}
# Every object of a commune that has an editor, by the name of its model.
EDITED = {
    "page": Page,
    "image": get_image_model(),
    "document": get_document_model(),
    "media": get_media_model(),
    "collection": Collection,
    "user": get_user_model(),
    "site": Site,
    "workflow": Workflow,
}
ALL = {"id": "all"}
# An editor sends how many blocks there are, and Wagtail counts on it.
EMPTY_BODIES = {
    f"{field.name}-count": "0"
    for model in get_page_models()
    for field in model._meta.get_fields()
    if isinstance(field, StreamField)
}
# Where there is no such sheet, the answer is the page as it is without being asked for one.
SHEET = {"export": "csv"}
# The pairs of parameters that name a model.
MODEL_NAMES = [
    ("content_type_app_name", "content_type_model_name"),
    ("app_label", "model_name"),
    ("app_name", "model_name"),
]
# Of how many objects of each commune every pair is tried, where an address takes several.
FOREIGN_IN_PAIRS, HERS_IN_PAIRS = 3, 1


def kind_of(address: Address, name: str):
    """Return what kind of object the parameter ``name`` names, ``None`` when it names none."""
    if name != "pk":
        return KINDS.get(name)
    for beginning, kind in KINDS_OF_PK.items():
        if address.template.startswith(beginning):
            return kind
    return viewset_models().get(address.namespace)


def settings_of(address: Address, world: World) -> list[tuple[dict, bool]]:
    """Return every way to fill in ``address``, and whether it names something foreign."""
    names = [name for name in address.takes if kind_of(address, name)]
    filled = []
    spelt = word_sets(address, world)
    for words in spelt:
        open_names = [name for name in names if name not in words]
        several = len(open_names) > 1 or len(spelt) > 1
        choices = [_choices(kind_of(address, name), world, several) for name in open_names]
        for row in product(*choices):
            values = words | {name: pk for name, (pk, _) in zip(open_names, row, strict=True)}
            foreign = any(is_foreign for _, is_foreign in row) or words.get("object_id", 0) != 0
            filled.append((values, foreign))
    return filled


def _choices(kind, world: World, several: bool) -> list[tuple]:
    if kind not in world.foreign.made:
        # A reference list of the federation: nobody else works on it.
        pk = kind._default_manager.values_list("pk", flat=True).first()
        return [(pk or 1, True)]
    foreign, hers = world.foreign.pks(kind), world.hers.pks(kind)
    if several:
        foreign, hers = foreign[:FOREIGN_IN_PAIRS], hers[:HERS_IN_PAIRS]
    else:
        hers = hers[:1]
    return [(pk, True) for pk in foreign] + [(pk, False) for pk in hers]


def word_sets(address: Address, world: World) -> list[dict]:
    """Return every way to fill in the parameters of ``address`` that name no object."""
    names = set(address.takes)
    if "action" in names:
        return [
            {"app_label": app, "model_name": model, "action": action}
            for app, models in bulk_actions().items()
            for model, actions in models.items()
            for action in actions
        ]
    if "object_id" in names:
        kinds = EDITED | {kind: kind for kind in world.foreign.made if isinstance(kind, type)}
        return [
            names | {"object_id": world.foreign.pks(kind)[0]}
            for kind, model in kinds.items()
            for names in _models("app_label", "model_name", [model])
        ]
    for app_name, model_name in MODEL_NAMES:
        if {app_name, model_name} <= names:
            return _models(app_name, model_name, _models_for(address))
    if address.namespace == "wagtailadmin_api" and "action_name" in names:
        return [{"action_name": name} for name in PagesAdminAPIViewSet.actions]
    if "name" in names:
        return [{"name": name} for name in (FILES if address.name.endswith("file") else SHEETS)]
    if "_1" in names:
        return [{"_1": world.foreign.made["document"][0].filename}]
    words = [name for name in address.takes if name in WORDS]
    return [dict(zip(words, row, strict=True)) for row in product(*(WORDS[n] for n in words))]


def _models_for(address: Address) -> list[type]:
    """Return the models that ``address`` may name."""
    if "tag-" in address.template:
        return [model for model in apps.get_models() if issubclass(model, TagBase)]
    return [GroupApprovalTask] if "tasks" in address.template else get_page_models()


def bulk_actions() -> dict:
    """Return the registered bulk actions by application and model."""
    bulk_action_registry._scan_for_bulk_actions()
    return bulk_action_registry.actions


def _models(app: str, name: str, models) -> list[dict]:
    return [{app: m._meta.app_label, name: m._meta.model_name} for m in models]


def queries(address: Address, values: dict, world: World) -> list[dict]:
    """Return what is asked of ``address`` when nothing foreign is named in it."""
    foreign = world.foreign
    everything = [pk for kind in foreign.made for pk in foreign.pks(kind)]
    home = foreign.branch.root_page.pk
    if "action" in values:
        kind = BULK[values["app_label"], values["model_name"]]
        mixed = [*foreign.pks(kind), *world.hers.pks(kind)[:1]]
        return [{"id": foreign.pks(kind)}, {"id": mixed}, {"id": "all", "childOf": home}, ALL]
    if address.namespace.startswith("wagtailadmin_api"):
        asked = [{}, {"search": SEARCHED}, {"fields": "*"}, {"id": foreign.service.pk}]
        asked += [{name: home} for name in ("child_of", "descendant_of", "ancestor_of")]
        return [*asked, {"translation_of": home}, {"html_path": foreign.service.url_path}]
    searched = {"q": SEARCHED, "term": SEARCHED}
    if any(model in values for _, model in MODEL_NAMES):
        return [{}, searched]
    asked = [SHEET, searched]
    if address.name.endswith("multiple"):
        asked.append({"id": everything})
    return [*asked, {"collection_id": foreign.branch.collection.pk}, {"parent_page_id": home}]


def forms(world: World) -> list[dict]:
    """Return forms that point everywhere at the second commune.

    The second one also names it by the keys that the gate asks about wherever they stand, so
    that no view is reached; the first one reaches its view.
    """
    foreign = world.foreign
    home, collection = foreign.branch.root_page.pk, foreign.branch.collection.pk
    form = {
        "title": "Volé",
        "name": "Volé",
        "label": "Volé",
        "slug": "vole",
        "external-link-chooser-url": foreign.service.full_url,
        "branch": foreign.branch.pk,
        "collection": collection,
        "parent": collection,
        "move_applicable": "on",
        "position": "last-child",
        "revision_id": foreign.made["revision"][0].pk,
        "redirect_page": foreign.service.pk,
        "old_path": "/vole",
        "role": foreign.made["group"][0].pk,
        "is_active": "",
        "tags": "vole",
        "restriction_type": "none",
        "comment": "Volé",
        "next": "/admin/",
    }
    form |= {"new_parent_page": world.hers.branch.root_page.pk, "new_title": "Volé"}
    form |= {"new_slug": "vole"} | EMPTY_BODIES
    named = {"new_parent_page": home}
    named |= {
        "parent_page": home,
        "chooser": home,
        "destination_page_id": home,
        "collection_id": collection,
    }
    return [form, form | named]
