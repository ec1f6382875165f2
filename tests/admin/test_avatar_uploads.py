"""The picture of oneself, on the account page."""

from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

from tests.samples import pictures as samples
from tests.samples.sending import send, stored_files, words_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning"),
]


@pytest.fixture
def staff(client, editor):
    """The browser of an editor."""
    client.force_login(editor)
    return client


@pytest.mark.parametrize("name", ["portrait.jpg", "large.png"])
def test_a_picture_of_oneself_is_clean_too(staff, editor, name):
    content = (
        samples.phone_photo()
        if name.endswith("jpg")
        else samples.encoded(samples.photo((900, 600)), "PNG", exif=samples.exif())
    )
    fields = account_fields(staff)
    response = send(staff, reverse("wagtailadmin_account"), fields, "avatar-avatar", name, content)
    assert response.status_code == 302
    avatar = editor.wagtail_userprofile.avatar
    kept = Path(avatar.path).read_bytes()
    assert not [word for word in samples.TELLTALES if word in kept]
    assert max(Image.open(BytesIO(kept)).size) <= 400


def test_a_damaged_or_hostile_picture_of_oneself_is_refused(staff, subtests):
    cut = {name: (content, samples.DAMAGED) for name, content in samples.cut_pictures().items()}
    before = stored_files()
    fields = account_fields(staff)
    bad = {**cut, **samples.hostile_pictures()}.items()
    for name, (content, sentence) in islice(bad, 5, None, 9):
        with subtests.test(name):
            url = reverse("wagtailadmin_account")
            assert sentence in words_of(send(staff, url, fields, "avatar-avatar", name, content))
            assert stored_files() == before


def test_a_picture_of_oneself_stays_and_can_be_removed(
    staff, editor, django_capture_on_commit_callbacks
):
    url = reverse("wagtailadmin_account")
    fields = account_fields(staff)
    send(staff, url, fields, "avatar-avatar", "a.jpg", samples.phone_photo())
    profile = editor.wagtail_userprofile
    kept = profile.avatar.name
    staff.post(url, fields)
    profile.refresh_from_db()
    assert profile.avatar.name == kept
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(url, fields | {"avatar-avatar-clear": "on"})
    profile.refresh_from_db()
    assert not profile.avatar
    assert kept not in stored_files()


def account_fields(staff):
    """Return what the account page sends besides the picture."""
    page = staff.get(reverse("wagtailadmin_account"))
    fields = {}
    for panels in page.context["panels_by_tab"].values():
        for panel in panels:
            form = panel.get_form()
            for bound in form:
                if panel.name not in ("password", "avatar") and bound.value() is not None:
                    fields[bound.html_name] = bound.value()
    return fields | {"name_email-first_name": "Afi", "name_email-last_name": "Exemple"}
