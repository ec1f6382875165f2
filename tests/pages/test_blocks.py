"""Every block of the body shows what was written in it, and fetches nothing by itself."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile

from centre.models import CentreDocument
from home.blocks import HomeBodyBlock
from tests.factories.centre import ImageFactory
from tests.factories.home import StandardPageFactory
from tests.factories.services import OrganisationFactory, ServicePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client, home):
    """Return the content of a published page with one block."""

    def show(kind, value):
        page = StandardPageFactory(parent=home, body=[(kind, value)])
        return BeautifulSoup(client.get(page.url).content, "html.parser").main

    return show


@pytest.fixture
def picture(branch, django_capture_on_commit_callbacks):
    """A block's picture, with its public sizes made."""
    with django_capture_on_commit_callbacks(execute=True):
        image = ImageFactory(branch=branch)
    image.contextual_alt_text, image.decorative = "Six femmes", False
    return {"image": image, "caption": "Un atelier"}


def test_heading(shown):
    assert shown("heading", "Nos débuts").find("h2", string="Nos débuts")


def test_text_keeps_its_links(shown):
    content = shown("text", '<p>Voir <a href="/services/">les services</a>.</p>')
    assert content.find("a", href="/services/")


def test_picture_says_what_it_shows_and_has_its_size(shown, picture):
    img = shown("picture", picture).find("img")
    assert img["alt"] == "Six femmes"
    assert img["width"]
    assert img["height"]
    assert img["loading"] == "lazy"


def test_gallery_shows_every_picture(shown, picture):
    content = shown("gallery", {"pictures": [picture, picture]})
    assert len(content.select("figure img")) == 2


def test_steps_are_an_ordered_list(shown):
    content = shown(
        "steps", {"title": "Venir", "steps": [{"title": "Entrer", "text": ""}, {"title": "Parler"}]}
    )
    assert [step.get_text(strip=True) for step in content.select("ol > li")] == ["Entrer", "Parler"]


def test_answers_are_folded(shown):
    content = shown(
        "questions",
        {"title": "", "questions": [{"question": "Payer ?", "answer": "<p>Non.</p>"}]},
    )
    fold = content.find("details")
    assert fold.summary.get_text(strip=True) == "Payer ?"
    assert not fold.has_attr("open")
    assert "Non." in fold.get_text()


@pytest.mark.parametrize(("kind", "word"), [("info", "Bon à savoir"), ("warning", "Attention")])
def test_callout_says_what_it_is_in_words(shown, kind, word):
    content = shown("callout", {"kind": kind, "text": "<p>Venez tôt.</p>"})
    assert word in content.get_text()
    assert "Venez tôt." in content.get_text()


def test_key_figures_give_their_source(shown):
    figure = {"figure": "100 femmes", "label": "formées", "source": "Rapport"}
    content = shown("key_figures", {"title": "Chiffres", "figures": [figure]})
    assert all(part in content.get_text() for part in ("100 femmes", "formées", "Rapport"))


def test_quotation_names_a_role(shown):
    content = shown("quotation", {"text": "J’ai appris.", "role": "une apprenante"})
    assert content.blockquote.footer.get_text(strip=True) == "une apprenante"


def test_table_has_headings(shown):
    table = (
        HomeBodyBlock()
        .child_blocks["table"]
        .to_python(
            {
                "columns": [{"type": "text", "heading": "Jour"}],
                "rows": [{"values": ["Lundi"]}],
                "caption": "La semaine",
            }
        )
    )
    content = shown("table", table)
    assert content.find("th", scope="col").get_text() == "Jour"
    assert content.find("td").get_text(strip=True) == "Lundi"
    assert content.caption.get_text() == "La semaine"


def test_document_says_its_type_and_size(shown):
    content = ContentFile(b"%PDF-1.4\n" + b" " * 120_000 + b"\n%%EOF\n", name="plan.pdf")
    document = CentreDocument.objects.create(title="Plan d’action", file=content)
    text = shown("documents", {"title": "", "documents": [document]}).get_text()
    assert "PDF" in text
    assert "121\N{NO-BREAK SPACE}Ko" in text


def test_film_elsewhere_is_a_link_only(shown):
    content = shown("video", {"video": None, "link": "https://example.org/film", "caption": ""})
    assert content.find("a", href="https://example.org/film")
    assert content.find(["iframe", "video"]) is None


@pytest.mark.parametrize(
    ("kind", "address"), [("voice", "tel:+22890000001"), ("whatsapp", "https://wa.me/22890000001")]
)
def test_contact_button_opens_what_it_says(shown, kind, address):
    content = shown("contact_button", {"label": "Appeler", "type": kind, "number": "+22890000001"})
    button = content.find("a", href=address)
    assert "90\N{NO-BREAK SPACE}00\N{NO-BREAK SPACE}00\N{NO-BREAK SPACE}01" in button.get_text()


def test_partners_are_those_of_the_branch(shown, branch, other_branch):
    OrganisationFactory(branch=branch, name="Mairie")
    OrganisationFactory(branch=other_branch, name="Mairie voisine")
    text = shown("partners", {"title": ""}).get_text()
    assert "Mairie" in text
    assert "Mairie voisine" not in text


def test_chosen_services_leave_out_what_is_not_published(shown, home):
    shown_one = ServicePageFactory(title="Écoute")
    hidden = ServicePageFactory(title="Brouillon")
    hidden.unpublish()
    text = shown("services", {"title": "", "services": [shown_one, hidden]}).get_text()
    assert "Écoute" in text
    assert "Brouillon" not in text
