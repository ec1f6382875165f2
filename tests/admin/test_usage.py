"""Where a place, an organisation or a picture is used: staff ask before they delete."""

import subprocess
import sys

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ReferenceIndex

from home.models import CentreHomePage
from services.models import ServicePage
from tests.factories import (
    ImageFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
    make_superuser,
)
from tests.pages.demonstration import load_demo
from tests.quality.repository import ROOT

pytestmark = pytest.mark.django_db


def uses(of) -> list[str]:
    """Return what uses ``of``, by its name."""
    grouped = ReferenceIndex.get_grouped_references_to(of)
    return sorted(str(user) for user, _references in grouped)


def every_reference() -> set[tuple]:
    return set(
        ReferenceIndex.objects.values_list(
            "base_content_type", "object_id", "to_content_type", "to_object_id", "content_path"
        )
    )


def test_uses_of_the_demonstration(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        load_demo()
    home = CentreHomePage.objects.get(place__isnull=False)
    assert str(home) in uses(home.place)
    for service in ServicePage.objects.all():
        (link,) = service.service_at_locations.all()
        assert str(service) in uses(link.place)
        for one in filter(None, (service.organization, service.image)):
            assert str(service) in uses(one)
    loaded = every_reference()
    call_command("rebuild_references_index", verbosity=0)
    assert every_reference() == loaded


def test_rebuilding_forgets_nothing(branch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        logo, entrance = ImageFactory(branch=branch), ImageFactory(branch=branch)
        organisation = OrganisationFactory(branch=branch, name="Femmes debout", logo=logo)
        place = PlaceFactory(branch=branch, name="La maison", entrance_photo=entrance)
        ServicePageFactory(title="Couture", places=[place], organization=organisation)
    for _time in range(2):
        assert uses(logo) == ["Femmes debout"]
        assert uses(entrance) == ["La maison"]
        assert uses(place) == uses(organisation) == ["Couture"]
        call_command("rebuild_references_index", verbosity=0)


COUNTED = """
import django
django.setup()
from wagtail.models import ReferenceIndex
print(*(model.__name__ for model in ReferenceIndex.indexed_models))
"""


def test_a_command_counts_as_the_staff_area_does():
    # In a process of its own: here the staff area has started.
    made = subprocess.run([sys.executable, "-c", COUNTED], capture_output=True, text=True, cwd=ROOT)
    assert {"Place", "Organisation", "HelpLine", "Need"} <= set(made.stdout.split()), made.stderr


def test_the_staff_area_tells_the_uses(client, branch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        place = PlaceFactory(branch=branch, name="La maison")
        ServicePageFactory(title="Couture", places=[place])
    client.force_login(make_superuser())
    text = client.get(reverse("place:usage", args=[place.pk])).content.decode()
    assert "Couture" in text
