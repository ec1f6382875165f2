"""A forged name in ways that only a real server meets: the request line, two names, none."""

import pytest

from tests.deploy.servers import HOST

EVIL = "evil.example.net"
PROXIED = "X-Forwarded-Proto: https\nConnection: close\n"


def answer(gunicorn, line, *headers):
    """Send a request as it is written and return what comes back."""
    lines = "\n".join(headers)
    return gunicorn.raw(f"{line} HTTP/1.1\n{lines}\n{PROXIED}\n")


@pytest.mark.parametrize(
    "headers",
    [(f"Host: {EVIL}",), (f"Host: {HOST}", f"Host: {EVIL}"), (f"Host: {EVIL}", f"Host: {HOST}"),
     (f"Host: {HOST}.{EVIL}",), (f"Host: {EVIL}\\@{HOST}",), ("Host:",), ()],
    ids=repr,
)  # fmt: skip
def test_a_forged_name_is_refused(gunicorn, headers):
    for path in ("/", "/agenda.ics", "/robots.txt"):
        sent = answer(gunicorn, f"GET {path}", *headers)
        assert sent.startswith("HTTP/1.1 400 ")
        assert "Ogou" not in sent
        assert "Sitemap" not in sent


@pytest.mark.parametrize("address", [f"http://{EVIL}", f"https://{EVIL}", f"//{EVIL}"])
def test_a_whole_address_in_the_request_line_names_nothing(gunicorn, address):
    for path in ("/robots.txt", "/sitemap.xml", "/agenda/atom.xml", "/", "/services"):
        sent = answer(gunicorn, f"GET {address}{path}", f"Host: {HOST}")
        # As a path it may come back, never as the name of a host.
        assert f"//{EVIL}" not in sent
        assert f"\\{EVIL}" not in sent
    sent = answer(gunicorn, f"GET https://{HOST}/robots.txt", f"Host: {EVIL}")
    assert sent.startswith("HTTP/1.1 400 ")


def test_nginx_answers_nothing_to_a_whole_address_of_another_name(nginx):
    connection = nginx.connect()
    connection.sock.sendall(f"GET https://{EVIL}/ HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    assert connection.sock.recv(1024) == b""
    connection.close()
