"""The database is stopped: what was read, the numbers to call and the way out are still there.

With a real server, for half an hour, this is the drill ``drill/database.py``.
"""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from home.models import StandardPage
from tests.admin.editing import PUBLISH, shown
from tests.factories import HelpLineFactory, ServicePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db

READ = ("/", "/services/", "/services/ecoute/", "/numeros-utiles/")
TYPED = "Écrit pendant la panne, à ne pas perdre."


def test_readers_keep_what_was_read_and_an_editor_what_she_typed(
    branch, director, settings, database
):
    settings.PAGE_CACHE = True
    HelpLineFactory(number="1014", label="Police")
    ServicePageFactory(branch=branch, title="Écoute")
    page = StandardPageFactory(branch=branch, title="Avant")
    reader, staff = (Client(raise_request_exception=False) for _ in range(2))
    before = {address: reader.get(address).content for address in READ}
    staff.force_login(director)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = shown(staff, address, StandardPage).dict() | PUBLISH | {"introduction": TYPED}

    database.stop()
    for one, content in before.items():
        answer = reader.get(one)
        assert (answer.status_code, answer.content) == (200, content)
    assert 'href="tel:1014"' in before["/numeros-utiles/"].decode()
    unread = reader.get("/mentions-legales/")
    assert unread.status_code == 500 and 'href="tel:1014"' in unread.content.decode()
    left = reader.get("/sortie/")
    assert left.status_code == 302 and left["Location"].startswith("https://")
    answer = staff.post(address, form)
    assert answer.status_code == 500
    given = BeautifulSoup(answer.content, "html5lib")
    assert given.html["lang"] == "fr" and "Pas encore enregistré" in given.h1.text
    back = {one["name"]: one["value"] for one in given.select("form input")}

    database.start()
    assert StandardPage.objects.get(pk=page.pk).introduction != TYPED
    assert staff.post(given.form["action"], back).status_code == 302
    assert StandardPage.objects.get(pk=page.pk).introduction == TYPED
    assert reader.get("/mentions-legales/").status_code == 404
