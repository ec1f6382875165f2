"""Pictures sent by staff: by every door, good ones come out clean and bad ones are refused."""

from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from centre.models import CentreImage, CentreRendition
from centre.pictures import SPECS
from tests.factories.centre import ImageFactory
from tests.samples import pictures as samples
from tests.samples.sending import send, stored_files, words_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning"),
]


def add_several(client, image, name, content):
    """Send by the page where several are added at once."""
    fields = {"title": "Atelier", "collection": image.collection_id}
    url = reverse("wagtailimages:add_multiple")
    response = send(client, url, fields, "files[]", name, content)
    assert response.status_code == 200
    return response


def add_one(client, image, name, content):
    """Send by the form for one picture."""
    fields = {"title": "Atelier", "collection": image.collection_id}
    return send(client, reverse("wagtailimages:add"), fields, "file", name, content)


def replace(client, image, name, content):
    """Send in place of the file of ``image``."""
    fields = {"title": "Atelier", "collection": image.collection_id}
    url = reverse("wagtailimages:edit", args=[image.pk])
    return send(client, url, fields, "file", name, content)


def choose(client, image, name, content):
    """Send from the chooser of a page."""
    prefix = "image-chooser-upload"
    fields = {f"{prefix}-title": "Atelier", f"{prefix}-collection": image.collection_id}
    url = reverse("wagtailimages_chooser:create")
    return send(client, url, fields, f"{prefix}-file", name, content)


DOORS = [add_several, add_one, replace, choose]
every_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)


@pytest.fixture
def image(branch):
    """A picture that is there already."""
    kept = ImageFactory(branch=branch, title="Avant", file__width=64, file__height=64)
    make_sizes_of_admin(kept)
    return kept


def make_sizes_of_admin(image):
    """Make what the pages of the admin make when they show a picture."""
    image.get_renditions("max-165x165", "max-800x600", "original")


@pytest.fixture
def staff(client, editor):
    """The browser of an editor."""
    client.force_login(editor)
    return client


def newest():
    """Return the picture stored last."""
    return CentreImage.objects.latest("pk")


class Before:
    """What is stored, to be compared with what is stored after a refusal."""

    def __init__(self):
        self.state = self.now()

    def now(self):
        rows = CentreImage.objects.order_by("pk").values(
            "pk", "title", "file", "file_hash", "width"
        )
        counts = CentreRendition.objects.count(), UploadedFile.objects.count()
        return list(rows), counts, stored_files()

    def assert_same(self):
        assert self.now() == self.state


@every_door
def test_a_picture_cut_off_by_a_bad_line_is_refused(door, staff, image, subtests):
    before = Before()
    # All stand on the same form: one door sees every sample, the others one in three.
    step = 1 if door is add_several else 3
    for name, content in islice(samples.cut_pictures().items(), 0, None, step):
        with subtests.test(name):
            words = words_of(door(staff, image, name, content))
            assert samples.DAMAGED in words or samples.NOT_A_PICTURE in words
            before.assert_same()


@every_door
def test_a_hostile_picture_is_refused(door, staff, image, subtests):
    before = Before()
    for name, (content, sentence) in samples.hostile_pictures().items():
        with subtests.test(name):
            assert sentence in words_of(door(staff, image, name, content))
            before.assert_same()


@every_door
def test_a_heavy_picture_is_refused(door, staff, image):
    before = Before()
    response = door(staff, image, "a.jpg", samples.phone_photo() + bytes(13 * 1024 * 1024))
    assert samples.TOO_HEAVY in words_of(response)
    before.assert_same()


@every_door
def test_a_refusal_is_one_sentence(door, staff, image):
    words = words_of(door(staff, image, "script.svg", samples.SVG))
    assert words.count(samples.EXTENSION) == 1
    assert "autorisée" not in words


def test_a_picture_with_flipped_bits_never_breaks_the_page(staff, image, subtests):
    for name, content in islice(samples.flipped_pictures().items(), 0, None, 3):
        with subtests.test(name):
            before = Before()
            if add_several(staff, image, name, content).json()["success"]:
                Image.open(newest().file).load()
            else:
                before.assert_same()


@every_door
def test_a_good_picture_comes_out_clean(
    door, staff, image, django_capture_on_commit_callbacks, subtests
):
    for name, content in samples.good_pictures().items():
        with subtests.test(name):
            with django_capture_on_commit_callbacks(execute=True):
                door(staff, image, name, content)
            assert_clean(image if door is replace else newest())


def assert_clean(kept):
    """Check the picture and all its sizes, public and of the admin."""
    kept.refresh_from_db()
    assert (kept.title, kept.width, kept.height) == ("Atelier", 96, 64)
    renditions = list(kept.renditions.all())
    assert {one.filter_spec for one in renditions} >= set(SPECS)
    for file in [kept.file, *(one.file for one in renditions)]:
        content = Path(file.path).read_bytes()
        assert not [word for word in (*samples.TELLTALES, samples.PHP) if word in content]
        assert dict(Image.open(BytesIO(content)).getexif()) == {}


NAMES = {
    "IMG_20240312_101522.jpg": "img",
    "2024-03-12 10.15.22.jpg": "photo",
    "Réunion à Atakpamé.JPG": "reunion-a-atakpame",
    "../../../../etc/passwd.jpg": "passwd",
    "..\\..\\windows\\system.jpg": "system",
    "a\0b.jpg": "ab",
    "shell.php.jpg": "shell-php",
    "x" * 300 + ".jpg": "x" * 40,
    "<script>alert(1)<script>.jpg": "script-alert-script",
    "; rm -rf ~.jpg": "rm-rf",
    "写真.jpg": "xiezhen",
}


@every_door
def test_a_name_is_made_safe(door, staff, image, subtests):
    for sent, kept in NAMES.items():
        with subtests.test(sent):
            door(staff, image, sent, samples.phone_photo())
            image.refresh_from_db()
            path = Path((image if door is replace else newest()).file.name)
            assert path.parent == Path("original_images")
            # Storage puts a few letters behind a name that is taken.
            assert path.stem.split("_")[0] == kept
            assert path.suffix == ".jpg"


@pytest.mark.parametrize("extension", ["jpg", "png"])
def test_a_name_without_letters_is_not_a_picture_without_name(staff, image, extension):
    before = Before()
    response = send(
        staff,
        reverse("wagtailimages:add"),
        {"title": "Atelier", "collection": image.collection_id},
        "file",
        f".{extension}",
        samples.phone_photo(),
    )
    assert samples.EXTENSION in words_of(response)
    before.assert_same()


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


def test_a_file_kept_aside_is_clean_and_becomes_a_clean_picture(staff, image):
    url = reverse("wagtailimages:add_multiple")
    fields = {"title": "x" * 300, "collection": image.collection_id}
    answer = send(staff, url, fields, "files[]", "IMG_2024.jpg", samples.phone_photo()).json()
    aside = UploadedFile.objects.get()
    content = Path(aside.file.path).read_bytes()
    assert not [word for word in samples.TELLTALES if word in content]

    prefix = f"uploaded-image-{aside.pk}"
    done = staff.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[aside.pk]),
        {f"{prefix}-title": "Atelier", f"{prefix}-collection": image.collection_id},
    ).json()
    assert (answer["success"], done["success"]) == (True, True)
    kept = newest()
    assert (kept.title, kept.width) == ("Atelier", 96)
    assert not UploadedFile.objects.exists()
    assert not [name for name in stored_files() if name.startswith("wagtail_uploads/")]


@pytest.mark.parametrize("name", ["portrait.jpg", "large.png"])
def test_a_picture_of_oneself_is_clean_too(staff, editor, name):
    content = (
        samples.phone_photo()
        if name.endswith("jpg")
        else samples.encoded(samples.photo((900, 600)), "PNG", exif=samples.exif())
    )
    fields = account_fields(staff)
    response = send(staff, reverse("wagtailadmin_account"), fields, "avatar-avatar", name, content)
    assert response.status_code == 302
    avatar = editor.wagtail_userprofile.avatar
    kept = Path(avatar.path).read_bytes()
    assert not [word for word in samples.TELLTALES if word in kept]
    assert max(Image.open(BytesIO(kept)).size) <= 400


def test_a_damaged_or_hostile_picture_of_oneself_is_refused(staff, subtests):
    hostile = {name: content for name, (content, _words) in samples.hostile_pictures().items()}
    before = stored_files()
    fields = account_fields(staff)
    for name, content in islice({**samples.cut_pictures(), **hostile}.items(), 0, None, 8):
        with subtests.test(name):
            url = reverse("wagtailadmin_account")
            response = send(staff, url, fields, "avatar-avatar", name, content)
            assert response.status_code == 200
            assert stored_files() == before


def account_fields(staff):
    """Return what the account page sends besides the picture."""
    page = staff.get(reverse("wagtailadmin_account"))
    fields = {}
    for panels in page.context["panels_by_tab"].values():
        for panel in panels:
            form = panel.get_form()
            for bound in form:
                if panel.name not in ("password", "avatar") and bound.value() is not None:
                    fields[bound.html_name] = bound.value()
    return fields | {"name_email-first_name": "Afi", "name_email-last_name": "Exemple"}


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


def test_help_says_what_becomes_of_a_picture(staff):
    words = words_of(staff.get(reverse("wagtailimages:add")))
    assert "Une grande photo est réduite" in words
    assert "en sont retirés" in words
