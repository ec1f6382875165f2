"""Pictures on pages: their sizes are made when they are saved, and only read afterwards."""

import re
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.template import Context, Template
from PIL import Image

from centre.models import CentreImage, CentreRendition
from centre.pictures import (
    FORMATS,
    SPECS,
    WIDTHS,
    make_renditions,
    prefetch_renditions,
    with_pictures,
)
from home.models import StandardPage
from tests.factories.centre import ImageFactory
from tests.factories.home import StandardPageFactory
from tests.samples import pictures as samples
from tests.samples.sending import stored_files

pytestmark = pytest.mark.django_db


def rendered(image, arguments="", **context):
    """Return what ``{% picture_of %}`` prints."""
    template = Template("{% load pictures %}{% picture_of image " + arguments + " %}")
    return template.render(Context({"image": image, **context}))


def parsed(text):
    """Return the elements printed, by name. What is not HTML fails."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parseFragment(text)
    return {
        name: [element.attrib for element in tree.iter(name)] for name in ("source", "img", "span")
    }


def widths(srcset):
    """Return the widths that a ``srcset`` offers."""
    return [int(width) for width in re.findall(r" (\d+)w", srcset)]


@pytest.fixture
def image(branch):
    """A picture of 800 × 600 with its sizes."""
    image = ImageFactory(branch=branch, description="Six femmes autour d’une machine")
    make_renditions(image)
    return image


def test_webp_and_jpeg_are_offered_in_all_widths(image):
    found = parsed(rendered(image, "sizes='50vw'"))
    (source,), (img,) = found["source"], found["img"]
    assert source["type"] == "image/webp"
    assert source["sizes"] == img["sizes"] == "50vw"
    assert widths(source["srcset"]) == widths(img["srcset"]) == [180, 360, 720]
    assert ".webp " in source["srcset"]
    assert ".jpg " in img["srcset"]
    assert "width-360" in img["src"]
    assert (img["width"], img["height"]) == ("720", "540")


@pytest.mark.parametrize(
    ("arguments", "alt"),
    [
        ("", "Six femmes autour d’une machine"),
        ("alt='La porte'", "La porte"),
        ("alt=''", ""),
        ("alt=words", '"><script>alert(1)</script>'),
    ],
)
def test_words_stand_for_the_picture(image, arguments, alt):
    (img,) = parsed(rendered(image, arguments, words='"><script>alert(1)</script>'))["img"]
    assert img["alt"] == alt


def test_the_words_of_a_body_block_come_first(image):
    image.contextual_alt_text = "La salle"
    assert parsed(rendered(image))["img"][0]["alt"] == "La salle"
    image.decorative = True
    assert parsed(rendered(image))["img"][0]["alt"] == ""


def test_a_title_is_not_read_aloud(branch):
    image = ImageFactory(branch=branch, title="IMG_2024", description="")
    make_renditions(image)
    assert parsed(rendered(image))["img"][0]["alt"] == ""


def test_only_the_first_picture_is_not_lazy(image):
    (lazy,) = parsed(rendered(image))["img"]
    (first,) = parsed(rendered(image, "first=True"))["img"]
    assert lazy["loading"] == "lazy"
    assert "loading" not in first


@pytest.mark.parametrize(("largest", "offered"), [(180, [180]), (360, [180, 360]), (100, [180])])
def test_a_logo_is_offered_small_only(image, largest, offered):
    found = parsed(rendered(image, f"largest={largest} css_class='logo'"))
    assert widths(found["img"][0]["srcset"]) == offered
    assert widths(found["source"][0]["srcset"]) == offered
    assert found["img"][0]["width"] == str(offered[-1])
    assert found["img"][0]["class"] == "logo"


def test_a_narrow_picture_names_each_width_once(branch):
    image = ImageFactory(branch=branch, file__width=300, file__height=200)
    make_renditions(image)
    assert widths(parsed(rendered(image))["img"][0]["srcset"]) == [180, 300]


def test_no_picture_prints_nothing():
    assert rendered(None) == ""


def test_without_jpeg_the_nearest_is_shown(image):
    image.renditions.filter(filter_spec__startswith="format-jpeg").delete()
    found = parsed(rendered(image))
    assert found["source"] == []
    assert ".webp" in found["img"][0]["src"]


def test_without_sizes_a_small_original_is_shown(branch):
    image = ImageFactory(branch=branch, file__width=700, file__height=10)
    (img,) = parsed(rendered(image, "alt='La porte'"))["img"]
    assert img["src"] == image.file.url
    assert (img["alt"], img["width"], img["height"]) == ("La porte", "700", "10")


def test_without_sizes_a_large_original_is_replaced_by_its_words(branch):
    image = ImageFactory(branch=branch, file__width=800)
    assert parsed(rendered(image, "alt='La porte'"))["span"] == [{"class": "picture-missing"}]
    assert "La porte" in rendered(image, "alt='La porte'")
    assert rendered(image, "alt=''") == ""


def test_printing_writes_nothing(image, django_assert_num_queries):
    CentreRendition.objects.filter(filter_spec=SPECS[0]).delete()
    fresh = CentreImage.objects.get(pk=image.pk)
    before = stored_files()
    with django_assert_num_queries(1) as queries:
        rendered(fresh)
        rendered(fresh)
    assert queries.captured_queries[0]["sql"].startswith("SELECT")
    assert stored_files() == before


def test_a_lost_file_is_no_error(image):
    for rendition in image.renditions.all():
        rendition.file.storage.delete(rendition.file.name)
    image.file.storage.delete(image.file.name)
    (img,) = parsed(rendered(CentreImage.objects.get(pk=image.pk), "alt='La porte'"))["img"]
    assert img["alt"] == "La porte"


def test_wagtails_own_tag_finds_the_sizes(image):
    """A template that still uses it writes nothing either."""
    before = CentreRendition.objects.count()
    template = Template(
        "{% load wagtailimages_tags %}"
        "{% picture image format-{webp,jpeg} width-{180,360,720} sizes='50vw' %}"
    )
    assert "width-720" in template.render(Context({"image": image}))
    assert CentreRendition.objects.count() == before


@pytest.mark.parametrize("count", [1, 5])
def test_a_list_asks_the_same_number_of_queries(branch, count, django_assert_num_queries):
    for number in range(count):
        image = ImageFactory(branch=branch, file__width=200, file__height=20)
        make_renditions(image)
        StandardPageFactory(
            branch=branch, title=f"Page {number}", image=image, image_alt="La porte"
        )
    with django_assert_num_queries(3):
        pages = with_pictures(StandardPage.objects.all(), "image")
        assert all("srcset" in rendered(page.image) for page in pages if page.image_id)


def test_images_of_a_body_are_fetched_in_one_query(branch, django_assert_num_queries):
    for _ in range(3):
        make_renditions(ImageFactory(branch=branch, file__width=200, file__height=20))
    images = list(CentreImage.objects.all())
    with django_assert_num_queries(1):
        prefetch_renditions([*images, None])
        assert all("srcset" in rendered(image) for image in images)


def body_of(images):
    """Return a body with each image alone, then all of them in a gallery."""
    blocks = [
        {"image": {"image": image.pk, "alt_text": f"Image {image.pk}"}, "caption": ""}
        for image in images
    ]
    return [
        *({"type": "picture", "value": block} for block in blocks),
        {
            "type": "gallery",
            "value": {
                "pictures": [{"type": "item", "id": "x", "value": block} for block in blocks]
            },
        },
    ]


def test_a_body_asks_the_same_number_of_queries_for_many_pictures(
    branch, django_assert_num_queries
):
    images = [ImageFactory(branch=branch, file__width=200, file__height=20) for _ in range(4)]
    for image in images:
        make_renditions(image)
    for count in (1, 4):
        block = StandardPage._meta.get_field("body").stream_block
        with django_assert_num_queries(4):
            body = block.to_python(body_of(images[:count]))
            text = "".join(child.render() for child in body)
        assert text.count("<picture>") == count * 2
        assert text.count(f'alt="Image {images[0].pk}"') == 2


def test_sizes_prefetched_by_wagtails_means_are_used(image, django_assert_num_queries):
    (fresh,) = CentreImage.objects.prefetch_related("renditions").filter(pk=image.pk)
    with django_assert_num_queries(0):
        assert widths(parsed(rendered(fresh))["img"][0]["srcset"]) == [180, 360, 720]


def test_no_public_template_makes_sizes():
    """Wagtail's own tags write to the database when a size is missing."""
    making = re.compile(r"{% *(image|picture|srcset_image|image_url) ")
    templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
    assert [path for path in templates if making.search(path.read_text())] == []


def test_sizes_are_made_on_save(branch, django_capture_on_commit_callbacks):
    version = branch.content_version
    with django_capture_on_commit_callbacks(execute=True):
        image = ImageFactory(branch=branch)
    assert set(image.renditions.values_list("filter_spec", flat=True)) == set(SPECS)
    branch.refresh_from_db()
    assert branch.content_version != version


def test_saving_without_a_new_file_makes_nothing(image, django_capture_on_commit_callbacks):
    image.renditions.all().delete()
    image.title = "Autre"
    with django_capture_on_commit_callbacks(execute=True):
        image.save()
    assert not image.renditions.exists()


def test_public_sizes_are_compressed(branch):
    """A coarser table of quantisation means a lower quality, hence a lighter file."""
    file = ContentFile(samples.encoded(samples.photo((400, 300)), "PNG"), name="a.png")
    image = CentreImage.objects.create(title="Atelier", file=file, collection=branch.collection)
    make_renditions(image)
    at_70 = Image.open(BytesIO(samples.encoded(samples.photo(), "JPEG", quality=70)))
    for width in WIDTHS:
        webp, jpeg = (
            image.renditions.get(filter_spec=f"format-{name}|width-{width}").file
            for name in FORMATS
        )
        assert sum(Image.open(jpeg).quantization[0]) >= sum(at_70.quantization[0])
        assert webp.size < jpeg.size


def test_make_renditions_makes_what_is_missing_and_goes_on(branch, image, capsys):
    lost = ImageFactory(branch=branch)
    lost.file.storage.delete(lost.file.name)
    missing = ImageFactory(branch=branch)
    gone = image.renditions.first()
    gone.file.storage.delete(gone.file.name)
    call_command("make_renditions")
    out, err = capsys.readouterr()
    assert "+1" in out
    assert "+6" in out
    assert "3/3" in out
    assert f"2/3 {lost.file.name}" in err
    assert "7 made, 1 failed." in out
    assert missing.renditions.count() == len(SPECS)
    call_command("make_renditions")
    assert "0 made, 1 failed." in capsys.readouterr().out
