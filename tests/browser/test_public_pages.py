"""Every type of public page, without script, on a small phone and on a computer."""

import pytest

PHONE, COMPUTER = (320, 568), (1280, 800)
ADDRESSES = (
    "/",
    "/services/",
    "/services/?besoin=inconnu&gratuit=1",
    "/services/?ouvert=1&femmes=1&langue=ee&lieu=mairie",
    "/services/ecoute/",
    "/services/telephone/",
    "/services/lieu-sur/",
    "/agenda/",
    "/agenda/?date=2026-13-45&genre=inconnu",
    "/agenda/?mois=2024-12",
    "/agenda/compter-vendre/",
    "/agenda/ouverture-du-centre/",
    "/agenda/mois/2024-12/",
    "/agenda/archives/2025/",
    "/besoins/apprendre/",
    "/lieux/centre/",
    "/organisations/",
    "/organisations/fct/",
    "/le-centre/",
    "/numeros-utiles/",
    "/recherche/",
    "/recherche/?q=alphabetisasion",
    "/recherche/?q=xylophone",
    "/imprimer/services/",
    "/imprimer/sms/",
    "/hors-ligne/",
    "/nulle-part/",
)
# WCAG 2.2 asks for 24 px, and 44 px at level AAA; fingers here get what the look promises.
LEAST_TARGET = 44
MAIN_ACTIONS = (
    "button, .button, .nav-link, .need, .filter-link, .help-call, .help-dial, .way, summary, "
    "input[type=search], select, .option, .footer-links a, .partner, .card-title > a"
)

TOO_SMALL = """([selector, least]) => [...document.querySelectorAll(selector)].flatMap(element => {
    if (!element.checkVisibility()) return [];
    // A card is touched anywhere: the link is stretched over all of it.
    const touched = element.matches('.card-title > a') ? element.closest('.card') : element;
    const { width, height } = touched.getBoundingClientRect();
    const isSmall = Math.min(width, height) < least - 0.5;
    return isSmall ? [`${element.textContent.trim()}: ${width} × ${height}`] : [];
})"""

TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
        .filter(element => element.getBoundingClientRect().right > width + 1)
        .map(element => `${element.tagName} ${element.className}: ${element.textContent}`);
}"""


@pytest.fixture(params=[PHONE, COMPUTER], ids=["phone", "computer"])
def size(request):
    return request.param


@pytest.fixture
def plain_page(open_page, size):
    """A page of that size that runs no script."""
    return open_page(*size, java_script_enabled=False)


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_fits_and_is_easy_to_touch(plain_page, address):
    plain_page.goto(address)

    assert plain_page.evaluate(TOO_WIDE) == []
    assert plain_page.evaluate(TOO_SMALL, [MAIN_ACTIONS, LEAST_TARGET]) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_accessible(open_page, size, address, assert_accessible):
    page = open_page(*size)  # axe-core is a script
    page.goto(address)

    assert_accessible(page)


@pytest.mark.parametrize(
    "address", ["/", "/services/ecoute/", "/services/telephone/", "/services/"]
)
def test_it_can_be_read_in_the_dark(open_page, size, address, assert_accessible):
    page = open_page(*size, color_scheme="dark")
    page.goto(address)

    assert luminance(page, "body") < 0.2
    assert_accessible(page)


def luminance(page, selector) -> float:
    """Return how light the background at ``selector`` is, from 0 to 1."""
    colour = page.eval_on_selector(selector, "element => getComputedStyle(element).backgroundColor")
    channels = [int(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    return sum(channels) / 3 / 255


@pytest.mark.parametrize("address", ADDRESSES)
def test_letters_twice_as_large_still_fit(open_page, address):
    page = open_page(*PHONE)
    page.goto(address)
    page.evaluate(
        "() => { const root = document.documentElement;"
        " root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + 'px'; }"
    )

    assert page.evaluate(TOO_WIDE) == []


FOCUS = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
    const above = document.elementFromPoint(x, y);
    return {
        words: (element.textContent || element.name).trim().slice(0, 40),
        outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        isSeen: Boolean(above) && (element.contains(above) || above.contains(element)),
    };
}"""


@pytest.mark.parametrize("address", ["/", "/services/", "/services/ecoute/", "/recherche/?q=acte"])
def test_the_keyboard_shows_where_it_is_all_the_way(open_page, size, address):
    page = open_page(*size)
    page.goto(address)
    count = page.evaluate("document.querySelectorAll('a, button, input, select, summary').length")
    faults, reached = [], 0

    for _step in range(count + 2):
        page.keyboard.press("Tab")
        if not (focus := page.evaluate(FOCUS)):
            break
        reached += 1
        if focus["outline"] < 2 or not focus["isSeen"]:
            faults.append(focus)

    assert faults == []
    assert reached >= 15


def test_the_second_key_leads_past_the_header(open_page, size):
    page = open_page(*size)
    page.goto("/services/")
    page.keyboard.press("Tab")  # the way out of the site comes first
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("location.hash") == "#contenu"
    assert page.get_by_role("link", name="Aller au contenu").is_visible()


def test_the_main_navigation_is_always_at_hand(plain_page, size):
    plain_page.goto("/services/")
    if size == PHONE:
        plain_page.mouse.wheel(0, 3000)
    navigation = plain_page.get_by_role("navigation", name="Navigation principale")
    links = navigation.get_by_role("link")

    assert links.all_inner_texts() == ["Accueil", "Services", "Agenda", "Aide", "Chercher"]
    for name, address in (
        ("Aide", "/numeros-utiles/"), ("Chercher", "/recherche/"), ("Accueil", "/"),
    ):  # fmt: skip
        link = navigation.get_by_role("link", name=name)
        box = link.bounding_box()
        assert 0 <= box["y"] <= size[1] - box["height"]
        link.click()
        plain_page.wait_for_url(f"**{address}")


def test_needs_and_their_pictograms_come_without_scrolling(open_page):
    page = open_page(360, 640)
    page.goto("/")

    assert page.locator(".need").first.bounding_box()["y"] < 640 - 120
    assert page.locator(".need svg").count() == page.locator(".need").count()
