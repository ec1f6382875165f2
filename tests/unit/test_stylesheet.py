import gzip
import re
from base64 import b64decode
from hashlib import sha256

import pytest

from centre.colours import Colours, palette
from centre.stylesheet import (
    LAYERS,
    SOURCES,
    classes_in,
    custom_properties,
    joined,
    kept,
    minified,
    parsed,
    stylesheets_for,
)

KILOBYTE = 1024


@pytest.fixture
def css():
    """Every rule that a page may be sent."""
    return custom_properties(Colours()) + joined()


def test_each_hash_is_that_of_its_text():
    for css, csp_hash in stylesheets_for(Colours(), {"card"}):
        algorithm, digest = csp_hash.strip("'").split("-", 1)
        assert algorithm == "sha256"
        assert b64decode(digest) == sha256(css.encode()).digest()


def test_a_page_is_sent_the_rules_of_its_own_classes(css):
    top, rest = stylesheets_for(Colours(), {"card"})
    assert ".card{" in rest.css
    assert "body{" in top.css
    assert ".need-grid" in css
    assert ".need-grid" not in top.css + rest.css


def test_a_page_that_uses_every_class_is_sent_every_rule_once(css):
    top, rest = stylesheets_for(Colours(), re.findall(r"\.([a-z][\w-]*)", css))
    assert top.css + rest.css == css


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{top:0}.x{top:1px}.y{top:2px}", "a{top:0}.x{top:1px}"),
        (".x .y,.x a{top:0}", ".x a{top:0}"),
        (".x.y{top:0}.x::after{top:0}", ".x::after{top:0}"),
        ("@media print{.y{top:0}}@page{margin:0}", "@page{margin:0}"),
        ("@media print{.y{top:0}.x{top:0}}a{top:0}", "@media print{.x{top:0}}a{top:0}"),
    ],
)
def test_rules_that_match_nothing_are_left_out(css, expected):
    assert "".join(kept(parsed(css), frozenset({"x"}))) == expected


def test_classes_are_read_from_a_page():
    assert classes_in('<p class="a b-c"><i class="a"></i><b class="">') == {"a", "b-c"}


def test_another_pair_of_colours_gives_another_text_and_another_hash():
    ours, _ = stylesheets_for(Colours(), [])
    theirs, _ = stylesheets_for(Colours("#5b2a6e", "#c9a227"), [])
    assert ours.css != theirs.css
    assert ours.csp_hash != theirs.csp_hash


def test_a_value_that_is_no_colour_never_reaches_the_page():
    with pytest.raises(ValueError, match="#rrggbb"):
        stylesheets_for(Colours("#15505c}</style><script>", "#c98a2b"), [])


def test_paper_is_told_the_host_of_the_site():
    _, rest = stylesheets_for(Colours(), [], "ogou1.example.com:8000")
    assert rest.css.startswith(':root{--host:"ogou1.example.com:8000"}')


@pytest.mark.parametrize("host", ['a"}', "a</style>", "a b", "a\\", "é.example"])
def test_a_host_that_is_none_never_reaches_the_page(host):
    with pytest.raises(ValueError, match="no name of a host"):
        stylesheets_for(Colours(), [], host)


def test_it_stays_within_its_budget(css):
    assert len(css.encode()) <= 20 * KILOBYTE
    assert len(gzip.compress(css.encode(), 9)) <= 5.5 * KILOBYTE


def test_every_file_of_a_layer_is_joined_after_those_of_the_layer_before(css):
    found = [
        css.index(minified(path.read_text(encoding="utf-8")))
        for layer in LAYERS
        for path in sorted((SOURCES / layer).iterdir())
    ]
    assert len(found) > len(LAYERS)
    assert found == sorted(found)


def test_old_browsers_are_not_left_without_a_style(css):
    # At-rules and functions a browser of 2020 drops, with all that they hold.
    for unknown in ("@layer", "@container", "@import", "color-mix(", ":has(", ":where(", ":is("):
        assert unknown not in css


def test_nothing_is_fetched_and_nothing_can_close_the_element(css):
    assert "url(" not in css
    assert "<" not in css


def test_every_colour_used_is_one_the_palette_gives(css):
    given = set(palette(*Colours())) | {"host"}
    sizes = set(re.findall(r"--([\w-]+):", css)) - given
    assert set(re.findall(r"var\(--([\w-]+)", css)) <= given | sizes


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a { color: red ; }", "a{color:red}"),
        ("/* why */ a{}\n\n b { margin: 0 auto; }", "a{}b{margin:0 auto}"),
        ("nav a:hover , nav a :focus { top: 0 }", "nav a:hover,nav a :focus{top:0}"),
        ("ul > li { width: calc(1px + 2px); }", "ul>li{width:calc(1px + 2px)}"),
        (
            "@media (min-width: 40em) and (print) { a{} }",
            "@media (min-width: 40em) and (print){a{}}",
        ),
    ],
)
def test_minified_keeps_the_meaning(source, expected):
    assert minified(source) == expected
