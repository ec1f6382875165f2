"""What the federation shares: in the communes that are offered it, in sync, never overwritten."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from centre.models import Branch, Commune
from centre.reference import load_communes, load_languages
from centre.search.query import search
from communes.models import Offer, OfferStatus, SharedPage
from communes.plan import CommunePlan
from communes.provisioning import provision
from communes.sharing import acts
from communes.sharing.placing import untie
from home.models import NewsPage, StandardPage
from tests.factories import (
    NewsIndexPageFactory,
    NewsPageFactory,
    StandardPageFactory,
    make_superuser,
)
from tests.factories.communes import make_commune, make_portal
from tests.pages.budget_site import forget
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

ZIO = "zio-1.example.com"
SLUG = "seize-jours/"


def body(words):
    return [("text", f"<p>{words}</p>")]


@pytest.fixture
def branch(db):
    """Ogou 1, under the host of the federation."""
    return make_commune("Ogou 1")


@pytest.fixture
def other_branch(db):
    """Zio 1, at a host of its own."""
    return make_commune("Zio 1", hostname=ZIO)


@pytest.fixture
def source(branch, other_branch):
    """A page of the federation, which two communes could show."""
    return StandardPageFactory(
        parent=make_portal(), title="Seize jours", slug="seize-jours", body=body("Premier texte.")
    )


def at_ogou(client, path=SLUG, status=200):
    return read(client, f"/ogou-1/{path}", status=status)


def at_zio(client, path=SLUG, status=200):
    return read(client, f"/{path}", host=ZIO, status=status)


def publish(page, **values):
    """Publish ``page`` as the federation does in its editor."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def offer_of(branch):
    return Offer.objects.with_pages().get(branch=branch)


def share(source, *branches, to_all=False):
    return acts.share(source, branches, make_superuser(), to_all=to_all)


def own_words(branch, words="<p>Ici, appelez le 90 12 34 56.</p>"):
    offer = offer_of(branch)
    offer.local_part = words
    offer.save()


def test_it_is_in_the_communes_that_were_chosen_alone(client, branch, source):
    share(source, branch)

    page = at_ogou(client)
    assert page.words("h1") == "Seize jours"
    assert "Premier texte." in page.main
    assert "Dans notre commune" not in page.main
    at_zio(client, status=404)


def test_it_follows_the_page_of_the_federation(client, branch, other_branch, source):
    share(source, branch, other_branch)
    publish(source, body=body("Deuxième texte."), introduction="Autrement dit.")

    for page in (at_ogou(client), at_zio(client)):
        assert "Deuxième texte." in page.main and "Autrement dit." in page.main
        assert "Premier" not in page.main


def test_a_draft_of_the_federation_is_not_shown(client, branch, source):
    share(source, branch)
    source.body = body("Brouillon.")
    source.save_revision()

    assert "Brouillon" not in at_ogou(client).main


def test_the_words_of_a_commune_are_hers_alone_and_survive(client, branch, other_branch, source):
    share(source, branch, other_branch)
    own_words(branch)
    publish(source, body=body("Deuxième texte."))

    page = at_ogou(client)
    assert "Deuxième texte." in page.main
    assert "Dans notre commune Ici, appelez le 90 12 34 56." in page.main
    assert "90 12" not in at_zio(client).main


def asked(client) -> int:
    """Return how many statements the page costs."""
    with CaptureQueriesContext(connection) as sent:
        at_ogou(client)
    return len(sent)


def test_the_words_of_a_commune_cost_one_query_after_a_change(client, branch, source):
    share(source, branch)
    at_ogou(client)
    forget()
    cold, warm = asked(client), asked(client)
    own_words(branch)
    forget()

    assert (asked(client), asked(client)) == (cold, warm)
    assert warm <= 12


def test_saving_the_words_of_a_commune_makes_its_pages_anew(
    branch, other_branch, source, django_capture_on_commit_callbacks
):
    share(source, branch, other_branch)
    before = dict(Branch.objects.values_list("pk", "content_version"))

    with django_capture_on_commit_callbacks(execute=True):
        own_words(branch)

    branch.refresh_from_db()
    other_branch.refresh_from_db()
    assert branch.content_version != before[branch.pk]
    assert other_branch.content_version == before[other_branch.pk]


def test_publishing_and_withdrawing_make_the_pages_of_each_commune_anew(
    branch, other_branch, source, django_capture_on_commit_callbacks
):
    share(source, branch)
    for act in (lambda: publish(source), lambda: source.unpublish()):
        branch.refresh_from_db()
        other_branch.refresh_from_db()
        before = branch.content_version, other_branch.content_version
        with django_capture_on_commit_callbacks(execute=True):
            act()
        branch.refresh_from_db()
        other_branch.refresh_from_db()
        assert branch.content_version != before[0]
        assert other_branch.content_version == before[1]


def test_the_search_of_each_commune_follows(
    branch, other_branch, source, django_capture_on_commit_callbacks
):
    def found(where, words):
        return [entry.title for entry in search(where.pk, words).entries]

    with django_capture_on_commit_callbacks(execute=True):
        share(source, branch)
    assert found(branch, "premier texte") == ["Seize jours"]
    assert found(other_branch, "premier texte") == []
    with django_capture_on_commit_callbacks(execute=True):
        publish(source, body=body("Parler de la dot."))
    assert found(branch, "dot") == ["Seize jours"]
    with django_capture_on_commit_callbacks(execute=True):
        StandardPage.objects.get(pk=source.pk).unpublish()
    assert found(branch, "dot") == []


def test_the_address_to_remember_is_the_commune_s(client, branch, other_branch, source):
    share(source, branch, other_branch)

    page = at_zio(client)
    assert page.soup.find(rel="canonical")["href"] == f"http://{ZIO}/{SLUG}"


def test_a_page_of_the_commune_keeps_its_address(client, branch, source):
    StandardPageFactory(branch=branch, title="La nôtre", slug="seize-jours")
    share(source, branch)

    assert at_ogou(client).words("h1") == "La nôtre"
    assert at_ogou(client, "seize-jours-1/").words("h1") == "Seize jours"


def test_a_sensitive_page_is_sensitive_everywhere(client, branch, source):
    share(source, branch)
    publish(source, is_sensitive=True, neutral_title="Informations")

    page = at_ogou(client)
    assert page.soup.title.string == "Informations"
    assert page.response["Cache-Control"] == "no-store"


def test_it_is_as_private_as_the_page_of_the_federation(client, branch, source):
    share(source, branch)
    PageViewRestriction.objects.create(page=source, restriction_type="login")

    assert client.get(f"/ogou-1/{SLUG}").status_code == 302


def test_declined_it_stays_away(client, branch, other_branch, source):
    share(source, branch, other_branch)
    own_words(branch)
    acts.decline(offer_of(branch), None)
    at_ogou(client, status=404)

    publish(source, title="Seize jours, encore")
    share(source, branch, other_branch, to_all=True)

    at_ogou(client, status=404)
    assert offer_of(branch).state == OfferStatus.DECLINED
    assert at_zio(client).words("h1") == "Seize jours, encore"


def test_shown_again_it_has_its_words(client, branch, source):
    share(source, branch)
    own_words(branch)
    acts.decline(offer_of(branch), None)
    acts.show(offer_of(branch), make_superuser())

    assert "Ici, appelez" in at_ogou(client).main


@pytest.mark.parametrize("away", ["delete", "unpublish"])
def test_taken_off_by_other_ways_it_stays_away(client, branch, source, away):
    share(source, branch)
    getattr(offer_of(branch).page.specific, away)()
    publish(source, title="Encore")

    at_ogou(client, status=404)
    assert offer_of(branch).state == OfferStatus.DECLINED


def test_unpublished_with_pages_below_it_is_the_commune_s(client, branch, source):
    share(source, branch)
    alias = offer_of(branch).page.specific
    StandardPageFactory(parent=alias, title="Dessous")
    with pytest.raises(acts.CannotDo):
        acts.decline(offer_of(branch), None)
    StandardPage.objects.get(pk=alias.pk).unpublish()
    publish(source, title="Encore")

    at_ogou(client, status=404)
    assert offer_of(branch).state == OfferStatus.KEPT


def test_a_copy_of_its_own_is_never_overwritten(client, branch, source):
    share(source, branch)
    own_words(branch)
    untie(offer_of(branch).page)
    publish(StandardPage.objects.get(pk=offer_of(branch).page_id), body=body("Notre texte."))
    publish(source, body=body("Deuxième texte."))
    share(source, branch, to_all=True)

    page = at_ogou(client)
    assert "Notre texte. Dans notre commune Ici, appelez le 90 12 34 56." in page.main
    assert offer_of(branch).state == OfferStatus.KEPT and offer_of(branch).page.live


def test_unpublished_it_disappears_and_comes_back_with_its_words(client, branch, source):
    share(source, branch)
    own_words(branch)
    StandardPage.objects.get(pk=source.pk).unpublish()
    at_ogou(client, status=404)
    assert str(offer_of(branch).state_in_words) == "plus publiée par la fédération"

    publish(source)
    assert "Ici, appelez" in at_ogou(client).main


@pytest.mark.parametrize("taken", ["deleted", "withdrawn"])
def test_taken_back_it_stays_until_the_commune_chooses(client, branch, other_branch, source, taken):
    share(source, branch, other_branch)
    acts.see(offer_of(branch), None)
    acts.decline(offer_of(other_branch), None)
    if taken == "deleted":
        StandardPage.objects.get(pk=source.pk).delete()
    else:
        acts.withdraw_all(SharedPage.objects.get(), make_superuser())

    assert "Premier texte." in at_ogou(client).main
    offer = Offer.objects.get()
    assert (offer.branch, offer.state) == (branch, OfferStatus.WITHDRAWN)
    assert Page.objects.get(pk=offer.page_id).alias_of is None

    acts.keep(offer, None)
    assert "Premier texte." in at_ogou(client).main
    assert offer_of(branch).state == OfferStatus.KEPT


def test_taken_back_it_can_be_removed(client, branch, source):
    share(source, branch)
    StandardPage.objects.get(pk=source.pk).delete()
    acts.remove(offer_of(branch), None)

    at_ogou(client, status=404)
    assert not Offer.objects.exists()


def test_what_was_offered_to_some_is_not_offered_to_new_communes(branch, source):
    share(source, branch)

    assert acts.share_with_new(make_commune("Kozah 1")) == []


def test_a_new_commune_gets_what_all_have(client, branch, source):
    share(source, branch, to_all=True)
    gone = StandardPageFactory(parent=make_portal(), title="Passée", slug="passee")
    share(gone, branch, to_all=True)
    gone.unpublish()
    kozah = make_commune("Kozah 1")

    (made,) = acts.share_with_new(kozah)
    assert acts.share_with_new(kozah) == []
    assert made.state == OfferStatus.SHOWN
    assert read(client, f"/kozah-1/{SLUG}").words("h1") == "Seize jours"


def test_it_is_there_when_a_commune_is_made(client, branch, source):
    load_communes()
    load_languages()
    share(source, branch, to_all=True)
    plan = CommunePlan(Commune.objects.named("Kozah 1"), town="Kara", parent=make_portal())
    made = provision(plan, dt.date(2026, 11, 22))

    assert read(client, f"/kozah-1/{SLUG}").words("h1") == "Seize jours"
    assert offer_of(made.branch).is_new


def test_news_wait_until_the_commune_has_a_list_of_news(client, branch, other_branch):
    index = NewsIndexPageFactory(parent=make_portal())
    news = NewsPageFactory(parent=index, title="Une campagne", slug="une-campagne")
    NewsIndexPageFactory(branch=branch)
    share(news, branch, other_branch)

    assert at_ogou(client, "actualites/une-campagne/").words("h1") == "Une campagne"
    assert "Une campagne" in at_ogou(client, "actualites/").main
    assert offer_of(other_branch).state == OfferStatus.WAITING
    with pytest.raises(acts.CannotDo):
        acts.show(offer_of(other_branch), None)

    NewsIndexPageFactory(branch=other_branch)
    acts.show(offer_of(other_branch), None)
    own_words(other_branch)
    assert "Ici, appelez" in at_zio(client, "actualites/une-campagne/").main
    assert NewsPage.objects.live().count() == 3
