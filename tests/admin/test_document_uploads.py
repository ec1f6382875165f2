"""Documents sent by staff, and how they are given out."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import UploadedFile

from centre.models import CentreDocument
from tests.samples import documents as samples
from tests.samples.sending import send, stored_files, words_of

pytestmark = pytest.mark.django_db


def add_several(client, document, name, content):
    """Send by the page where several are added at once."""
    fields = {"title": "Rapport", "collection": document.collection_id}
    return send(client, reverse("wagtaildocs:add_multiple"), fields, "files[]", name, content)


def replace(client, document, name, content):
    """Send in place of the file of ``document``."""
    fields = {"title": "Rapport", "collection": document.collection_id}
    url = reverse("wagtaildocs:edit", args=[document.pk])
    return send(client, url, fields, "file", name, content)


def choose(client, document, name, content):
    """Send from the chooser of a page."""
    prefix = "document-chooser-upload"
    fields = {f"{prefix}-title": "Rapport", f"{prefix}-collection": document.collection_id}
    url = reverse("wagtaildocs_chooser:create")
    return send(client, url, fields, f"{prefix}-file", name, content)


every_door = pytest.mark.parametrize(
    "door", [add_several, replace, choose], ids=lambda door: door.__name__
)


@pytest.fixture
def document(branch):
    """A document that is there already."""
    return CentreDocument.objects.create(
        title="Avant",
        file=ContentFile(samples.PDF, name="avant.pdf"),
        collection=branch.collection,
    )


@pytest.fixture
def staff(client, editor):
    """The browser of an editor."""
    client.force_login(editor)
    return client


def stored():
    """Return all that an upload may leave behind."""
    rows = CentreDocument.objects.order_by("pk").values("pk", "title", "file", "file_hash")
    return list(rows), UploadedFile.objects.count(), stored_files()


@every_door
def test_a_hostile_document_is_refused(door, staff, document, subtests):
    before = stored()
    for name, (content, sentence) in samples.hostile_documents().items():
        with subtests.test(name):
            assert sentence in words_of(door(staff, document, name, content))
            assert stored() == before


@every_door
def test_a_document_cut_off_by_a_bad_line_is_refused(door, staff, document, subtests):
    before = stored()
    for name, content in samples.cut_documents().items():
        with subtests.test(name):
            words = words_of(door(staff, document, name, content))
            assert samples.DAMAGED in words or samples.LIES in words
            assert stored() == before


@every_door
def test_a_heavy_document_is_refused(door, staff, document):
    before = stored()
    words = words_of(door(staff, document, "a.pdf", samples.PDF + bytes(16 * 1024 * 1024)))
    assert "Ce fichier est trop lourd" in words
    assert stored() == before


@every_door
def test_a_refusal_is_one_sentence(door, staff, document):
    words = words_of(door(staff, document, "page.html", samples.HTML))
    assert words.count(samples.EXTENSION) == 1
    assert "autorisée" not in words


@every_door
def test_a_good_document_is_kept_as_sent(door, staff, document, subtests):
    for name, content in samples.good_documents().items():
        with subtests.test(name):
            door(staff, document, name, content)
            document.refresh_from_db()
            kept = document if door is replace else CentreDocument.objects.latest("pk")
            assert Path(kept.file.path).read_bytes() == content
            assert kept.file_size == len(content)
            assert kept.title == "Rapport"


def test_replacing_leaves_nothing_of_the_old_document(
    staff, document, django_capture_on_commit_callbacks
):
    old = document.file.name
    with django_capture_on_commit_callbacks(execute=True):
        replace(staff, document, "lettre.docx", samples.docx())
    document.refresh_from_db()
    assert document.file.name.endswith(".docx")
    assert old not in stored_files()


def test_a_document_is_downloaded_and_never_opened_in_the_site(client, branch, subtests):
    for name, content in samples.good_documents().items():
        with subtests.test(name):
            document = CentreDocument.objects.create(
                title=name, file=ContentFile(content, name=name), collection=branch.collection
            )
            response = client.get(document.url)
            assert response.status_code == 200
            assert b"".join(response.streaming_content) == content
            assert response["Content-Disposition"].startswith("attachment")
            assert response["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in response["Content-Security-Policy"]
            assert response["Content-Type"].partition(";")[0] != "text/html"


@pytest.mark.parametrize("name", ["page.html", "macros.docx", "empty.pdf"])
def test_code_cannot_store_a_hostile_document(branch, name):
    content, _sentence = samples.hostile_documents()[name]
    before = stored()
    with pytest.raises(ValidationError):
        CentreDocument.objects.create(
            title="Rapport", file=ContentFile(content, name=name), collection=branch.collection
        )
    assert stored() == before


def test_the_file_of_who_stores_it_by_code_stays_as_it_was(branch, tmp_path):
    path = tmp_path / "Rapport annuel 2024.pdf"
    path.write_bytes(samples.PDF)
    with path.open("rb") as file:
        kept = CentreDocument.objects.create(
            title="Rapport", file=File(file), collection=branch.collection
        )
    assert path.read_bytes() == Path(kept.file.path).read_bytes() == samples.PDF
    assert kept.filename.startswith("rapport-annuel-2024")


def test_a_document_kept_aside_is_judged(staff, document):
    fields = {"title": "x" * 300, "collection": document.collection_id}
    url = reverse("wagtaildocs:add_multiple")
    answer = send(staff, url, fields, "files[]", "Rapport 2024.pdf", samples.PDF).json()
    assert answer["success"]
    aside = UploadedFile.objects.get()
    assert aside.file.name == "wagtail_uploads/rapport-2024.pdf"
    aside.file = ContentFile(samples.HTML, name="page.pdf")
    with pytest.raises(ValidationError):
        aside.save()
