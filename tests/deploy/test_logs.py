"""What the servers write down of a visit: nothing that leads to the visitor."""

import re
from urllib.parse import urlencode

import pytest

from tests.deploy.servers import DEPLOY, HOST, Nginx, nobody, until

SECRET = "Kpalimsecret"
ADDRESS = "203.0.113.77"
# Each says something of the visitor that no log may have.
TELLING = {
    "Referer": f"https://{HOST}/?{SECRET}",
    "User-Agent": f"{SECRET} Mobile",
    "Cookie": f"sessionid={SECRET}",
    "Accept-Language": SECRET,
    "X-Forwarded-For": ADDRESS,
    "X-Real-IP": ADDRESS,
    "Forwarded": f"for={ADDRESS}",
}
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\dh\S* [A-Z][A-Z-]* (?:/\S*|-) \d{3} \d+ [\d.]+m?s")
RESET = f"/admin/password_reset/confirm/MQ/{SECRET}/"
INVITATION = f"/admin/invitation/MQ/{SECRET}/"
RECEIPT = f"/agenda/compter-vendre/inscription/{SECRET}/"
VISITS = [
    ("GET", f"/recherche/?q={SECRET}", None, 200),
    ("GET", f"/nulle-part/?q={SECRET}", None, 404),
    ("GET", f"/services/?besoin={SECRET}&besoin={SECRET}", None, 200),
    ("GET", RESET, None, 200),
    ("GET", INVITATION, None, 200),
    ("GET", RECEIPT, None, 404),
    ("POST", "/fault/?q=" + SECRET, {"word": SECRET}, 500),
    ("POST", "/admin/login/", {"username": SECRET, "password": SECRET}, 403),
]


def visit(connection, method, path, form, headers=None):
    sent = TELLING | {"Host": HOST, "X-Forwarded-Proto": "https"} | (headers or {})
    if form is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, urlencode(form) if form else None, sent)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def make_visits(server):
    """Send every visit, and one more that shows that all before it were written."""
    for method, path, form, status in VISITS:
        assert visit(server.connect(), method, path, form) == status, path
    log_in(server)
    assert visit(server.connect(), "GET", f"/robots.txt?last={SECRET}", None) == 200


def log_in(server):
    """Try a wrong password, as the form of the login page sends it."""
    connection = server.connect()
    connection.request("GET", "/admin/login/", headers=TELLING | {
        "Host": HOST, "X-Forwarded-Proto": "https"})  # fmt: skip
    response = connection.getresponse()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.read().decode())[1]
    cookie = response.headers["Set-Cookie"].partition(";")[0]
    form = {"username": SECRET, "password": SECRET, "csrfmiddlewaretoken": token}
    assert visit(server.connect(), "POST", "/admin/login/", form, {"Cookie": cookie}) == 200


@pytest.fixture(scope="module")
def gunicorn_logs(gunicorn):
    make_visits(gunicorn)
    assert visit(gunicorn.connect(), "GET", "/", None, {"Host": f"{SECRET}.example.net"}) == 400
    for request in (
        f"GET /?q={SECRET} SPAM/1.1\n\n",
        f"GET /?q={SECRET} HTTP/1.1\nHost: {HOST}\nBad Name: {SECRET}\n\n",
        f"{SECRET.upper()}# / HTTP/1.1\nHost: {HOST}\n\n",
        f"GET https://{SECRET}.example.net/?q={SECRET} HTTP/1.1\nHost: {HOST}\n"
        "X-Forwarded-Proto: https\nConnection: close\n\n",
        f"GET /a%0ab%20{ADDRESS}?q={SECRET} HTTP/1.1\nHost: {HOST}\n"
        "X-Forwarded-Proto: https\nConnection: close\n\n",
    ):
        assert gunicorn.raw(request).startswith("HTTP/1.1 4") or "example.net" in request
    written = until(
        lambda: "/a%0Ab" in (text := gunicorn.access_log.read_text()) and text,
        gunicorn.access_log.read_text,
    )
    return written.splitlines(), gunicorn.errors()


def test_gunicorn_writes_the_path_and_the_hour_alone(gunicorn_logs):
    lines, _ = gunicorn_logs
    pages = [line for line in lines if "%0Ab" not in line]
    assert [line for line in pages if not LINE.fullmatch(line)] == []
    assert any("GET /recherche/ 200" in line for line in pages)
    assert any("POST /fault/ 500" in line for line in pages)
    assert any("GET /admin/password_reset/confirm/- 200" in line for line in pages)
    assert any("GET /admin/invitation/- 200" in line for line in pages)
    assert any("GET /agenda/compter-vendre/inscription/- 404" in line for line in pages)


def test_gunicorn_never_writes_what_the_visitor_sent(gunicorn_logs):
    lines, errors = gunicorn_logs
    written = "\n".join(lines).replace(f"b%20{ADDRESS}", "") + errors
    for telling in (SECRET, ADDRESS, "127.0.0.1", "Mobile"):
        assert telling.lower() not in written.lower(), telling


def test_a_fault_is_told_with_its_place_and_without_its_values(gunicorn_logs):
    _, errors = gunicorn_logs
    assert "django.request: 500 POST /fault/" in errors
    assert "in break_down" in errors
    assert "builtins.ValueError" in errors
    assert "builtins.LookupError" in errors
    assert "django.security.DisallowedHost: 400 GET /" in errors
    assert errors.count("Invalid request") >= 2
    assert "A login failed" in errors


def test_gunicorn_parts_the_loaded_site_among_its_workers(gunicorn):
    """Workers born of one process that had read the site, with no connection of its own."""
    errors = gunicorn.errors()
    assert errors.count("Booting worker") == gunicorn.workers == 3
    assert errors.index("Starting gunicorn") < errors.index("Booting worker")
    assert "Control socket" not in errors


@pytest.fixture(scope="module")
def nginx_logs(nginx):
    make_visits(nginx)
    assert visit(nginx.connect_plain(), "GET", f"/?q={SECRET}", None) == 301
    for path in (f"/static/none.css?q={SECRET}", f"/media/documents/a.pdf?q={SECRET}"):
        assert visit(nginx.connect(), "GET", path, None) == 404
    written = until(
        lambda: "/media/documents/a.pdf" in (text := nginx.access()) and text, nginx.access
    )
    return written.splitlines(), nginx.errors()


def test_nginx_writes_the_path_and_the_hour_alone(nginx_logs):
    lines, errors = nginx_logs
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert any("GET /recherche/ 200" in line for line in lines)
    assert any("GET /admin/password_reset/confirm/- 200" in line for line in lines)
    assert any("GET /admin/invitation/- 200" in line for line in lines)
    assert any("GET /agenda/compter-vendre/inscription/- 404" in line for line in lines)
    written = "\n".join(lines) + errors
    for telling in (SECRET, ADDRESS, "127.0.0.1", "Mobile"):
        assert telling.lower() not in written.lower(), telling


def test_nginx_tells_nothing_more_when_the_site_is_gone(production, tmp_path):
    """A fault between the two servers is one that nginx tells with the whole request."""
    with Nginx(nobody(), production["CENTRE_VAR_DIR"], tmp_path) as alone:
        assert visit(alone.connect(), "GET", f"/?q={SECRET}", None) == 502
        assert SECRET not in alone.access() + alone.errors()


def test_logs_are_kept_seven_days():
    """Six files and the one of today; the turn of a file happens every day, visits or not."""
    words = (DEPLOY / "logrotate").read_text().split()
    assert words[words.index("rotate") + 1] == "6"
    assert {"daily", "ifempty"} <= set(words)
    assert not {"notifempty", "weekly", "monthly"} & set(words)
    for name in re.findall(r"/var/log/nginx/\S+\.log", (DEPLOY / "nginx.conf").read_text()):
        assert re.fullmatch(r"/var/log/nginx/centre-\w+\.log", name)
