"""Pages, images, documents and settings: a commune works on its own, the federation on the rest."""

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from centre.models import Role
from tests.factories import (
    AwarenessEventPageFactory,
    ImageFactory,
    ServicePageFactory,
    agenda,
    make_user,
)
from tests.isolation.addresses import addresses

pytestmark = pytest.mark.django_db

SECRET = "Brouillon de Zio"
REFUSED = {302, 403, 404, 405}

# What no commune works on. Wagtail's icons and sounds of the editor are no settings.
FEDERATION = {
    "wagtailadmin_collections",
    "wagtailredirects",
    "wagtailsites",
    "wagtailsnippets",
    "wagtailusers_groups",
    "wagtailusers_users",
    "need",
    "language",
    "commune",
    "theme",
}
PAGE_KEYS = {"page_id", "parent_page_id", "page_to_move_id"}
ALL = addresses()
OF_A_PAGE = [
    address
    for address in ALL
    if address.namespace == "wagtailadmin_pages" and set(address.takes) <= PAGE_KEYS
    if len(address.takes) == 1
]
OF_THE_FEDERATION = [address for address in ALL if address.namespace in FEDERATION]


@pytest.fixture
def draft(other_branch):
    return ServicePageFactory(branch=other_branch, title=SECRET, live=False)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_draft_of_another_commune_is_neither_read_nor_changed(staff, draft, method):
    leaks = []
    for address in OF_A_PAGE:
        response = getattr(staff, method)(address.url(draft.pk), {"title": "Volé"})
        text = response.content.decode()
        if response.status_code not in REFUSED or SECRET in text:
            leaks.append(f"{address} {response.status_code}")
    assert leaks == []
    draft.refresh_from_db()
    assert (draft.title, draft.live) == (SECRET, False)
    assert not draft.revisions.exists()


def test_the_explorer_stops_at_her_commune(staff, branch, other_branch, draft):
    own = ServicePageFactory(branch=branch, title="Brouillon d’Ogou", live=False)
    assert own.title in staff.get(f"/admin/pages/{own.get_parent().pk}/").content.decode()
    for page in (other_branch.root_page, draft.get_parent()):
        response = staff.get(f"/admin/pages/{page.pk}/")
        assert response.status_code in REFUSED
    for url in ("/admin/pages/", "/admin/pages/search/?q=Brouillon", "/admin/"):
        assert SECRET not in staff.get(url, follow=True).content.decode()


def test_the_events_of_another_commune_are_in_no_list(staff, branch, other_branch):
    AwarenessEventPageFactory(branch=other_branch, title=SECRET)
    own = AwarenessEventPageFactory(branch=branch, title="Chez nous")
    for url in ("/admin/evenements/", f"/admin/pages/{agenda(branch).pk}/", "/admin/"):
        assert SECRET not in staff.get(url, follow=True).content.decode()
    assert own.title in staff.get(f"/admin/pages/{agenda(branch).pk}/").content.decode()


def test_pictures_and_documents_of_another_commune_are_out_of_reach(staff, branch, other_branch):
    foreign = ImageFactory(branch=other_branch, title="Image de Zio")
    own = ImageFactory(branch=branch, title="Image d’Ogou")
    for name in ("edit", "delete", "image_usage"):
        address = next(a for a in ALL if (a.namespace, a.name) == ("wagtailimages", name))
        assert staff.get(address.url(foreign.pk)).status_code in REFUSED
    window = staff.get("/admin/images/chooser/").content.decode()
    assert str(own.title.split("’")[1]) in window
    assert "Zio" not in window
    assert "Image de Zio" not in staff.get("/admin/images/").content.decode()


def test_settings_are_the_federation_s(staff, superuser):
    served = [
        str(address)
        for address in OF_THE_FEDERATION
        if staff.get(address.url(*[1] * len(address.takes))).status_code == 200
    ]
    assert served == []
    staff.force_login(superuser)
    assert {a.namespace for a in OF_THE_FEDERATION} == FEDERATION
    assert staff.get("/admin/users/").status_code == 200


def test_workflow_settings_are_the_federation_s(staff):
    for url in ("/admin/workflows/list/", "/admin/workflows/tasks/index/", "/admin/workflows/add/"):
        assert staff.get(url).status_code in REFUSED


@pytest.mark.parametrize("model", [get_image_model(), get_document_model()])
def test_each_role_adds_to_the_collection_of_its_commune_only(branch, other_branch, role, model):
    from wagtail.permissions import policy_registry

    user = make_user(branch, role)
    policy = policy_registry.get_by_type(model)
    collections = policy.collections_user_has_permission_for(user, "add")
    assert list(collections) == [branch.collection]
    assert list(policy.collections_user_has_permission_for(user, "choose")) == [branch.collection]
    changes = policy.user_has_any_permission_for_instance(
        user, ["change"], model(collection=branch.collection)
    )
    assert changes == (role != Role.PARTNER)
