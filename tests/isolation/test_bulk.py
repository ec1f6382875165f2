"""What is done to many things at once is done to hers."""

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page

from tests.factories import ImageFactory, StandardPageFactory
from tests.factories.communes import make_portal

pytestmark = pytest.mark.django_db


def act(client, model, action: str, *keys):
    names = [model._meta.app_label, model._meta.model_name]
    query = "&".join(f"id={key}" for key in keys)
    return client.post(f"{reverse('wagtail_bulk_action', args=[*names, action])}?{query}")


def test_files_of_hers_are_deleted_together_and_no_other(client, branch, other_branch, director):
    client.force_login(director)
    one, two, theirs = (ImageFactory(branch=home) for home in (branch, branch, other_branch))
    images = get_image_model()
    assert act(client, images, "delete", one.pk, theirs.pk).status_code == 404
    assert images.objects.count() == 3
    assert act(client, images, "delete", one.pk, two.pk).status_code == 302
    assert list(images.objects.all()) == [theirs]


def test_all_is_all_of_hers_but_what_follows_another_page(client, branch, other_branch, director):
    client.force_login(director)
    hers = StandardPageFactory(branch=branch, live=False)
    hers.save_revision()
    above = StandardPageFactory(parent=make_portal(), live=False)
    follows = above.create_alias(parent=branch.root_page, update_slug="suit")
    theirs = StandardPageFactory(branch=other_branch, live=False)
    assert act(client, Page, "publish", "all").status_code == 302
    for page, live in ((hers, True), (follows, False), (theirs, False)):
        page.refresh_from_db()
        assert page.live == live
