"""Pictures and documents of the site in a bucket, from being sent to being read and backed up."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse

from centre.archives import Refused
from centre.backup import create
from centre.backup.folder import own_folder
from centre.backup.manifest import MEDIA
from centre.backup.media import files, media
from centre.backup.reading import open_backup
from centre.models import CentreDocument, CentreImage, CentreRendition
from centre.pictures import SPECS, make_renditions
from tests.factories.centre import ImageFactory
from tests.samples import documents, pictures
from tests.samples.doors import DOORS, add_one
from tests.samples.sending import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bucket")]

WORDS = "Six femmes autour d’une machine"
AWAY = "Les fichiers ne peuvent pas être gardés en ce moment"


@pytest.fixture
def image(branch):
    image = ImageFactory(branch=branch, title="Avant", description=WORDS)
    make_renditions(image)
    return image


@pytest.fixture
def shown(home, image):
    """The front page shows the picture."""
    home.image, home.image_alt = image, WORDS
    home.save_revision().publish()
    return image


def test_a_picture_is_sent_and_its_sizes_are_public(
    client, editor, image, bucket, django_capture_on_commit_callbacks
):
    client.force_login(editor)
    with django_capture_on_commit_callbacks(execute=True):
        add_one(client, image, "atelier.jpg", pictures.phone_photo())
    new = CentreImage.objects.latest("pk")
    assert new.pk != image.pk
    sizes = CentreRendition.objects.filter(image=new, filter_spec__in=SPECS)
    assert sizes.count() == len(SPECS)
    for size in sizes:
        assert size.url == f"/media/{size.file.name}"
        status, content = bucket.read_by_anybody(size.file.name)
        assert (status, len(content)) == (200, size.file.size)
    assert bucket.read_by_anybody(new.file.name)[0] == 403


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_while_the_bucket_is_away_an_upload_says_so_and_keeps_nothing(
    door, client, editor, image, bucket
):
    client.force_login(editor)
    before = list(CentreImage.objects.values_list("pk", "title", "file", "file_hash"))
    bucket.stop()
    answer = door(client, image, "atelier.jpg", pictures.phone_photo())
    assert answer.status_code == 200
    assert AWAY in words_of(answer)
    assert list(CentreImage.objects.values_list("pk", "title", "file", "file_hash")) == before


def test_while_the_bucket_is_away_a_page_keeps_its_words(client, shown, bucket):
    assert WORDS in client.get("/").content.decode()
    bucket.stop()
    answer = client.get("/")
    assert answer.status_code == 200
    assert re.search(f'<img [^>]*alt="{WORDS}"', answer.content.decode())
    assert client.get("/?images=0").status_code == 200


def test_a_document_comes_through_the_site_as_an_attachment(client, branch, bucket):
    document = CentreDocument.objects.create(
        title="Rapport",
        # A name that no other test leaves in the folder of files.
        file=ContentFile(documents.PDF, name="document-du-seau.pdf"),
        collection=branch.collection,
    )
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content) == documents.PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert bucket.read_by_anybody(document.file.name)[0] == 403
    assert client.get(f"/media/{document.file.name}").status_code == 404


def test_the_picture_page_of_staff_answers_while_the_bucket_is_away(client, editor, image, bucket):
    client.force_login(editor)
    bucket.stop()
    for name in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        assert client.get(reverse(name)).status_code == 200


def test_a_backup_takes_the_files_from_the_bucket_and_a_restore_gives_them_back(
    image, bucket, settings, tmp_path
):
    settings.VAR_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    kept = {}
    for name in files():
        with default_storage.open(name) as file:
            kept[name] = file.read()
    assert len(kept) > len(SPECS)
    call_command("backup", verbosity=0)
    path = own_folder().backups()[0][1]
    assert {f"{MEDIA}{name}" for name in kept} < set(open_manifest(path).members)
    # Another bucket, in the place of this one.
    bucket.empty()
    default_storage.prepare()
    place = media()
    folder = place.staging()
    with open_backup(path, "") as backup:
        backup.unpack(tmp_path / "copy", folder, lambda *_done: None)
    place.load(folder)
    place.forget()
    for name, content in kept.items():
        with default_storage.open(name) as file:
            assert file.read() == content
    assert sorted(kept) == list(files())


def open_manifest(path):
    with open_backup(path, "") as backup:
        return backup.manifest


def test_a_backup_without_the_bucket_is_refused(image, bucket):
    bucket.stop()
    with pytest.raises(Refused, match="ne peut pas être lu"):
        create._add_media(None, lambda *_done: None)
