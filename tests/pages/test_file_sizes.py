"""What a file costs is said before it is fetched."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.base import ContentFile

from centre.models import CentreDocument, CentreMedia, Recording
from tests.factories import LanguageFactory, StandardPageFactory
from tests.factories.media import SoundFactory
from tests.samples.documents import PDF

pytestmark = pytest.mark.django_db

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def document(branch):
    file = ContentFile(PDF + b" " * 120_000 + b"\n%%EOF\n", name="reglement.pdf")
    return CentreDocument.objects.create(title="Règlement", file=file, collection=branch.collection)


def linked(document):
    return f'<p>Voir le <a linktype="document" id="{document.pk}">règlement &amp; plus</a>.</p>'


def main_of(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


@pytest.mark.parametrize(
    "block",
    [
        lambda text: ("text", text),
        lambda text: ("callout", {"kind": "info", "text": text}),
        lambda text: ("questions", {"title": "", "questions": [{"question": "?", "answer": text}]}),
    ],
    ids=["text", "callout", "questions"],
)
def test_a_link_in_a_text_says_type_and_size(client, branch, document, block):
    page = StandardPageFactory(branch=branch, body=[block(linked(document))])
    main = main_of(client, page)
    assert f"Voir le règlement & plus (PDF, 121{NBSP}Ko)." in main.get_text()
    link = main.find("a", string="règlement & plus")
    assert link.attrs == {"href": document.url}
    assert client.get(link["href"]).status_code == 200


def test_two_links_each_have_their_own_size_for_one_query(
    client, branch, document, django_assert_max_num_queries
):
    small = CentreDocument.objects.create(
        title="Plan", file=ContentFile(PDF, name="plan.pdf"), collection=branch.collection
    )
    text = linked(document) + linked(small) + '<p><a href="/services/">Services</a></p>'
    page = StandardPageFactory(branch=branch, body=[("text", text)])
    with django_assert_max_num_queries(12):
        sizes = [note.get_text() for note in main_of(client, page).select(".text .note")]
    assert sizes == [f"(PDF, 121{NBSP}Ko)", f"(PDF, 1{NBSP}Ko)"]


def test_a_document_that_is_gone_is_no_link(client, branch, document):
    page = StandardPageFactory(branch=branch, body=[("text", linked(document))])
    document.delete()
    main = main_of(client, page)
    assert "Voir le règlement & plus." in main.get_text()
    assert not main.select(".text a[href]")


def test_files_lost_from_the_disk_are_no_error(client, branch, document):
    sound = SoundFactory()
    page = StandardPageFactory(
        branch=branch,
        body=[("documents", {"title": "", "documents": [document]}),
              ("audio", {"audio": sound, "caption": ""}), ("text", linked(document))],
    )  # fmt: skip
    Recording.objects.create(page=page.page_ptr, language=LanguageFactory(), media=sound)
    for lost in (sound, document):
        lost.file.storage.delete(lost.file.name)
    assert "Règlement" in main_of(client, page).get_text()


def test_sounds_and_films_say_their_size_and_wait(client, branch):
    sound = SoundFactory()
    film = SoundFactory(type="video")
    page = StandardPageFactory(
        branch=branch,
        body=[("audio", {"audio": sound, "caption": ""}),
              ("video", {"video": film, "link": "", "caption": ""})],
    )  # fmt: skip
    Recording.objects.create(page=page.page_ptr, language=LanguageFactory(), media=sound)
    main = main_of(client, page)
    players = main.select("audio, video")
    assert len(players) == 3
    for player in players:
        words = player.find_previous("p").get_text()
        size = -(
            -CentreMedia.objects.get(file__endswith=player["src"].rpartition("/")[2]).file.size
            // 1000
        )
        assert f"3{NBSP}s, {size}{NBSP}Ko" in words
        assert player["preload"] == "none"
        assert "autoplay" not in player.attrs


def test_no_template_plays_a_file_without_saying_its_size():
    players = {
        path.name: text
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        if re.search("<(audio|video)", text := path.read_text())
    }
    assert {"recordings.html", "audio.html", "video.html"} <= players.keys()
    for name, text in players.items():
        count = len(re.findall("<(?:audio|video)", text))
        assert (name, text.count('preload="none"')) == (name, count)
        assert (name, text.count("|recording_words")) == (name, count)
