"""A picture is judged by its content and written anew."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageFile, ImageStat

from centre.uploads.pictures import Limits, clean_picture
from centre.uploads.refusal import Refusal
from tests.samples import pictures as samples

LIMITS = Limits(pixels=36_000_000, jpeg_pixels=64_000_000, frames=200, side=2400)


def clean(content, name, limits=LIMITS):
    """Return the clean picture and its points."""
    picture = clean_picture(content, name, limits)
    image = Image.open(BytesIO(picture.content))
    image.load()
    return picture, image


def difference(one, other):
    """Return how far two pictures are apart, 0 to 255."""
    apart = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(ImageStat.Stat(apart).mean)


@pytest.mark.parametrize("name", samples.good_pictures())
def test_a_good_picture_keeps_nothing_but_its_points(name):
    content = samples.good_pictures()[name]
    picture, image = clean(content, name)
    assert not [word for word in samples.TELLTALES if word in picture.content]
    assert samples.PHP not in picture.content
    assert b"evil.php" not in picture.content
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
        "loop",
        "background",
        "duration",
        "timestamp",
    }
    assert getattr(image, "n_frames", 1) == 1
    assert image.mode in ("RGB", "RGBA")
    assert image.size == (96, 64)


def test_the_samples_do_tell():
    content = samples.phone_photo()
    assert [word for word in samples.TELLTALES if word not in content] == []
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)


@pytest.mark.parametrize("name", samples.good_pictures())
def test_a_good_picture_still_shows_the_same(name):
    content = samples.good_pictures()[name]
    original = Image.open(BytesIO(content))
    if original.mode == "I;16":
        original = original.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    _picture, image = clean(content, name)
    assert difference(image, original) < 12


@pytest.mark.parametrize("name", samples.cut_pictures())
def test_a_picture_cut_off_is_refused(name):
    with pytest.raises(Refusal) as refused:
        clean_picture(samples.cut_pictures()[name], name, LIMITS)
    assert refused.value.code in ("picture_damaged", "not_a_picture")


def test_a_picture_cut_off_is_refused_whatever_other_libraries_allow(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for name, content in samples.cut_pictures().items():
        with pytest.raises(Refusal):
            clean_picture(content, name, LIMITS)
        ImageFile.LOAD_TRUNCATED_IMAGES = True


@pytest.mark.parametrize("name", samples.flipped_pictures())
def test_a_picture_with_flipped_bits_is_refused_or_readable(name):
    try:
        _picture, image = clean(samples.flipped_pictures()[name], name)
    except Refusal:
        return
    assert image.width >= 1


@pytest.mark.parametrize("name", samples.hostile_pictures())
@pytest.mark.filterwarnings("error")
def test_a_hostile_picture_is_refused(name):
    content, _sentence = samples.hostile_pictures()[name]
    with pytest.raises(Refusal):
        clean_picture(content, name, LIMITS)


@given(st.binary(max_size=400), st.sampled_from(["a.jpg", "a.png", "a.webp", "a.gif"]))
def test_any_bytes_are_refused_with_words(content, name):
    heads = {
        "a.jpg": b"\xff\xd8\xff",
        "a.png": b"\x89PNG\r\n\x1a\n",
        "a.gif": b"GIF89a",
        "a.webp": b"RIFF\0\0\0\0WEBP",
    }
    with pytest.raises(Refusal):
        clean_picture(heads[name] + content, name, LIMITS)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_stands_upright(orientation):
    lying = samples.phone_photo(orientation, size=(120, 60))
    _picture, image = clean(lying, "a.jpg")
    assert image.size == ((60, 120) if orientation >= 5 else (120, 60))
    original = Image.open(BytesIO(lying))
    turned = original.transpose(TURNS[orientation]) if orientation > 1 else original
    assert difference(image, turned) < 12


TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((3000, 1500), (100, 50)),
        ((1500, 3000), (50, 100)),
        ((100, 80), (100, 80)),
        ((4000, 1), (100, 1)),
    ],
)
@pytest.mark.parametrize(("name", "file_format"), [("a.jpg", "JPEG"), ("a.png", "PNG")])
def test_a_large_picture_is_reduced(size, expected, name, file_format):
    content = samples.encoded(Image.new("RGB", size, "teal"), file_format)
    _picture, image = clean(content, name, Limits(10_000_000, 10_000_000, frames=1, side=100))
    assert image.size == expected


@pytest.mark.parametrize(("name", "file_format"), [("a.jpg", "JPEG"), ("a.png", "PNG")])
def test_the_limit_of_points_is_exact_and_each_format_has_its_own(name, file_format):
    content = samples.encoded(Image.new("RGB", (100, 100)), file_format)
    jpeg = file_format == "JPEG"
    enough, short = (9_999, 10_000) if jpeg else (10_000, 9_999)
    assert clean_picture(content, name, Limits(enough, short, frames=1, side=50))
    with pytest.raises(Refusal) as refused:
        clean_picture(content, name, Limits(short, enough, frames=1, side=50))
    assert refused.value.code == "picture_pixels"


def test_the_limit_of_frames_is_exact():
    limits = Limits(pixels=100, jpeg_pixels=100, frames=3, side=50)
    assert clean_picture(samples.gif_of(3), "a.gif", limits)
    with pytest.raises(Refusal) as refused:
        clean_picture(samples.gif_of(4), "a.gif", limits)
    assert refused.value.code == "picture_frames"


def test_what_is_transparent_stays_so():
    image = Image.new("RGBA", (20, 10), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (0, 0, 10, 10))
    _picture, result = clean(samples.encoded(image, "PNG"), "a.png")
    assert [result.getpixel(at)[3] for at in ((2, 2), (15, 2))] == [255, 0]


def test_sixteen_bits_are_scaled_and_not_cut():
    grey = Image.new("I;16", (8, 8), 0x8000)
    _picture, result = clean(samples.encoded(grey, "PNG"), "a.png")
    assert result.getpixel((4, 4)) == (128, 128, 128)


def exchanged_profile():
    """Return a profile whose red is the green of sRGB, and the reverse."""
    content = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return content.replace(b"rXYZ", b"~~~~").replace(b"gXYZ", b"rXYZ").replace(b"~~~~", b"gXYZ")


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (exchanged_profile(), (40, 200, 40)),
        (ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(), (200, 40, 40)),
        (b"not a profile", (200, 40, 40)),
    ],
    ids=["red and green exchanged", "of another colour space", "damaged"],
)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_colour_profile_is_applied_where_it_can_be(profile, expected, mode):
    red = Image.new("RGB", (8, 8), (200, 40, 40)).convert(mode)
    _picture, result = clean(samples.encoded(red, "PNG", icc_profile=profile), "a.png")
    point = result.getpixel((4, 4))
    assert point[:3] == pytest.approx(expected, abs=2)
    assert point[3:] == ((255,) if mode == "RGBA" else ())
