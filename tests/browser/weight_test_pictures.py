"""Pictures that come late move nothing, and a phone takes the size it needs."""

import re
from urllib.parse import urlsplit

import pytest

from centre.pictures import WIDTHS

MEDIA = re.compile("/media/")
PAGES = ["/", "/le-centre/", "/services/ecoute/"]
SHIFT = """() => new Promise(resolve => {
    let shift = 0;
    const add = list => list.getEntries().forEach(entry => { shift += entry.value; });
    const observer = new PerformanceObserver(add);
    observer.observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => { add(observer); resolve(shift); }, 500);
})"""
COMPLETE = "() => [...document.images].every(image => image.complete && image.naturalWidth)"
LOADED = """() => [...document.images].map(image => ({
    file: image.currentSrc, width: image.naturalWidth, isThere: image.complete,
    ratio: image.getAttribute('width') / image.getAttribute('height'),
    box: image.getBoundingClientRect().width / image.getBoundingClientRect().height,
}))"""


@pytest.mark.parametrize("size", [(320, 568), (360, 640), (1280, 800)], ids=lambda size: size[0])
@pytest.mark.parametrize("address", PAGES)
def test_slow_pictures_move_nothing(open_page, size, address):
    page = open_page(*size)
    held = []
    page.route(MEDIA, lambda route: held.append(route))
    page.goto(address, wait_until="domcontentloaded")
    before = page.evaluate("document.documentElement.scrollHeight")
    page.locator("main img").first.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    assert held
    for route in held:
        route.continue_()
    page.unroute(MEDIA)
    page.wait_for_function(COMPLETE)

    assert page.evaluate(SHIFT) == 0
    assert page.evaluate("document.documentElement.scrollHeight") == before


@pytest.mark.parametrize(
    ("width", "density", "taken"), [(320, 1, 360), (360, 1, 360), (360, 2, 720), (360, 3, 720)]
)
def test_a_phone_takes_the_smallest_size_that_is_sharp(open_page, width, density, taken):
    page = open_page(width, 640, device_scale_factor=density)
    page.goto("/le-centre/")
    page.wait_for_function(COMPLETE)

    for image in page.evaluate(LOADED):
        assert f"width-{taken}." in urlsplit(image["file"]).path
        assert image["file"].endswith(".webp")
        assert taken in WIDTHS
        assert image["box"] == pytest.approx(image["ratio"], rel=0.01)


@pytest.mark.parametrize("address", ["/", "/le-centre/"])
def test_without_images_no_file_of_a_picture_is_fetched(open_page, address):
    page = open_page(320, 568)
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{address}?images=non")
    page.mouse.wheel(0, 20_000)
    page.wait_for_load_state("networkidle")
    assert [path for path in asked if path.startswith("/media/")] == []

    picture = page.get_by_role("link", name="Voir l’image").first.get_attribute("href")
    assert page.request.get(picture).headers["content-type"] == "image/jpeg"
    page.get_by_role("link", name="Afficher les images").click()
    page.wait_for_function("() => document.images.length > 0")
    assert "images" not in page.url


def test_without_images_the_choice_stays_along_the_way(open_page):
    page = open_page(320, 568, java_script_enabled=False)
    page.goto("/?images=non")
    page.get_by_role("navigation", name="Navigation principale").get_by_text("Services").click()
    page.wait_for_url("**/services/?images=non")
    page.goto("/recherche/?images=non")
    page.fill("input[name=q]", "papiers")
    page.get_by_role("button", name="Chercher").click()
    page.wait_for_url("**images=non*")
    assert "q=papiers" in page.url
    assert page.locator("img").count() == 0


def test_without_images_the_page_is_accessible(open_page, assert_accessible):
    for width in (320, 1280):
        page = open_page(width)
        page.goto("/le-centre/?images=non")
        assert_accessible(page, within="main")
