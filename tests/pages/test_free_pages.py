"""Free pages with every block at once, and the page of the partners."""

import re

import pytest
from django.core.files.base import ContentFile

from centre.models import CentreDocument, CentreMedia
from home.blocks import HomeBodyBlock
from tests.factories.centre import ImageFactory
from tests.factories.home import PartnersPageFactory, StandardPageFactory
from tests.factories.services import OrganisationFactory, ServicePageFactory
from tests.pages.reading import read
from tests.samples.recordings import boxed, mp3

pytestmark = pytest.mark.django_db


def media(kind, name, content):
    file = ContentFile(content, name=name)
    return CentreMedia.objects.create(title=f"Titre {kind}", file=file, type=kind)


@pytest.fixture
def vocabulary(branch, django_capture_on_commit_callbacks):
    """One value for each block that a free page may hold."""
    with django_capture_on_commit_callbacks(execute=True):
        image = ImageFactory(branch=branch)
    image.contextual_alt_text, image.decorative = "Un atelier", False
    document = CentreDocument.objects.create(
        title="Plan d’action", file=ContentFile(b"%PDF-1.4\n%%EOF\n", name="plan.pdf")
    )
    table = {
        "columns": [{"type": "text", "heading": "Jour"}],
        "rows": [{"values": ["Lundi"]}],
        "caption": "La semaine",
    }
    OrganisationFactory(branch=branch, name="Femmes debout")
    return {
        "heading": "Nos débuts",
        "text": "<p>Le centre ouvre.</p>",
        "picture": {"image": image, "caption": "La cour"},
        "gallery": {"pictures": [{"image": image, "caption": "La salle"}]},
        "steps": {"title": "Venir", "steps": [{"title": "Entrer", "text": "Par la cour."}]},
        "questions": {
            "title": "Vos questions",
            "questions": [{"question": "Faut-il payer ?", "answer": "<p>Rien.</p>"}],
        },
        "callout": {"kind": "info", "text": "<p>Venez tôt.</p>"},
        "key_figures": {
            "title": "En chiffres",
            "figures": [{"figure": "30", "label": "inscrites", "source": ""}],
        },
        "quotation": {"text": "J’ai appris.", "role": ""},
        "table": HomeBodyBlock().child_blocks["table"].to_python(table),
        "documents": {"title": "À lire", "documents": [document]},
        "audio": {"audio": media("audio", "voix.mp3", mp3()), "caption": "En éwé"},
        "video": {
            "video": media("video", "film.mp4", boxed()),
            "link": "",
            "caption": "Une visite",
        },
        "contact_button": {"label": "Appeler", "type": "voice", "number": "+22890000001"},
        "partners": {"title": "Avec nous"},
        "services": {"title": "Nos services", "services": [ServicePageFactory(title="Couture")]},
        "upcoming_events": {"title": "À venir", "most": 3},
    }


def test_every_block_of_the_vocabulary_stands_on_one_page(client, home, vocabulary):
    assert set(vocabulary) == set(HomeBodyBlock().child_blocks)

    page = read(client, StandardPageFactory(parent=home, body=list(vocabulary.items())).url)

    for said in (
        "Nos débuts", "Le centre ouvre.", "La cour", "La salle", "Venir", "Par la cour.",
        "Vos questions", "Faut-il payer ?", "Rien.", "Venez tôt.", "30 inscrites", "J’ai appris.",
        "La semaine", "Jour", "Lundi", "Plan d’action", "En éwé", "Une visite",
        "Appeler · 90 00 00 01", "Avec nous", "Femmes debout", "Nos services", "Couture",
    ):  # fmt: skip
        assert said in page.main
    assert not page.soup.select("main script, iframe, [style]")


def test_sound_and_film_are_fetched_on_a_click_and_say_what_they_weigh(client, home, vocabulary):
    body = [(kind, vocabulary[kind]) for kind in ("audio", "video")]

    page = read(client, StandardPageFactory(parent=home, body=body).url)

    for player in page.soup.select("main audio, main video"):
        assert player["preload"] == "none"
        assert player.has_attr("controls")
        assert not player.has_attr("autoplay")
    assert [re.sub(r"\d+", "…", said) for said in page.each("main .state .note")] == [
        "… s, … Ko"
    ] * 2


def test_the_same_blocks_stand_on_the_home_and_partners_pages(client, home, vocabulary):
    body = list(vocabulary.items())
    home.body = body
    home.save()
    partners = PartnersPageFactory(parent=home, body=body)

    for address in ("/", partners.url):
        page = read(client, address)
        assert "Nos débuts" in page.main
        assert "Couture" in page.main


def test_an_empty_page_is_its_title(client, home):
    page = read(client, StandardPageFactory(parent=home, title="Accès", introduction="").url)

    assert page.main == "Accès"
    assert page.words("title") == "Accès · Centre de Ogou 1"
    # Whose page it is can be said in any case.
    (meta,) = page.soup.select("meta[name=description]")
    assert meta["content"] == home.introduction


def test_its_sentence_is_what_is_shared(client, home):
    page = read(client, StandardPageFactory(parent=home, introduction="Comment venir à pied.").url)

    (meta,) = page.soup.select("meta[name=description]")
    assert meta["content"] == "Comment venir à pied."


def test_a_page_below_a_page(client, home):
    above = StandardPageFactory(parent=home, title="Qui nous sommes", slug="nous")
    StandardPageFactory(parent=above, title="L’équipe", slug="equipe")

    assert read(client, "/nous/equipe/").each("h1") == ["L’équipe"]


def test_partners_are_counted_by_kind_and_by_town(client, home, branch, other_branch):
    for name, kind, town in (
        ("Union", "bailleur", ""),
        ("Fonds", "bailleur", "Lomé"),
        ("Femmes debout", "ong", "Atakpamé"),
        ("Radio", "radio", "Atakpamé"),
    ):
        OrganisationFactory(branch=branch, name=name, kind=kind, town=town)
    OrganisationFactory(branch=other_branch, name="Ailleurs", kind="radio", town="Tsévié")

    page = read(client, PartnersPageFactory(parent=home).url)

    assert page.each(".figures > li") == [
        "4 organisations", "1 Association ou ONG", "2 Bailleurs de fonds", "1 Radio",
    ]  # fmt: skip
    assert "Où elles sont : Atakpamé (2), Lomé (1)" in page.main
    assert page.each("main h2") == ["Association ou ONG", "Bailleurs de fonds", "Radio"]
    assert page.each(".card h3") == ["Femmes debout", "Fonds", "Union", "Radio"]
    assert page.href("Femmes debout") == "/organisations/femmes-debout/"
    assert "Ailleurs" not in page.main


def test_a_centre_without_partners_says_so(client, home):
    page = read(client, PartnersPageFactory(parent=home, introduction="").url)

    assert page.main == "Partenaires Les partenaires sont à confirmer."
