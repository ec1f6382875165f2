"""News, programmes and the letter of the month in the staff area."""

import datetime as dt
from io import BytesIO

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from events.kit import printing
from events.models import EventPage, ProgrammePage
from home.models import LetterWord, NewsPage
from tests.admin.editing import PUBLISH, edit
from tests.factories import (
    AwarenessEventPageFactory,
    NewsPageFactory,
    ProgrammePageFactory,
    ServicePageFactory,
    news_index,
    on,
)
from tests.pages.budget_site import forget

pytestmark = pytest.mark.django_db

MARCH = dt.date(2026, 3, 1)


@pytest.fixture
def index(branch):
    """The list of news of Ogou 1."""
    return news_index(branch)


def letter(index, name="home_letter", month=MARCH) -> str:
    return reverse(name, args=[index.pk, month])


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def news_form(**values) -> dict:
    rows = inline_formset(values.pop("related", []))
    return nested_form_data(
        {
            "title": "Le centre a ouvert", "slug": "ouvert", "date": "2026-03-03",
            "review_every": "180", "body": streamfield([]), "related": rows,
            "recordings": inline_formset([]), "comments": inline_formset([]), **values,
        }
    )  # fmt: skip


def test_an_editor_publishes_news(client, index, editor):
    client.force_login(editor)
    event = AwarenessEventPageFactory()
    address = reverse("wagtailadmin_pages:add", args=["home", "newspage", index.pk])

    row = {"target": event.pk, "ORDER": 1, "DELETE": "", "id": ""}
    client.post(address, news_form(related=[row]) | {"action-publish": "1"})

    news = NewsPage.objects.get()
    assert news.live
    assert [one.target_id for one in news.related.all()] == [event.pk]


def test_a_page_of_another_commune_is_refused_beside_its_field(client, index, editor, other_branch):
    client.force_login(editor)
    theirs = ServicePageFactory(branch=other_branch)
    address = reverse("wagtailadmin_pages:add", args=["home", "newspage", index.pk])

    row = {"target": theirs.pk, "ORDER": 1, "DELETE": "", "id": ""}
    answer = client.post(address, news_form(related=[row]) | {"action-publish": "1"})

    assert "autre commune" in words(answer)
    assert not NewsPage.objects.exists()


def test_the_lists_say_what_matters(client, index, editor):
    client.force_login(editor)
    NewsPageFactory(title="Ouverture")
    ProgrammePageFactory(title="Projet", budget=390_000)

    assert "Ouverture" in words(client.get(reverse("news:index")))
    assert "390 000 €" in words(client.get(reverse("programmes:index")))


def test_an_event_joins_a_programme_of_hers_or_of_the_federation(
    client, branch, other_branch, director
):
    client.force_login(director)
    event = AwarenessEventPageFactory(dates=[on("2026-12-03", "09:00", "12:00")])
    hers = ProgrammePageFactory(branch=branch, title="Le nôtre")
    theirs = ProgrammePageFactory(branch=other_branch, title="Le leur")
    address = reverse("wagtailadmin_pages:edit", args=[event.pk])
    page = client.get(address).content.decode()
    assert "Le nôtre" in page
    assert "Le leur" not in page

    refused = edit(client, event, programme=str(theirs.pk), **PUBLISH)
    assert "Ce programme est celui d’une autre commune" in words(refused)
    assert EventPage.objects.get().programme is None
    edit(client, event, programme=str(hers.pk), **PUBLISH)
    assert EventPage.objects.get().programme == hers


def test_a_programme_is_written_in_its_tabs(client, branch, director):
    client.force_login(director)
    page = ProgrammePageFactory(branch=branch)

    soup = BeautifulSoup(
        client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content, "html.parser"
    )

    tabs = [tab.get_text(strip=True).removesuffix("()") for tab in soup.select("[role=tab]")][:4]
    assert tabs == ["Quoi", "Argent, durée et lieux", "Avec qui", "Résultats"]
    assert ProgrammePage.objects.get() == page


def test_the_letter_is_reached_from_the_menu(client, index, editor, clock):
    clock("2026-03-20 10:00")
    client.force_login(editor)

    answer = client.get(reverse("home_letters"))

    assert answer.url == letter(index)


def test_without_news_the_letter_says_what_to_do(client, branch, editor):
    client.force_login(editor)

    assert "pas encore de liste d’actualités" in words(client.get(reverse("home_letters")))


def test_the_federation_chooses_whose_letter(client, index, other_branch, superuser):
    news_index(other_branch)
    client.force_login(superuser)

    said = words(client.get(reverse("home_letters")))

    assert "Centre de Ogou 1" in said
    assert "Centre de Zio 1" in said


def test_a_word_is_written_and_taken_away(client, index, editor, clock):
    clock("2026-03-20 10:00")
    client.force_login(editor)

    client.post(letter(index), {"text": "Merci à toutes."})
    forget()
    assert "Merci à toutes." in client.get("/actualites/lettre/2026-03/").content.decode()
    client.post(letter(index), {"text": "Merci encore."})
    assert LetterWord.objects.get().text == "Merci encore."
    client.post(letter(index), {"text": ""})
    assert not LetterWord.objects.exists()


def test_too_long_a_word_is_refused_beside_its_field(client, index, editor, clock):
    clock("2026-03-20 10:00")
    client.force_login(editor)

    answer = client.post(letter(index), {"text": "x" * 601})

    assert "600" in words(answer)
    assert not LetterWord.objects.exists()


def test_who_may_not_publish_reads_the_letter_and_writes_nothing(
    client, index, events_officer, clock
):
    clock("2026-03-20 10:00")
    client.force_login(events_officer)

    assert not BeautifulSoup(client.get(letter(index)).content, "html.parser").find("textarea")
    client.post(letter(index), {"text": "Un mot"})
    assert not LetterWord.objects.exists()


@pytest.mark.parametrize("name", ["home_letter", "home_letter_sheet", "home_letter_file"])
def test_the_letter_of_another_commune_is_refused(client, other_branch, editor, clock, name):
    clock("2026-03-20 10:00")
    theirs = news_index(other_branch)
    NewsPageFactory(branch=other_branch, title="À Zio")
    client.force_login(editor)

    answer = client.get(letter(theirs, name))

    assert answer.status_code == 404
    assert "À Zio" not in answer.content.decode()


def test_another_month_is_chosen_and_a_bad_one_is_this_month(client, index, editor, clock):
    clock("2026-03-20 10:00")
    client.force_login(editor)

    assert client.get(letter(index), {"mois": "2026-01"}).url == letter(
        index, month=dt.date(2026, 1, 1)
    )
    assert client.get(letter(index), {"mois": "zut"}).url == letter(index)
    assert client.get(letter(index, month=dt.date(2026, 4, 1))).status_code == 404


def test_the_letter_is_printed(client, index, editor, clock):
    clock("2026-03-20 10:00")
    client.force_login(editor)
    for number in range(40):
        NewsPageFactory(title=f"Nouvelle numéro {number}", date=dt.date(2026, 3, 1 + number % 28))

    answer = client.get(letter(index, "home_letter_file"))

    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(BytesIO(answer.content))
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert len(document) > 1
    assert "La lettre de mars 2026" in text
    assert "Nouvelle numéro 7" in text
    assert "/actualites/lettre/2026-03/" in text


def test_without_pango_the_page_to_print_stands_in(client, index, editor, clock, monkeypatch):
    clock("2026-03-20 10:00")
    client.force_login(editor)

    def missing():
        raise printing.PangoMissing

    monkeypatch.setattr(printing, "weasyprint", missing)

    assert client.get(letter(index, "home_letter_file")).url == letter(index, "home_letter_sheet")
    sheet = client.get(letter(index, "home_letter_sheet"))
    assert "La lettre de mars 2026" in sheet.content.decode()
    assert "apt-get install" in words(client.get(letter(index)))
