"""What every answer says to browsers, pages, files and refusals alike."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse

from centre.models import CentreDocument
from tests.factories import AwarenessEventPageFactory

pytestmark = pytest.mark.django_db

ALWAYS = settings.ANSWER_HEADERS | {
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
ADDRESSES = ("/", "/rien/", "/services", "/robots.txt", "/healthz", "/sortie/", "/admin/login/",
             "/admin/", "/agenda.ics", "/static/css/staff/staff.css")  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_said_at(client, home, address):
    response = client.get(address)
    for name, value in ALWAYS.items():
        assert response[name] == value
    assert response["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_it_is_said_with_a_refusal(client, home):
    response = client.get("/", headers={"host": "evil.test"})
    assert response.status_code == 400
    for name, value in ALWAYS.items():
        assert response[name] == value


def test_it_is_said_with_a_page_that_was_kept(client, home, settings):
    settings.PAGE_CACHE = True
    first, again = client.get("/"), client.get("/")
    for name in [*ALWAYS, "Content-Security-Policy"]:
        assert again[name] == first[name]


def test_tls_is_asked_for_only_where_there_is_tls(client, home, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert "Strict-Transport-Security" not in client.get("/healthz")
    sure = client.get("/healthz", secure=True)["Strict-Transport-Security"]
    assert sure == "max-age=31536000"


def test_the_staff_area_lets_no_code_in_a_page_run(client, branch, director):
    client.force_login(director)
    policy = client.get(reverse("wagtailadmin_home"))["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["script-src"] == "'self'"
    assert parts["object-src"] == parts["base-uri"].replace("self", "none") == "'none'"
    assert "unsafe-eval" not in policy


def test_what_is_taken_away_is_no_page_of_the_site(client, branch, director, subtests):
    document = CentreDocument.objects.create(
        title="Notes", file=ContentFile(b"bonjour", name="n.txt"), collection=branch.collection
    )
    event = AwarenessEventPageFactory(branch=branch)
    for is_staff in (False, True):
        if is_staff:
            client.force_login(director)
            client.cookies["kept"] = "1"
        for address in (document.url, event.url.rstrip("/") + ".ics"):
            with subtests.test(address=address, is_staff=is_staff):
                response = client.get(address)
                assert response.status_code == 200
                assert response["Content-Disposition"].startswith("attachment")
                assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
                assert response["X-Content-Type-Options"] == "nosniff"
                assert not response.cookies
