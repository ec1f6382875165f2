"""Between communes: nothing foreign is pointed at, no page moves, a copy starts anew."""

import json

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from centre.models import CentreImage, Recording, Role
from services.models import PlacePhone, ServicePage, ServicePhone
from tests.admin.editing import edit
from tests.factories import (
    AwarenessEventPageFactory,
    ImageFactory,
    LanguageFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
    StandardPageFactory,
    agenda,
    make_superuser,
    phone,
    service_index,
)
from tests.factories.media import SoundFactory

pytestmark = pytest.mark.django_db

NOT_YOURS = "à une autre commune\xa0: choisissez-en un de la vôtre."


@pytest.fixture
def theirs(other_branch):
    """What the other commune has, by kind."""
    return {
        "image": ImageFactory(branch=other_branch, title="Image de Zio"),
        "page": StandardPageFactory(branch=other_branch, title="Page de Zio"),
        "document": get_document_model().objects.create(
            title="Document de Zio", collection=other_branch.collection, file="documents/zio.txt"
        ),
    }


def errors_of(response) -> str:
    form = response.context["form"]
    return json.dumps([form.errors.get_json_data(), str(form.errors)], ensure_ascii=False)


def linked(kind, pk) -> str:
    """Return a running text, as the editor sends it, that links to a page or a document."""
    entity = {
        "type": "DOCUMENT" if kind == "document" else "LINK",
        "mutability": "MUTABLE",
        "data": {"id": pk, "url": "/x/", "parentId": 1, "filename": "x.txt"},
    }
    block = {
        "key": "a", "text": "Voir", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
    }  # fmt: skip
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


def linked_words(kind) -> str:
    """Return what she wrote herself around what she may not show."""
    return "" if kind == "image" else "Voir"


def body(kind, pk) -> dict:
    sent = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-id": ""}
    if kind == "image":
        return sent | {
            "body-0-type": "picture",
            "body-0-value-image-image": pk,
            "body-0-value-image-decorative": "on",
            "body-0-value-caption": "",
        }
    return sent | {"body-0-type": "text", "body-0-value": linked(kind, pk)}


@pytest.mark.parametrize("kind", ["image", "page", "document"])
def test_a_body_shows_nothing_of_another_commune(client, branch, director, theirs, kind):
    page = StandardPageFactory(branch=branch)
    client.force_login(director)
    answer = edit(client, page, **body(kind, theirs[kind].pk))
    assert NOT_YOURS in errors_of(answer)
    shown = answer.content.decode()
    assert (linked_words(kind) in shown, "zio" in shown.lower()) == (True, False)
    assert not page.revisions.exists()


def test_a_body_shows_what_is_hers(client, branch, director):
    page = StandardPageFactory(branch=branch)
    client.force_login(director)
    edit(client, page, **body("image", ImageFactory(branch=branch).pk))
    assert page.revisions.count() == 1
    edit(client, page, **body("page", branch.root_page.pk))
    assert page.revisions.count() == 2


def test_the_image_of_a_page_is_of_its_commune(client, branch, director, theirs):
    page = StandardPageFactory(branch=branch)
    client.force_login(director)
    answer = edit(client, page, image=theirs["image"].pk, image_is_decorative="on")
    assert NOT_YOURS in errors_of(answer)
    assert "Zio" not in answer.content.decode()
    assert not page.revisions.exists()


def test_the_window_of_pages_starts_at_her_home(client, branch, other_branch, director):
    client.force_login(director)
    answer = client.get("/admin/choose-page/").json()
    assert answer["parent_page_id"] == branch.root_page.pk
    assert other_branch.root_page.title not in answer["html"]


def test_the_federation_is_never_limited(client, branch, other_branch):
    client.force_login(make_superuser())
    for home in (branch, other_branch):
        answer = client.get(reverse("wagtailadmin_pages:edit", args=[home.root_page.pk]))
        assert answer.status_code == 200


@pytest.fixture
def moved(branch):
    return ServicePageFactory(branch=branch, title="Écoute")


@pytest.mark.parametrize("superuser", [False, True])
def test_no_page_moves_to_another_commune(client, in_both, moved, other_branch, superuser):
    if superuser:
        client.force_login(make_superuser())
    there = service_index(other_branch)
    one = reverse("wagtailadmin_pages:move_confirm", args=[moved.pk, there.pk])
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    before = moved.path
    said = client.post(one, follow=True).content.decode()
    assert "Une page reste dans sa commune" in said
    client.post(f"{many}?id={moved.pk}", {"chooser": there.pk, "move_applicable": "on"})
    client.post(
        reverse("wagtailadmin_api:pages:action", args=[moved.pk, "move"]),
        {"destination_page_id": there.pk, "position": "last-child"},
    )
    moved.refresh_from_db()
    assert moved.path == before


def test_the_home_page_of_a_commune_stays(client, branch, director):
    client.force_login(director)
    home = branch.root_page
    one = reverse("wagtailadmin_pages:delete", args=[home.pk])
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    for address in (one, f"{many}?id={home.pk}"):
        said = client.post(address, follow=True).content.decode()
        assert "La page d’accueil d’une commune ne se supprime pas" in said
    assert Page.objects.filter(pk=home.pk).exists()


@pytest.fixture
def rich(branch):
    """A service that points at all that its commune has."""
    place = PlaceFactory(branch=branch)
    PlacePhone.objects.create(place=place, number="+22890000001")
    page = ServicePageFactory(
        branch=branch,
        title="Écoute",
        image=ImageFactory(branch=branch),
        image_alt="Une table",
        organization=OrganisationFactory(branch=branch),
        places=[place],
        phones=[phone(ServicePhone)],
    )
    Recording.objects.create(
        page=page, language=LanguageFactory(), media=SoundFactory(branch=branch)
    )
    link = f'<p>Lire <a linktype="page" id="{branch.root_page.pk}">l’accueil</a>.</p>'
    page.description = json.dumps(
        [
            {"type": "text", "value": link},
            {"type": "picture", "value": _picture(page.image_id)},
        ]
    )
    page.save_revision().publish()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.set([branch.branch_groups.get(role=Role.EDITOR).group])
    return ServicePage.objects.get(pk=page.pk)


def _picture(pk) -> dict:
    return {"image": {"image": pk, "decorative": True, "alt_text": ""}, "caption": ""}


def copy_to(client, page, parent, **values):
    data = {"new_title": "Écoute", "new_slug": "ecoute-2", "new_parent_page": parent.pk}
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    return client.post(address, data | values, follow=True)


def test_a_copy_takes_nothing_of_the_first_commune_along(client, in_both, rich, other_branch):
    there = service_index(other_branch)
    copy_to(client, rich, there, publish_copies="on")
    copied = ServicePage.objects.child_of(there).get()
    assert (copied.title, copied.live, copied.owner) == ("Écoute", False, in_both)
    assert copied.uuid != rich.uuid
    assert (copied.image, copied.organization) == (None, None)
    assert not copied.service_at_locations.exists()
    assert not copied.recordings.exists()
    assert copied.phones.count() == rich.phones.count() == 1
    assert copied.revisions.count() == 1
    assert "l’accueil" in str(copied.description)
    for text in (copied, copied.get_latest_revision_as_object()):
        assert [block.block_type for block in text.description] == ["text"]
    pointed = {
        row.to_content_type.model for row in ReferenceIndex.get_references_for_object(copied)
    }
    assert not pointed & {"centreimage", "place", "organisation", "page", "centremedia"}
    assert [(r.restriction_type, r.groups.count()) for r in copied.view_restrictions.all()] == [
        ("login", 0)
    ]


def test_a_copied_event_is_another_event(client, in_both, branch, other_branch):
    event = AwarenessEventPageFactory(branch=branch, place=PlaceFactory(branch=branch))
    copy_to(client, event, agenda(other_branch))
    copied = agenda(other_branch).get_children().get().specific
    assert copied.uid != event.uid
    assert copied.place is None
    assert copied.dates.get().uid != event.dates.get().uid


def test_two_communes_share_no_twin(client, in_both, branch, other_branch):
    page = StandardPageFactory(branch=branch)
    said = copy_to(client, page, other_branch.root_page, alias="on").content.decode()
    assert "pas de page jumelle" in said
    assert not other_branch.root_page.get_children().filter(slug="ecoute-2").exists()


def test_a_copy_within_a_commune_keeps_what_it_points_at(client, branch, director, rich):
    client.force_login(director)
    copy_to(client, rich, rich.get_parent())
    copied = ServicePage.objects.get(slug="ecoute-2")
    assert copied.image == rich.image
    assert copied.service_at_locations.count() == 1
    assert CentreImage.objects.count() == 1
