"""The editor: tabs in the order staff think, and a help text with an example for each field."""

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.admin.panels import CommentPanel, FieldPanel, InlinePanel, PublishingPanel

from centre.models import CentrePage
from home.models import CentreHomePage, StandardPage
from services.models import ServicePage
from tests.admin.editing import PUBLISH, edit
from tests.factories import ServicePageFactory

PAGES = [model for model in apps.get_models() if issubclass(model, CentrePage)]
# Staff write the last of a line: the others are what they share.
MODELS = [
    model
    for model in PAGES
    if not any(issubclass(other, model) for other in PAGES if other is not model)
]
every_type = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)

# Written by a click, or clear from their own words.
NO_HELP = {
    "assured_by", "assured_date", "by_appointment", "expire_at", "go_live_at", "language", "type",
    "valid_to", "weekday",
}  # fmt: skip
# Said well enough without.
NO_EXAMPLE = {
    "alert_until", "can_come_without", "children_welcome", "counts_visits", "document",
    "female_staff", "gender_marker", "has_building", "has_events", "has_news", "has_programmes",
    "has_training", "image_is_decorative", "is_demonstration", "is_free", "is_sensitive",
    "kept_exit_text", "pictogram", "place", "service_areas", "valid_from", "women_only",
}  # fmt: skip


def panels_in(panel):
    """Yield ``panel`` and everything in it."""
    yield panel
    for child in getattr(panel, "children", ()):
        yield from panels_in(child)
    if isinstance(panel, InlinePanel):
        yield from panels_in(panel.child_edit_handler)


def fields_of(model):
    """Yield the fields in the editor of ``model`` with their help text."""
    for panel in panels_in(model.get_edit_handler()):
        if isinstance(panel, FieldPanel):
            yield panel.field_name, str(panel.help_text or panel.db_field.help_text)


@every_type
def test_every_field_says_what_to_write(model):
    silent = {name for name, text in fields_of(model) if not text} - NO_HELP
    assert silent == set()


@every_type
def test_every_field_has_an_example_unless_it_is_plain(model):
    bare = {name for name, text in fields_of(model) if text and "Exemple" not in text}
    assert bare - NO_EXAMPLE == set()


@pytest.mark.parametrize(
    ("model", "tabs"),
    [
        (ServicePage, ["Quoi", "Quand et où", "Pour qui", "Image, son et sécurité", "Suivi"]),
        (StandardPage, ["Quoi", "Image, son et sécurité", "Suivi"]),
        (
            CentreHomePage,
            [
                *("Quoi", "Où et qui appeler", "Identité", "Modules"),
                *("Image, son et sécurité", "Suivi"),
            ],
        ),
    ],
)
def test_tabs_follow_the_order_of_the_questions(model, tabs):
    assert [str(tab.heading) for tab in model.get_edit_handler().children] == tabs


@every_type
def test_comments_and_dates_of_publication_are_there(model):
    kinds = {type(panel) for panel in panels_in(model.get_edit_handler())}
    assert {CommentPanel, PublishingPanel} <= kinds


@pytest.mark.django_db
def test_content_is_checked_without_another_host(client, branch, editor):
    page = ServicePageFactory(branch=branch)
    client.force_login(editor)
    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "data-checks-panel" in text
    assert "Problèmes trouvés" in text
    assert "https://" not in text.split("data-checks-panel")[0].split("<main")[1]


@pytest.mark.django_db
def test_a_fault_is_told_next_to_its_field(client, branch, editor):
    page = ServicePageFactory(branch=branch)
    client.force_login(editor)
    response = edit(client, page, minimum_age="30", maximum_age="20", **PUBLISH)
    text = response.content.decode()
    assert "L’âge maximum ne doit pas être sous le minimum." in text
    assert ServicePage.objects.get().minimum_age is None
