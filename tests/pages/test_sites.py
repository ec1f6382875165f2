"""The site of a request is the one that Wagtail finds."""

from itertools import product

import pytest
from django.test import RequestFactory
from wagtail.models import Site

from centre.sites import find_site

pytestmark = pytest.mark.django_db

ADDRESSES = [("ogou.example.com", 80), ("ogou.example.com", 8000), ("zio.example.com", 80)]
ASKED = ["ogou.example.com", "ogou.example.com:8000", "ogou.example.com:81", "zio.example.com:9",
         "autre.example.com"]  # fmt: skip


@pytest.fixture
def no_site(db):
    Site.objects.all().delete()


@pytest.mark.parametrize("served", list(product([False, True], repeat=len(ADDRESSES))))
@pytest.mark.parametrize("default", [None, *range(len(ADDRESSES))])
def test_the_site_is_the_one_wagtail_finds(no_site, branch, settings, served, default):
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.all().delete()
    for number, (is_there, (hostname, port)) in enumerate(zip(served, ADDRESSES, strict=True)):
        if is_there:
            Site.objects.create(hostname=hostname, port=port, root_page=branch.root_page,
                                is_default_site=number == default)  # fmt: skip
    for host in ASKED:
        request = RequestFactory().get("/", headers={"host": host})
        assert find_site(request) == Site.find_for_request(request), host


def test_the_root_page_is_read_once(branch, client, django_assert_num_queries):
    request = RequestFactory().get("/", headers={"host": "localhost"})
    with django_assert_num_queries(2):
        site = find_site(request)
        assert site.root_page.specific.town_name == "Atakpamé"
