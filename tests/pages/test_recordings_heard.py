"""Whatever page offers its recordings to staff plays them to the public."""

import pytest

from centre.models import Recording
from tests.factories import (
    AwarenessEventPageFactory,
    LanguageFactory,
    ServicePageFactory,
    StandardPageFactory,
)
from tests.factories.media import SoundFactory
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


def home_page(branch):
    return branch.root_page.specific


def free_page(branch):
    return StandardPageFactory(branch=branch)


def service(branch):
    return ServicePageFactory(branch=branch)


def event(branch):
    return AwarenessEventPageFactory(branch=branch)


@pytest.mark.parametrize("make", [home_page, free_page, service, event])
def test_the_recordings_of_a_page_are_heard(client, branch, make):
    page, sound = make(branch), SoundFactory()
    language = LanguageFactory(code="ee", name="Éwé")
    Recording.objects.create(page=page.page_ptr, language=language, media=sound)

    shown = read(client, page.get_url())

    assert [audio["src"] for audio in shown.soup.select("audio")] == [sound.file.url]
    assert "Écouter : Éwé" in shown.main
