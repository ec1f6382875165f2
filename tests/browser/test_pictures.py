"""Pictures that come late move nothing, and a phone takes the size it needs."""

import re

import pytest

PAGE = "/le-centre/"
MEDIA = re.compile("/media/")
SHIFT = """() => new Promise(resolve => {
    let shift = 0;
    const add = list => list.getEntries().forEach(entry => { shift += entry.value; });
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(shift), 300);
})"""
IS_THERE = "image => image.complete && image.naturalWidth > 0"
LONGEST = 100


@pytest.mark.parametrize("width", [320, 1280])
def test_a_picture_that_comes_late_moves_nothing(open_page, width):
    page = open_page(width, 640)
    held = []
    page.route(MEDIA, lambda route: held.append(route))
    page.goto(PAGE, wait_until="domcontentloaded")
    picture = page.locator("main img").first
    picture.scroll_into_view_if_needed()
    for _time in range(LONGEST):
        if held:
            break
        page.wait_for_timeout(50)
    before = picture.bounding_box()
    assert held
    assert before["height"] > 100

    for route in held:
        route.continue_()
    page.unroute(MEDIA)
    page.wait_for_function(f"() => ({IS_THERE})(document.querySelector('main img'))")

    assert picture.bounding_box() == before
    assert page.evaluate(SHIFT) == 0


@pytest.mark.parametrize(
    ("width", "density", "taken"), [(320, 1, 360), (360, 2, 720), (360, 3, 720)]
)
def test_a_phone_takes_the_smallest_size_that_is_sharp(open_page, width, density, taken):
    page = open_page(width, 640, device_scale_factor=density)
    page.goto(PAGE)
    picture = page.locator("main img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function(f"() => ({IS_THERE})(document.querySelector('main img'))")

    file = picture.evaluate("image => image.currentSrc")
    assert f"width-{taken}." in file
    assert file.endswith(".webp")
