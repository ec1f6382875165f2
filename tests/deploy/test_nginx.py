"""The shipped configuration of nginx, in front of the real site."""

import gzip
import json
import socket
import ssl
import subprocess
import sys
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path

import pytest
from django.conf import settings

from centre.safety.target import DEFAULT_TARGET, away
from tests.deploy.servers import HOST, ROOT, Nginx, nobody

# What a page says of itself to the browser: said twice, a browser may follow neither.
SECURITY = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


def fetch(connection, path, method="GET", body=None, **headers):
    connection.request(method, path, body, {"Host": HOST} | headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, response.headers, content


@pytest.fixture(scope="module")
def var(production):
    return Path(production["CENTRE_VAR_DIR"])


def test_the_configuration_is_valid(nginx):
    tested = nginx.run("-t")
    assert tested.returncode == 0, tested.stderr
    assert "warn" not in tested.stderr


def test_a_page_comes_through_with_its_headers_once(nginx):
    status, headers, body = fetch(nginx.connect(), "/")
    assert status == 200
    assert b"</html>" in body
    for name in SECURITY:
        assert len(headers.get_all(name) or []) == 1, name
    assert headers.get_all("Set-Cookie") is None
    assert headers["Server"] == "nginx"


def said_by_nginx(headers):
    """Check what nginx says of an answer of its own; what is only for pages is not in it."""
    for name in (*SECURITY[1:5], "X-Content-Type-Options"):
        assert len(headers.get_all(name) or []) == 1, name
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == settings.ANSWER_HEADERS["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_answers_of_nginx_itself_say_what_pages_say(nginx, var):
    picture = next((var / "media" / "images").glob("*.webp"))
    for path, status in (
        ("/static/wagtailadmin/css/core.css", 200),
        ("/static/none.css", 404),
        (f"/media/images/{picture.name}", 200),
        ("/media/images/none.webp", 404),
        ("/media/documents/none.pdf", 404),
    ):
        answered, headers, _ = fetch(nginx.connect(), path)
        assert answered == status, path
        said_by_nginx(headers)
    answered, headers, _ = fetch(
        nginx.connect(), "/", "POST", **{"Content-Length": str(10_000_000)}
    )
    assert answered == 413
    said_by_nginx(headers)
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_what_django_refuses_or_sends_elsewhere_says_it_once(nginx):
    for path in ("/none/", "/services", "/admin/", "/sortie/", "/robots.txt"):
        _, headers, _ = fetch(nginx.connect(), path)
        for name in SECURITY:
            # A redirection has nothing to run or to frame; the rest is said of it too.
            least = 1 if name not in ("Content-Security-Policy", "X-Frame-Options") else 0
            assert least <= len(headers.get_all(name) or []) <= 1, (path, name)


def test_links_are_those_of_the_public_address(nginx):
    _, _, body = fetch(nginx.connect(), "/robots.txt", **{"X-Forwarded-Host": "evil.example.net"})
    assert f"Sitemap: https://{HOST}/sitemap.xml".encode() in body


def test_hashed_files_are_for_ever_and_compressed_ahead(nginx, var):
    names = json.loads((var / "static" / "staticfiles.json").read_text())["paths"]
    path = f"/static/{names['wagtailadmin/css/core.css']}"
    status, headers, body = fetch(nginx.connect(), path, **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert body == (var / f"{path[1:]}.gz").read_bytes()
    plain = fetch(nginx.connect(), path)[2]
    assert plain == gzip.decompress(body)


def test_a_name_without_hash_is_asked_for_again(nginx):
    status, headers, _ = fetch(nginx.connect(), "/static/wagtailadmin/css/core.css")
    assert (status, headers["Cache-Control"]) == (200, "public, max-age=3600")


def test_pictures_are_served_from_the_disk(nginx, var):
    picture = next((var / "media" / "images").glob("*.webp"))
    status, headers, body = fetch(nginx.connect(), f"/media/images/{picture.name}")
    assert (status, headers["Content-Type"]) == (200, "image/webp")
    assert body == picture.read_bytes()
    assert headers["Cache-Control"] == "public, max-age=604800"


@pytest.mark.parametrize("folder", ["documents", "wagtail_uploads", "original_images", "other"])
def test_other_files_are_never_served(nginx, var, folder):
    kept = var / "media" / folder / "kept.pdf"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("private")
    for path in (
        f"/media/{folder}/kept.pdf",
        f"/media//{folder}/kept.pdf",
        f"/media/images/../{folder}/kept.pdf",
        f"/media/images/%2e%2e/{folder}/kept.pdf",
        f"/static/../media/{folder}/kept.pdf",
        f"/media/{folder}/",
    ):
        status, _, body = fetch(nginx.connect(), path)
        assert status == 404, path
        assert b"private" not in body


def test_the_database_and_its_neighbours_are_out_of_reach(nginx, var):
    assert (var / "site.sqlite3").exists()
    for path in ("/site.sqlite3", "/static/../site.sqlite3", "/media/images/../../site.sqlite3",
                 "/static%2f..%2fsite.sqlite3"):  # fmt: skip
        assert fetch(nginx.connect(), path)[0] in (400, 404), path


def test_an_unknown_name_gets_no_answer(nginx):
    with pytest.raises(ssl.SSLError):
        nginx.connect("evil.example.net")
    with pytest.raises(RemoteDisconnected):
        fetch(nginx.connect(), "/", Host="evil.example.net")
    with pytest.raises(RemoteDisconnected):
        fetch(nginx.connect_plain(), "/", Host="evil.example.net")
    with pytest.raises(RemoteDisconnected):
        fetch(nginx.connect_plain(), "/", Host="127.0.0.1")


def test_plain_http_leads_to_tls_on_the_same_name(nginx):
    status, headers, _ = fetch(nginx.connect_plain(), "/services/?page=2")
    assert (status, headers["Location"]) == (301, f"https://{HOST}/services/?page=2")


def test_the_largest_upload_fits_and_only_in_the_staff_area(nginx):
    largest = max(
        settings.FILM_MAX_UPLOAD_SIZE,
        settings.SOUND_MAX_UPLOAD_SIZE,
        settings.WAGTAILDOCS_MAX_UPLOAD_SIZE,
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
    )
    # nginx judges by the length that is announced, before it reads.
    announced = {"Content-Length": str(largest + 1_000_000), "Expect": "100-continue"}

    def status_of(path):
        connection = nginx.connect()
        connection.putrequest("POST", path, skip_host=True)
        for name, value in ({"Host": HOST} | announced).items():
            connection.putheader(name, value)
        connection.endheaders()
        line = connection.sock.recv(64).decode().split()
        connection.close()
        return int(line[1])

    assert status_of("/admin/media/video/add/") == 100
    assert status_of("/recherche/") == 413


class Ipv6Nginx(Nginx):
    """It listens on the loopback of IPv6 too."""

    def _in_ipv6(self, text):
        text = text.replace("listen [::]:80", f"listen [::1]:{self.plain_port}")
        return text.replace("listen [::]:443", f"listen [::1]:{self.port}")


@pytest.mark.skipif(not Path("/proc/net/if_inet6").is_file(), reason="this kernel knows no IPv6")
def test_a_reader_over_ipv6_gets_the_same(gunicorn, production, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ipv6")
    with Ipv6Nginx(gunicorn, production["CENTRE_VAR_DIR"], folder) as server:
        context = ssl.create_default_context(cafile=server.folder / "fullchain.pem")
        connection = HTTPConnection(HOST, server.port, timeout=60)
        plain = socket.create_connection(("::1", server.port), timeout=60)
        connection.sock = context.wrap_socket(plain, server_hostname=HOST)
        assert fetch(connection, "/robots.txt")[0] == 200
        connection = HTTPConnection("::1", server.plain_port, timeout=60)
        assert fetch(connection, "/")[0] == 301
        connection = HTTPConnection("::1", server.plain_port, timeout=60)
        with pytest.raises(RemoteDisconnected):
            fetch(connection, "/", Host="evil.example.net")


@pytest.fixture(scope="module")
def alone(production, tmp_path_factory):
    """Gunicorn has stopped: nginx stands alone."""
    made = subprocess.run(
        [sys.executable, "manage.py", "write_fault_page"],
        cwd=ROOT, env=production, capture_output=True, text=True,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    with Nginx(nobody(), production["CENTRE_VAR_DIR"], tmp_path_factory.mktemp("alone")) as server:
        yield server


class TestWithoutTheSite:
    @pytest.mark.parametrize("path", ["/", "/services/ecoute/", "/admin/"])
    def test_a_page_gives_the_numbers_and_is_not_kept(self, alone, path):
        status, headers, body = fetch(alone.connect(), path)
        assert status == 502
        assert "Le site a un problème" in body.decode()
        assert b"tel:1014" in body
        assert b'href="/sortie/"' in body
        assert headers["Cache-Control"] == "no-store"
        said_by_nginx(headers)

    @pytest.mark.parametrize("path", ["/sortie/", "/ogou-1/sortie/"])
    def test_the_exit_still_leads_away(self, alone, path):
        status, headers, _body = fetch(alone.connect(), path)
        answer = away(DEFAULT_TARGET)
        assert status == 302
        for name in ("Location", "Clear-Site-Data", "Cache-Control", "Referrer-Policy"):
            assert headers[name] == answer[name]
        said_by_nginx(headers)

    def test_nobody_asks_for_the_page_itself(self, alone):
        assert fetch(alone.connect(), "/fault.html")[0] == 404
