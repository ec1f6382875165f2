"""A need is said aloud: whoever does not read hears which door it is."""

import pytest
from django.urls import reverse

from services.models import NeedRecording
from tests.factories import LanguageFactory, NeedFactory, ServicePageFactory
from tests.factories.media import SoundFactory
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


def test_a_need_is_heard_on_its_page_and_on_no_other(client, branch):
    need, other = NeedFactory(slug="sante"), NeedFactory(slug="droit")
    ServicePageFactory(needs=[need, other])
    sound = SoundFactory()
    NeedRecording.objects.create(
        need=need, language=LanguageFactory(code="ee", name="Éwé"), media=sound
    )
    page = read(client, "/besoins/sante/")
    assert [audio["src"] for audio in page.soup.select("audio")] == [sound.file.url]
    assert "Écouter : Éwé" in page.main
    assert not read(client, "/besoins/droit/").soup.select("audio")
    assert not read(client, "/").soup.select("audio")


def test_staff_give_a_need_its_voice_and_the_public_hears_it_at_once(
    client, branch, superuser, django_capture_on_commit_callbacks
):
    need = NeedFactory(slug="sante", title="Ma santé")
    ServicePageFactory(needs=[need])
    assert not read(client, "/besoins/sante/").soup.select("audio")
    client.force_login(superuser)
    address = reverse("need:edit", args=[need.pk])
    assert "Lu à voix haute" in client.get(address).content.decode()
    values = {
        "title": need.title,
        "slug": need.slug,
        "hint": "",
        "pictogram": need.pictogram,
        "recordings-TOTAL_FORMS": 1,
        "recordings-INITIAL_FORMS": 0,
        "recordings-0-language": LanguageFactory(code="ee", name="Éwé").pk,
        "recordings-0-media": SoundFactory().pk,
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, values).status_code == 302
    client.logout()
    assert len(read(client, "/besoins/sante/").soup.select("audio")) == 1


def test_one_voice_for_each_language(client, branch, superuser):
    need, language = NeedFactory(slug="sante", title="Ma santé"), LanguageFactory()
    client.force_login(superuser)
    values = {"title": need.title, "slug": need.slug, "pictogram": need.pictogram}
    values |= {"recordings-TOTAL_FORMS": 2, "recordings-INITIAL_FORMS": 0}
    for number in range(2):
        values[f"recordings-{number}-language"] = language.pk
        values[f"recordings-{number}-media"] = SoundFactory().pk
    response = client.post(reverse("need:edit", args=[need.pk]), values)
    assert response.status_code == 200
    assert not NeedRecording.objects.exists()
