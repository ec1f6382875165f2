"""No parameter of a public page makes it fail: 200 with a sensible page, or 404."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.services import (
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
    service_index,
)

pytestmark = pytest.mark.django_db

PARAMETERS = (
    "besoin",
    "gratuit",
    "ouvert",
    "femmes",
    "sans_papiers",
    "langue",
    "lieu",
    "page",
    "q",
    "autre",
)
HOSTILE = (
    "",
    " ",
    "0",
    "-1",
    "1e9",
    "9" * 400,
    "x" * 20_000,
    "\0",
    "a\0b",
    "\x1b[31m",
    "%",
    "%00",
    "é" * 500,
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "🙂" * 200,
    "' OR 1=1 --",
    '"; DROP TABLE centre_branch; --',
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "{% debug %}",
    "../../../etc/passwd",
    "None",
    "nan",
    "inf",
    "[]",
    "{}",
    "true",
    "\u202e",
    "٣",
    "१२",
)


@pytest.fixture
def addresses(branch, home):
    need = NeedFactory(slug="ecoute")
    place = PlaceFactory(branch=branch)
    organisation = OrganisationFactory(branch=branch)
    service = ServicePageFactory(parent=service_index(branch), needs=[need])
    return [
        "/",
        service_index(branch).url,
        service.url,
        "/besoins/ecoute/",
        f"/lieux/{place.slug}/",
        f"/organisations/{organisation.slug}/",
        "/numeros-utiles/",
        "/recherche/",
        "/imprimer/services/",
        "/imprimer/sms/",
        "/sitemap.xml",
        "/robots.txt",
    ]


def assert_sensible(response):
    assert response.status_code in (200, 404)
    html = response.content
    assert b"<script>alert(1)" not in html
    assert b"Traceback" not in html


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_everywhere(client, addresses, value):
    for address in addresses:
        assert_sensible(client.get(address, dict.fromkeys(PARAMETERS, value)))


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_repeated_parameters(client, addresses, parameter):
    for address in addresses:
        assert_sensible(client.get(address, {parameter: ["1", "2", "1"] * 50}))


def test_unknown_value_is_no_filter_and_said(client, addresses):
    response = client.get(addresses[1], {"besoin": "inconnu"})
    assert response.status_code == 200
    assert len(response.context["listing"].services) == 1
    assert response.context["form"].errors["besoin"]


@pytest.mark.parametrize(
    "path",
    [
        "/besoins/inconnu/",
        "/besoins/%00/",
        "/lieux/inconnu/",
        "/organisations/%27/",
        "/services/%ff%fe/",
        "/sitemap-0.xml/x",
        "/sitemap-99999999999999999999.xml",
        "/" + "a/" * 200,
        "/" + "x" * 5000,
        "/numeros-utiles/x/",
    ],
)
def test_unknown_paths_are_not_found(client, addresses, path):
    assert client.get(path, follow=True).status_code == 404


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    parameter=st.sampled_from(PARAMETERS),
    value=st.text(max_size=60),
)
def test_any_text_in_any_parameter(client, addresses, parameter, value):
    for address in [*addresses[:3], "/recherche/"]:
        assert_sensible(client.get(address, {parameter: value}))


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "head"])
def test_other_methods_never_fail(client, addresses, method):
    for address in addresses:
        assert getattr(client, method)(address).status_code < 500
