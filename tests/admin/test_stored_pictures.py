"""What is stored of a picture: one clean file and its sizes, also when it came by code."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import reverse
from wagtail.models import UploadedFile

from centre.models import CentreImage
from centre.pictures import SPECS
from tests.factories.centre import ImageFactory
from tests.samples import pictures as samples
from tests.samples.doors import Before, make_sizes_of_admin, newest, replace
from tests.samples.sending import send, stored_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(branch):
    """A picture that is there already."""
    kept = ImageFactory(branch=branch, title="Avant", file__width=64, file__height=64)
    make_sizes_of_admin(kept)
    return kept


@pytest.fixture
def staff(client, editor):
    """The browser of an editor."""
    client.force_login(editor)
    return client


def test_replacing_leaves_nothing_of_the_old_picture(
    staff, image, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        replace(staff, image, "first.jpg", samples.phone_photo())
    image.refresh_from_db()
    old = {image.file.name, *image.renditions.values_list("file", flat=True)}
    with django_capture_on_commit_callbacks(execute=True):
        replace(staff, image, "second.png", samples.encoded(samples.photo((50, 40)), "PNG"))
    image.refresh_from_db()
    assert (image.width, image.height) == (50, 40)
    assert image.file_size == image.file.size
    assert not old & set(stored_files())
    assert image.renditions.count() == len(SPECS)


def test_a_refused_replacement_keeps_the_sizes(staff, image, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        replace(staff, image, "first.jpg", samples.phone_photo())
    image.refresh_from_db()
    make_sizes_of_admin(image)
    before = Before()
    with django_capture_on_commit_callbacks(execute=True):
        replace(staff, image, "second.jpg", samples.phone_photo()[:900])
    before.assert_same()
    assert set(SPECS) <= set(image.renditions.values_list("filter_spec", flat=True))


def test_changing_the_title_leaves_the_file_alone(staff, image):
    files = stored_files()
    url = reverse("wagtailimages:edit", args=[image.pk])
    staff.post(url, {"title": "Après", "collection": image.collection_id})
    image.refresh_from_db()
    assert image.title == "Après"
    assert stored_files() == files


def test_a_file_kept_aside_is_clean_and_becomes_a_clean_picture(
    staff, image, django_capture_on_commit_callbacks
):
    url = reverse("wagtailimages:add_multiple")
    fields = {"title": "x" * 300, "collection": image.collection_id}
    answer = send(staff, url, fields, "files[]", "IMG_2024.jpg", samples.phone_photo()).json()
    aside = UploadedFile.objects.get()
    content = Path(aside.file.path).read_bytes()
    assert not [word for word in samples.TELLTALES if word in content]

    prefix = f"uploaded-image-{aside.pk}"
    with django_capture_on_commit_callbacks(execute=True):
        done = staff.post(
            reverse("wagtailimages:create_multiple_from_uploaded_image", args=[aside.pk]),
            {f"{prefix}-title": "Atelier", f"{prefix}-collection": image.collection_id},
        ).json()
    assert (answer["success"], done["success"]) == (True, True)
    kept = newest()
    assert (kept.title, kept.width) == ("Atelier", 96)
    assert not UploadedFile.objects.exists()
    assert aside.file.name not in stored_files()


def test_code_cannot_store_a_damaged_picture(branch):
    before = Before()
    bad = ImageFile(BytesIO(samples.phone_photo()[:900]), name="bad.jpg")
    with pytest.raises(ValidationError):
        CentreImage.objects.create(title="Atelier", file=bad, collection=branch.collection)
    before.assert_same()


def test_code_cannot_store_a_damaged_picture_behind_the_model(image):
    before = Before()
    with pytest.raises(ValidationError):
        image.file.save("bad.jpg", ContentFile(samples.phone_photo()[:900]), save=False)
    before.assert_same()


def test_code_stores_a_clean_picture_with_its_true_size(branch):
    lying = ImageFile(BytesIO(samples.phone_photo(6)), name="IMG_2024.jpg")
    kept = CentreImage.objects.create(title="Atelier", file=lying, collection=branch.collection)
    kept.refresh_from_db()
    assert (kept.width, kept.height) == (64, 96)
    assert kept.file_size == kept.file.size
    assert kept.file_hash
    content = Path(kept.file.path).read_bytes()
    assert not [word for word in samples.TELLTALES if word in content]
