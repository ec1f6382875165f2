"""What the federation shares goes with the commune, and comes with what she wrote beside it."""

import pytest
from django.core.management import CommandError
from wagtail.models import Page

from centre.models import Branch
from communes.models import Offer, OfferStatus, SharedPage
from communes.sharing import acts
from communes.transfer.close import remove
from communes.transfer.export import export_commune
from home.models import StandardPage
from tests.factories import StandardPageFactory, make_branch
from tests.factories.communes import make_commune, make_portal
from tests.pages.moving import NOW, bring, fingerprints, read_members, run
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

WORDS = '<p>Ici, voyez <a linktype="page" id="{pk}">notre page</a>.</p>'


@pytest.fixture
def source(db):
    """A page of the federation."""
    return StandardPageFactory(
        parent=make_portal(),
        title="Seize jours",
        slug="seize-jours",
        body=[("text", "<p>Premier texte.</p>")],
    )


@pytest.fixture
def kozah(source, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    branch = make_commune("Kozah 1")
    own = StandardPageFactory(branch=branch, title="Notre page", slug="notre-page")
    (offer,) = acts.share(source, [branch])
    offer.local_part = WORDS.format(pk=own.pk)
    offer.save()
    return branch


@pytest.fixture
def path(kozah, tmp_path):
    export_commune(kozah, tmp_path / "kozah.zip", NOW)
    return tmp_path / "kozah.zip"


def shown(client):
    return read(client, "/kozah-1/seize-jours/").main


def test_it_comes_back_tied_to_the_federation_s(client, kozah, source, path, tmp_path):
    remove(kozah)
    bring(path)

    offer = Offer.objects.get(branch__uuid=kozah.uuid)
    assert (offer.state, offer.shared.source_id) == (OfferStatus.SHOWN, source.pk)
    links = read(client, "/kozah-1/seize-jours/").soup.select("main a")
    assert "/kozah-1/notre-page/" in [link["href"] for link in links]
    source.title = "Seize jours et seize nuits"
    source.save_revision().publish()
    assert "Seize jours et seize nuits" in shown(client)
    assert "notre page" in shown(client)


def test_the_file_says_the_same_again_without_numbers(kozah, path, tmp_path):
    own = StandardPage.objects.get(slug="notre-page")
    (page,) = [one.decode() for one in read_members(path).values() if b"Premier texte" in one]
    assert f'{own.translation_key}.fr\\">notre page' in page
    remove(kozah)
    bring(path)
    export_commune(Branch.objects.get(uuid=kozah.uuid), tmp_path / "again.zip", NOW)

    assert fingerprints(tmp_path / "again.zip") == fingerprints(path)


def test_where_the_federation_s_is_not_it_is_hers_with_her_words(client, kozah, source, path):
    remove(kozah)
    source.delete()
    SharedPage.objects.all().delete()
    done = bring(path)

    assert len(done.lost) == 1
    offer = Offer.objects.get()
    assert offer.state == OfferStatus.KEPT and offer.page.alias_of is None
    assert "Premier texte." in shown(client) and "notre page" in shown(client)


def test_newer_words_arrive_unless_they_were_changed_here(kozah, path, tmp_path):
    offer = Offer.objects.get()
    offer.local_part = "<p>Plus récent.</p>"
    offer.save()
    export_commune(kozah, tmp_path / "newer.zip", NOW)
    remove(kozah)
    bring(path)
    bring(tmp_path / "newer.zip")
    assert Offer.objects.get().local_part == "<p>Plus récent.</p>"

    Offer.objects.update(local_part="<p>Changé ici.</p>")
    done = bring(path)
    assert any("Seize jours" in one for one in done.kept)
    assert Offer.objects.get().local_part == "<p>Changé ici.</p>"


def test_a_page_never_follows_one_of_another_commune(client, kozah, source, path):
    """Whatever the file says: here the page that it names has become another commune's."""
    ogou = make_branch("Ogou 1")
    remove(kozah)
    SharedPage.objects.all().delete()
    Page.objects.get(pk=source.pk).move(Page.objects.get(pk=ogou.root_page_id), pos="last-child")
    bring(path)

    page = StandardPage.objects.get(title="Seize jours", path__startswith=root_of(kozah))
    assert page.alias_of is None


def root_of(branch) -> str:
    return Branch.objects.get(uuid=branch.uuid).root_page.path


def test_who_joins_gets_what_all_communes_have(client, source, kozah, path):
    everyone_s = StandardPageFactory(parent=make_portal(), title="Pour toutes", slug="toutes")
    remove(kozah)
    acts.share(everyone_s, [], to_all=True)
    bring(path)

    assert read(client, "/kozah-1/toutes/").words("h1") == "Pour toutes"


def test_the_commands_take_a_commune_below_another_page(client, kozah, path, tmp_path):
    remove(kozah)
    below = StandardPageFactory(parent=make_portal(), title="Nord", slug="nord")

    said = run("import_commune", path, "--dry-run")
    assert "essai" in said
    assert not Branch.objects.filter(uuid=kozah.uuid).exists()

    run("import_commune", path, "--parent", below.pk)
    branch = Branch.objects.get(uuid=kozah.uuid)
    assert branch.root_page.get_parent().pk == below.pk
    assert read(client, "/nord/kozah-1/seize-jours/").words("h1") == "Seize jours"
    with pytest.raises(CommandError, match="999999"):
        run("import_commune", path, "--parent", 999999)
