"""Any page on paper: one column, black on white, the addresses of its links, the help numbers."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pypdfium2
import pytest

from tests.browser.test_public_pages import ADDRESSES, TOO_WIDE

A4 = (718, 1047)  # 190 × 277 mm at 96 dpi: the sheet without its margins
WIDE = (1500, 1047)  # A3 on its side: wider than any breakpoint of the screen
HIDDEN = ".nav, .skip, [data-exit], form, .pager, .footer-links, .way, audio, video"

COLOURS = """() => [...document.body.querySelectorAll('*'), document.body].flatMap(element => {
    if (!element.checkVisibility() || element.closest('svg svg *')) return [];
    return [null, '::before', '::after'].flatMap(pseudo => {
        const style = getComputedStyle(element, pseudo);
        const found = [style.color, style.backgroundColor, style.borderTopColor, style.stroke];
        const allowed = ['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)', 'none'];
        const others = found.filter(one => !allowed.includes(one));
        if (style.backgroundImage !== 'none') others.push(style.backgroundImage);
        const isPicture = element.tagName === 'IMG' && !pseudo;
        if (isPicture && style.filter !== 'grayscale(1)') others.push('picture');
        return others.map(one => `${element.tagName}.${element.className}${pseudo || ''}: ${one}`);
    });
})"""

SIDE_BY_SIDE = """() => [...document.body.querySelectorAll('*')].flatMap(element => {
    if (!element.checkVisibility()) return [];
    const style = getComputedStyle(element);
    const tracks = style.display.includes('grid') ? style.gridTemplateColumns.split(' ').length : 1;
    const isMany = tracks > 1 || style.columnCount !== 'auto' || style.columnWidth !== 'auto';
    const floats = style.float !== 'none' || ['fixed', 'sticky'].includes(style.position);
    return isMany || floats ? [`${element.tagName}.${element.className}`] : [];
})"""


def text_of(data) -> str:
    """Return the words of a PDF, spaces and line ends as one space."""
    with pypdfium2.PdfDocument(BytesIO(data)) as document:
        words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s+", " ", words)


def unbroken(words) -> str:
    """Return ``words`` without what may stand at the end of a line, hyphens in all their shapes."""
    return re.sub("[ \x02\ufffe-]", "", words)


@pytest.fixture
def paper(open_page):
    """A function that shows an address as it is printed on sheets of a size."""

    def paper(address, size=A4):
        page = open_page(*size)
        page.goto(address)
        page.emulate_media(media="print")
        return page

    return paper


@pytest.mark.parametrize("address", ADDRESSES)
def test_any_page_prints_in_one_column_in_black_on_white(paper, address):
    page = paper(address, WIDE)

    assert page.evaluate(SIDE_BY_SIDE) == []
    assert page.evaluate(COLOURS) == []
    assert [one for one in page.locator(HIDDEN).all() if one.is_visible()] == []
    assert page.locator("h1").is_visible()

    page.set_viewport_size({"width": A4[0], "height": A4[1]})
    assert page.evaluate(TOO_WIDE) == []
    words = text_of(page.pdf(format="A4"))
    for number in ("1014", "117", "118", "1011", "8250"):
        assert number in words, f"{address}: {number}"
    assert "Démonstration : contenu à confirmer" in words


def test_the_parts_of_a_service_stand_below_each_other(paper):
    page = paper("/services/ecoute/", WIDE)

    lefts = page.eval_on_selector_all(
        ".columns > *", "parts => parts.map(part => part.getBoundingClientRect().left)"
    )
    assert len(lefts) > 3
    assert len(set(lefts)) == 1


@pytest.mark.parametrize(
    "address", ["/", "/le-centre/", "/services/ecoute/", "/agenda/", "/organisations/"]
)
def test_links_of_the_text_say_their_address(paper, server, address):
    page = paper(address)

    links = page.eval_on_selector_all(
        ".main a:not([class])",
        "links => links.filter(one => one.checkVisibility()).map(one => one.getAttribute('href'))",
    )
    said = [one for one in links if one.startswith(("/", "http"))]
    host = urlsplit(server).netloc
    words = unbroken(text_of(page.pdf(format="A4")))
    assert said
    for href in said:
        full = href if href.startswith("http") else host + href
        assert unbroken(f"({full})") in words


def test_numbers_that_are_called_are_said_once(paper):
    words = text_of(paper("/numeros-utiles/").pdf(format="A4"))

    assert words.count("1014") == 1
    assert "tel:" not in words


def test_what_is_folded_on_the_screen_is_open_on_paper(paper):
    page = paper("/services/ecoute/")
    answers = page.locator(".fold > .text").all_text_contents()
    words = text_of(page.pdf(format="A4"))

    assert answers
    for answer in answers:
        assert " ".join(answer.split()) in words


def test_the_directory_prints_on_few_sheets(paper):
    assert 1 <= paper("/imprimer/services/").pdf(format="A4").count(b"/Type /Page\n") <= 4
