"""The two configurations of nginx say the same where they must, so that they cannot drift apart."""

import re

import pytest

from tests.deploy.servers import DEPLOY

PART = re.compile(r'\s*(?:#[^\n]*|("(?:[^"\\]|\\.)*"|\'[^\']*\'|[{};]|(?:\\.|[^\s{};"\'])+))')


def parsed(name):
    """Return {block: its directives}; a block is named by all those around it, outside first."""
    text = (DEPLOY / name).read_text()
    words, around, blocks = [], (), {(): []}
    for found in PART.finditer(text):
        part = found[1]
        if part == "{":
            around, words = (*around, " ".join(words)), []
            around = numbered(around, blocks)
            blocks[around] = []
        elif part == "}":
            around = around[:-1]
        elif part == ";":
            blocks[around].append(" ".join(words))
            words = []
        elif part is not None:
            words.append(part)
    assert (around, words) == ((), [])
    return blocks


def numbered(around, blocks):
    """Return the name of a block, with a number when another has it: there are three servers."""
    *outer, last = around
    same = sum(
        1 for name in blocks if name and name[:-1] == (*outer,) and name[-1].startswith(last)
    )
    return (*outer, f"{last} {same + 1}") if last == "server" else around


PUBLIC = re.compile(r"^location ~ \^/media/\(\?:([a-z_|]+)\)/")
SMALL, LARGE = parsed("nginx.conf"), parsed("large/nginx.conf")
SITE = ("http", "server 3")


def directives(blocks, block, *names):
    return [one for one in blocks[block] if one.split()[0] in names]


def test_both_are_read_whole():
    assert len(SMALL) > 15 and len(LARGE) > 15
    for blocks in (SMALL, LARGE):
        assert "server_name centre.example.org" in blocks[SITE]
        assert "return 444" in blocks["http", "server 1"]


@pytest.mark.parametrize(
    "block",
    [
        # What is written down of a visit.
        ("http", "map $time_iso8601 $to_the_hour"),
        ("http", "map $request_uri $path_alone"),
        # A name that is not ours, and plain HTTP.
        ("http", "server 1"),
        ("http", "server 2"),
        ("http", "server 2", "location /.well-known/acme-challenge/"),
        ("http", "server 2", "location /"),
        # What nobody may read from outside.
        (*SITE, "location = /metrics"),
        (*SITE, "location /media/"),
    ],
    ids=lambda block: " > ".join(block),
)
def test_these_blocks_are_the_same(block):
    assert SMALL[block] == LARGE[block]
    assert SMALL[block]


@pytest.mark.parametrize(
    ("block", "names"),
    [
        ((), ("user", "worker_processes", "pid", "error_log")),
        (("http",), ("log_format", "access_log", "server_tokens", "keepalive_timeout",
                     "ssl_protocols", "ssl_session_cache", "ssl_session_timeout",
                     "ssl_session_tickets", "default_type", "sendfile", "tcp_nopush")),
        (SITE, ("listen", "server_name", "ssl_certificate", "ssl_certificate_key")),
        (SITE, ("proxy_buffers", "proxy_buffer_size", "proxy_max_temp_file_size",
                "proxy_read_timeout", "proxy_http_version", "proxy_set_header", "error_page")),
        ((*SITE, "location /"), ("client_max_body_size",)),
        ((*SITE, "location /admin/"), ("client_max_body_size",)),
        ((*SITE, "location = /fault.html"), ("internal", "root", "try_files")),
        ((*SITE, "location @leave"), ("return",)),
    ],
)  # fmt: skip
def test_these_lines_are_the_same(block, names):
    small, large = directives(SMALL, block, *names), directives(LARGE, block, *names)
    assert small == large
    assert {one.split()[0] for one in small} == set(names)


@pytest.mark.parametrize("place", ["location = /fault.html", "location @leave"])
def test_what_the_large_one_adds_to_an_answer_the_small_one_adds_too(place):
    small, large = (directives(one, (*SITE, place), "add_header") for one in (SMALL, LARGE))
    assert large and set(large) <= set(small)


@pytest.mark.parametrize("blocks", [SMALL, LARGE], ids=["small", "large"])
def test_every_door_is_open_in_ipv6_as_in_ipv4(blocks):
    for name, lines in blocks.items():
        found = [one.removeprefix("listen ") for one in lines if one.startswith("listen ")]
        old = [one for one in found if not one.startswith("[::]:")]
        assert [f"[::]:{one}" for one in old] == [one for one in found if one not in old], name


def test_public_files_stand_in_the_same_folders():
    def folders(blocks):
        (found,) = {
            match[1] for name in blocks if (match := PUBLIC.search(name[-1] if name else ""))
        }
        return found

    assert folders(SMALL) == folders(LARGE)


@pytest.mark.parametrize(
    ("text", "words"),
    [('a "b; {c}" d;', ['a "b; {c}" d']), ("# a;\nb c;", ["b c"]), ("a ~\\.b$;", ["a ~\\.b$"])],
)
def test_words_are_told_apart(text, words, monkeypatch, tmp_path):
    (tmp_path / "one").write_text(text)
    monkeypatch.setattr("tests.deploy.test_nginx_pair.DEPLOY", tmp_path)
    assert parsed("one")[()] == words
