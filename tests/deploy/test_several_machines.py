"""Two machines with their own folders share PostgreSQL, Redis and a bucket, behind one nginx."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from wagtail.fields import StreamField

from home.demo.accounts import FEDERATION
from home.models import CentreHomePage
from tests.deploy.large import LargeNginx, Staff, fetch
from tests.deploy.servers import HOST, ROOT, Gunicorn, Redis, until
from tests.parts import Postgres
from tests.samples import pictures
from tests.serving import PASSWORD

WORDS = "Une cour, un manguier, douze chaises"


# One process for all: each start of the site takes seconds.
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("prepare_bucket")
call_command("load_demo")
call_command("collectstatic", interactive=False, verbosity=0)
"""


@pytest.fixture(scope="module")
def postgres():
    with Postgres() as server:
        yield server


@pytest.fixture(scope="module")
def environment(postgres, bucket_server, tmp_path_factory):
    """What both machines are told, the demonstration loaded by a third one."""
    folder = tmp_path_factory.mktemp("several")
    bucket_server.stop()
    bucket_server.start()
    bucket_server.empty()
    with Redis(folder) as redis:
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.deploy.settings",
            "SECRET_KEY": "a-key-for-the-tests-that-is-long-enough-for-the-checks-of-django",
            "ALLOWED_HOSTS": HOST,
            "CENTRE_BASE_URL": f"https://{HOST}",
            "DATABASE_URL": postgres.url,
            "REDIS_URL": redis.url,
            "SECOND_FACTOR": "offered",
            "DEMO_PASSWORD": PASSWORD,
        } | bucket_server.environment
        third = environment | {"CENTRE_VAR_DIR": str(folder)}
        made = subprocess.run(
            [sys.executable, "-c", PREPARE],
            cwd=ROOT, env=third, capture_output=True, text=True,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        environment["STATIC"] = str(folder / "static")
        yield environment


@pytest.fixture(scope="module")
def machines(environment, tmp_path_factory):
    """Two gunicorns that share no folder."""
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "two")]
    theirs = [environment | {"CENTRE_VAR_DIR": str(folder)} for folder in folders]
    for folder in folders:
        shutil.copytree(environment["STATIC"], folder / "static")
    with Gunicorn(theirs[0], folders[0]) as one, Gunicorn(theirs[1], folders[1]) as two:
        one.var, two.var = folders
        yield one, two


@pytest.fixture(scope="module")
def nginx(machines, bucket_server, tmp_path_factory):
    folder = tmp_path_factory.mktemp("large-nginx")
    with LargeNginx(machines, bucket_server, tmp_path_factory.mktemp("fault"), folder) as server:
        yield server


@pytest.fixture(scope="module")
def staff(machines):
    return Staff(machines[0], FEDERATION, PASSWORD)


def page(server, path="/"):
    status, _headers, content = fetch(server.connect(), path)
    assert status == 200
    return BeautifulSoup(content, "html.parser")


def send_picture(staff, title):
    """Send a picture by the form of staff and return its key."""
    address = "/admin/images/add/"
    fields = {"title": title, "collection": 1}
    status, _headers, _content = staff.send(
        address, fields, "file", "cour.jpg", pictures.encoded(pictures.photo((1200, 900)), "JPEG")
    )
    assert status == 302
    return int(re.search(r"/admin/images/(\d+)/", staff.get("/admin/images/"))[1])


def publish_picture(staff, page_id, image):
    """Put the picture on the front page, as its editor does, and publish."""
    address = f"/admin/pages/{page_id}/edit/"
    fields = staff.form(address, "page-edit-form").copy()
    # The blocks of a body are drawn by a script: here a body is empty.
    for field in CentreHomePage._meta.get_fields():
        if isinstance(field, StreamField):
            fields[f"{field.name}-count"] = "0"
    fields["image"], fields["image_alt"] = image, WORDS
    fields["action-publish"] = "action-publish"
    status, headers, content = staff.post(address, fields)
    assert status == 302, BeautifulSoup(content, "html.parser").text[:600]
    return headers["Location"]


def front_page(postgres):
    ((found,),) = postgres.rows("SELECT root_page_id FROM wagtailcore_site WHERE is_default_site")
    return found


def test_the_configuration_is_valid(nginx):
    tested = nginx.run("-t")
    assert tested.returncode == 0, tested.stderr
    assert "warn" not in tested.stderr


def test_what_is_published_on_one_machine_the_other_serves_at_once(
    machines, nginx, staff, postgres
):
    one, two = machines
    for server in (one, two, one, two):
        assert WORDS not in page(server).text
        assert page(server).find("img", alt=WORDS) is None
    publish_picture(staff, front_page(postgres), send_picture(staff, "La cour"))
    found = [page(server).find("img", alt=WORDS) for server in (two, one)]
    assert found[0] is not None
    assert found[0]["src"] == found[1]["src"]
    # The picture, which neither machine has on its disk.
    status, headers, content = fetch(nginx.connect(), found[0]["src"])
    assert (status, headers["Content-Type"]) == (200, "image/jpeg")
    assert content.startswith(b"\xff\xd8")
    assert headers["Cache-Control"] == "public, max-age=604800"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert not [name for name in headers if name.lower().startswith("x-amz")]
    for server in machines:
        assert not (server.var / "media").exists()


def test_a_kept_page_asks_postgres_nothing(machines, nginx, postgres):
    def round_of_questions(path):
        before = postgres.last_questions()
        for _time in range(10):
            page(nginx, path)
        return before, postgres.last_questions()

    def is_quiet():
        before, after = round_of_questions("/")
        return before == after

    # Once a minute the version is asked for again, and for five seconds after a change.
    until(is_quiet, lambda: "each round asks the database something")
    before, after = round_of_questions("/recherche/?q=acte")
    assert before != after, "a page that is not kept is seen to ask"


def test_the_original_and_documents_are_out_of_reach(nginx, bucket_server, postgres):
    ((original,),) = postgres.rows("SELECT file FROM centre_centreimage WHERE title = 'La cour'")
    assert bucket_server.read_by_anybody(original)[0] == 403
    for path in (
        f"/media/{original}",
        f"/media/images/../{original}",
        f"/media/images/%2e%2e/{original}",
        "/media/images/",
        "/media/images/none.jpg",
        "/media/?list-type=2",
        "/media/images/x/../../../",
    ):
        status, _headers, content = fetch(nginx.connect(), path)
        assert status in (400, 404), path
        assert b"ListBucketResult" not in content
    assert fetch(nginx.connect(), "/media/images/new.jpg", "PUT", b"x")[0] == 404
    assert bucket_server.read_by_anybody("images/new.jpg")[0] != 200
    assert fetch(nginx.connect(), "/media/images/none.jpg?acl")[0] == 404


def test_static_files_come_from_whichever_machine_has_them(machines, nginx):
    """While an update goes round, a page of the new machine names a file the old one lacks."""
    _one, two = machines
    names = json.loads((two.var / "static" / "staticfiles.json").read_text())["paths"]
    path = f"/static/{names['wagtailadmin/css/core.css']}"
    for _time in range(4):
        status, headers, _content = fetch(nginx.connect(), path)
        assert status == 200
        assert "immutable" in headers["Cache-Control"]


def test_the_bucket_stops_and_pages_keep_their_words(machines, nginx, bucket_server):
    source = page(nginx).find("img", alt=WORDS)["src"]
    bucket_server.stop()
    try:
        for server in machines:
            assert page(server).find("img", alt=WORDS) is not None
        assert fetch(nginx.connect(), source)[0] in (502, 504)
    finally:
        bucket_server.start()


def test_one_machine_dies_and_the_other_serves(machines, nginx):
    one, _two = machines
    one.kill()
    one.close_doors()  # a machine without power takes no call
    for _time in range(6):
        assert page(nginx).find("img", alt=WORDS) is not None
        assert fetch(nginx.connect(), "/healthz")[0] == 200
