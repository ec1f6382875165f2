"""The federation offers a page; the staff of a commune decide what becomes of it there."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from centre.models import Role
from centre.staff.todo import Desk, todo_groups
from communes.models import Offer, OfferStatus, SharedPage
from communes.sharing import acts
from communes.sharing.placing import untie
from home.models import StandardPage
from tests.factories import (
    ServicePageFactory,
    StandardPageFactory,
    make_superuser,
    make_user,
)
from tests.factories.communes import make_commune, make_portal
from tests.pages.reading import Reading

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
MENU_ENTRY = '"url": "/admin/contenus-partages/"'
ACTS = ("seen", "show", "decline", "keep", "remove")


@pytest.fixture
def branch(db):
    return make_commune("Ogou 1")


@pytest.fixture
def other_branch(db):
    return make_commune("Zio 1")


@pytest.fixture
def source(branch, other_branch):
    return StandardPageFactory(parent=make_portal(), title="Seize jours", slug="seize-jours")


@pytest.fixture
def offer(source, branch):
    (made,) = acts.share(source, [branch], make_superuser())
    return made


@pytest.fixture
def staff(client, branch):
    """A browser in which the director of Ogou 1 has entered."""
    client.force_login(make_user(branch, Role.DIRECTOR))
    return client


@pytest.fixture
def federation(client):
    """A browser in which the federation has entered."""
    client.force_login(make_superuser())
    return client


def address(name, offer):
    return reverse(f"offer:{name}", args=[offer.pk])


def share_address(page):
    return reverse("communes_share", args=[page.pk])


def opened(client, url, status=200):
    return Reading(client.get(url), status)


def text_of(response) -> str:
    """Return what an answer says, with one plain space wherever there is any."""
    return " ".join(response.content.decode().split())


def publish(page, **values):
    page = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def state(offer):
    return Offer.objects.with_pages().get(pk=offer.pk).state


def todo(user) -> list[tuple[str, str]]:
    groups = todo_groups(Desk(user=user, today=TODAY))
    return [
        (item.title, " ".join(str(item.detail).split()))
        for group in groups
        if str(group.heading) == "Partagé par la fédération"
        for item in group.items
    ]


def test_the_federation_offers_to_all(federation, branch, other_branch, source):
    response = federation.post(share_address(source), {"reach": "all"}, follow=True)

    assert "Proposée à 2 communes." in text_of(response)
    assert SharedPage.objects.get().to_all
    shown = Offer.objects.filter(status=OfferStatus.SHOWN).values_list("branch", flat=True)
    assert set(shown) == {branch.pk, other_branch.pk}
    page = opened(federation, share_address(source))
    assert "Ogou 1 affichée" in page.main and "pas encore regardée" in page.main


@pytest.mark.parametrize("by", ["communes", "regions"])
def test_the_federation_offers_to_some(federation, branch, other_branch, source, by):
    type(branch.commune).objects.filter(pk=other_branch.commune_id).update(region="Maritime")
    chosen = {"communes": [branch.pk], "regions": [branch.commune.region]}
    federation.post(share_address(source), {"reach": "some", by: chosen[by]})

    assert [offer.branch for offer in Offer.objects.all()] == [branch]
    assert not SharedPage.objects.get().to_all


@pytest.mark.parametrize(
    "sent",
    [{"reach": "some"}, {}, {"reach": "zut"}, {"reach": "some", "communes": ["999", "x"]}],
)
def test_what_makes_no_sense_is_said_and_nothing_is_saved(federation, source, sent):
    page = Reading(federation.post(share_address(source), sent))

    assert "Rien n’est encore enregistré" in page.main
    assert not SharedPage.objects.exists()


def test_a_page_that_points_at_a_commune_is_refused(federation, branch, source):
    service = ServicePageFactory(branch=branch, title="Écoute")
    publish(source, body=[("services", {"title": "", "services": [service]})])

    page = Reading(federation.post(share_address(source), {"reach": "all"}))
    assert "Elle renvoie à quelque chose qui appartient à Ogou 1" in page.main
    assert not Offer.objects.exists()


def test_only_a_published_page_of_the_federation_is_offered(federation, branch, source):
    hers = StandardPageFactory(branch=branch)
    draft = StandardPageFactory(parent=make_portal(), title="Brouillon", live=False)

    for page in (hers, draft, branch.root_page, make_portal()):
        assert federation.get(share_address(page)).status_code == 404
    explorer = reverse("wagtailadmin_explore", args=[source.pk])
    assert "Proposer aux communes" in text_of(federation.get(explorer))


@pytest.mark.parametrize("role", Role, ids=lambda role: role.name)
def test_the_staff_of_a_commune_offer_nothing(client, branch, source, offer, role):
    client.force_login(make_user(branch, role))
    withdrawal = reverse("communes_withdraw", args=[source.pk, offer.pk])
    everywhere = reverse("communes_withdraw_all", args=[source.pk])

    for send, url in (
        (client.get, share_address(source)),
        (client.post, share_address(source)),
        (client.post, withdrawal),
        (client.post, everywhere),
    ):
        assert send(url, {"reach": "all"}).status_code == 404
    assert Offer.objects.count() == 1 and state(offer) == OfferStatus.SHOWN


def test_the_federation_takes_it_back(federation, branch, source, offer):
    federation.post(reverse("communes_withdraw", args=[source.pk, offer.pk]))

    assert state(offer) == OfferStatus.WITHDRAWN
    assert "reprise par la fédération" in opened(federation, share_address(source)).main


def test_a_director_sees_the_list_and_the_page(staff, offer):
    assert MENU_ENTRY in text_of(staff.get(reverse("wagtailadmin_home")))
    listing = opened(staff, reverse("offer:index")).main
    assert "Seize jours" in listing and "affichée" in listing and "nouveau" in listing
    editor = opened(staff, address("edit", offer))
    assert "La fédération écrit cette page et la tient à jour." in editor.main
    assert editor.href("La voir sur votre site") == "/ogou-1/seize-jours/"


def test_without_offers_the_menu_says_nothing_of_them(staff, branch):
    assert MENU_ENTRY not in text_of(staff.get(reverse("wagtailadmin_home")))


def test_her_words_are_saved_and_shown(staff, offer):
    words = {"local_part": rich_text("<p>Appelez ici.</p>")}
    staff.post(address("edit", offer), words)

    assert "Appelez ici." in text_of(staff.get("/ogou-1/seize-jours/"))
    offer.refresh_from_db()
    assert offer.seen_at and offer.seen_by.username == "directrice-ogou-1"


def test_she_declines_and_shows_again(staff, offer):
    staff.post(address("decline", offer))
    assert state(offer) == OfferStatus.DECLINED
    assert staff.get("/ogou-1/seize-jours/").status_code == 404

    staff.post(address("show", offer))
    assert state(offer) == OfferStatus.SHOWN
    assert staff.get("/ogou-1/seize-jours/").status_code == 200


def test_what_is_no_longer_published_cannot_be_shown(staff, offer, source):
    staff.post(address("decline", offer))
    StandardPage.objects.get(pk=source.pk).unpublish()
    response = staff.post(address("show", offer), follow=True)

    assert "il n’y a rien à afficher" in text_of(response)
    assert state(offer) == OfferStatus.DECLINED


@pytest.mark.parametrize("role", [Role.EVENTS, Role.PARTNER])
def test_who_does_not_decide_sees_none(client, branch, offer, role):
    client.force_login(make_user(branch, role))

    assert client.get(reverse("offer:index")).status_code != 200
    assert client.get(address("edit", offer)).status_code != 200
    assert client.post(address("decline", offer)).status_code == 404


def test_what_another_commune_is_offered_does_not_exist(client, other_branch, offer):
    client.force_login(make_user(other_branch, Role.DIRECTOR))

    assert client.get(address("edit", offer)).status_code == 404
    assert client.get(address("history", offer)).status_code == 404
    assert [client.post(address(name, offer)).status_code for name in ACTS] == [404] * len(ACTS)
    assert "Seize jours" not in opened(client, reverse("offer:index")).main
    assert state(offer) == OfferStatus.SHOWN


@pytest.mark.parametrize("name", ACTS)
def test_a_button_is_not_a_link(staff, offer, name):
    assert staff.get(address(name, offer)).status_code == 405


def test_the_editor_of_pages_leads_to_her_words(staff, offer):
    response = staff.get(reverse("wagtailadmin_pages:edit", args=[offer.page_id]))

    assert response["Location"] == address("edit", offer)


@pytest.mark.parametrize("name", ["delete", "unpublish"])
def test_deleting_or_unpublishing_asks_what_is_meant(staff, offer, name):
    response = staff.post(reverse(f"wagtailadmin_pages:{name}", args=[offer.page_id]), follow=True)
    assert "choisissez « Ne pas l’afficher »" in text_of(response)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", name])
    response = staff.post(f"{bulk}?id={offer.page_id}", follow=True)
    assert "choisissez « Ne pas l’afficher »" in text_of(response)

    assert state(offer) == OfferStatus.SHOWN


def test_she_makes_it_a_page_of_her_own(staff, offer, source):
    staff.post(reverse("wagtailadmin_pages:convert_alias", args=[offer.page_id]))
    publish(source, title="Autre titre")

    assert state(offer) == OfferStatus.KEPT
    assert staff.get(reverse("wagtailadmin_pages:edit", args=[offer.page_id])).status_code == 200
    assert "Seize jours" in text_of(staff.get("/ogou-1/seize-jours/"))


def test_she_keeps_or_removes_what_was_taken_back(staff, offer, source):
    StandardPage.objects.get(pk=source.pk).delete()
    editor = text_of(staff.get(address("edit", offer)))
    assert "Garder comme page à nous" in editor and "L’enlever" in editor

    staff.post(address("remove", offer))
    assert not Offer.objects.exists()
    assert staff.get("/ogou-1/seize-jours/").status_code == 404


def test_to_do_says_what_is_new_then_nothing(branch, offer, source):
    user = make_user(branch, Role.EDITOR)
    assert todo(user) == [("Seize jours", "nouveau : lisez, ajoutez vos mots")]

    acts.see(offer, user)
    publish(source)
    assert todo(user) == []


def test_to_do_says_when_her_words_may_be_wrong(branch, offer, source):
    user = make_user(branch, Role.EDITOR)
    offer.local_part = "<p>Ici.</p>"
    offer.save()
    acts.see(offer, user)
    assert todo(user) == []

    publish(source)
    assert todo(user) == [("Seize jours", "elle a changé : vérifiez vos mots")]
    acts.see(offer, user)
    StandardPage.objects.get(pk=source.pk).unpublish()
    assert todo(user) == [("Seize jours", "plus publiée par la fédération")]


def test_to_do_says_when_the_other_text_changed(branch, offer, source):
    user = make_user(branch, Role.EDITOR)
    acts.see(offer, user)
    untie(Offer.objects.get().page)
    publish(source)

    assert todo(user) == [
        ("Seize jours", "le texte de la fédération a changé : comparez avec le vôtre")
    ]


def test_to_do_says_what_was_taken_back_until_she_chooses(branch, offer, source):
    user = make_user(branch, Role.EDITOR)
    acts.see(offer, user)
    StandardPage.objects.get(pk=source.pk).delete()
    said = "reprise par la fédération : gardez-la comme page à vous, ou enlevez-la"
    assert todo(user) == [("Seize jours", said)]

    acts.keep(offer, user)
    assert todo(user) == []


def test_to_do_says_nothing_of_another_commune(other_branch, offer):
    assert todo(make_user(other_branch, Role.DIRECTOR)) == []
    assert todo(make_superuser()) == []


def test_to_do_asks_nothing_of_a_page_that_she_cannot_write(branch, offer, source):
    """The picture that lacks, the draft that remains: the federation's."""
    user = make_user(branch, Role.EDITOR)
    StandardPage.objects.get(pk=source.pk).unpublish()
    named = [item.title for group in todo_groups(Desk(user, TODAY)) for item in group.items]

    assert named.count("Seize jours") == 1


def test_the_list_costs_the_same_for_many(staff, branch, offer):
    url = reverse("offer:index")
    staff.get(url)
    with CaptureQueriesContext(connection) as one:
        staff.get(url)
    for number in range(5):
        page = StandardPageFactory(parent=make_portal(), title=f"Page {number}", slug=f"p-{number}")
        acts.share(page, [branch], make_superuser())
    with CaptureQueriesContext(connection) as many:
        staff.get(url)

    assert len(many) == len(one)
