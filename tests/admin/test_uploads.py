"""Pictures sent by staff: by every door, good ones come out clean and bad ones are refused."""

from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

from centre.pictures import SPECS
from tests.factories.centre import ImageFactory
from tests.samples import pictures as samples
from tests.samples.doors import (
    DOORS,
    Before,
    add_several,
    make_sizes_of_admin,
    newest,
    replace,
)
from tests.samples.sending import send, words_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning"),
]

every_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)


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


def test_help_says_what_becomes_of_a_picture(staff):
    words = words_of(staff.get(reverse("wagtailimages:add")))
    assert "JPG, JPEG, PNG, WEBP, GIF, 12\u00a0Mo au plus. Une grande photo est réduite" in words
    assert "en sont retirés" in words
