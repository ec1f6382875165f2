"""The pages that a new commune starts with. They say what is true of any commune, and no more."""

import uuid

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Page

from centre.formats import of_in_words
from centre.models import Commune
from events.models import EventIndexPage
from home.models import CentreHomePage, NewsIndexPage, PartnersPage, StandardPage
from home.writing import add, publish
from services.models import ServiceIndexPage

# A starter page is known by this key even after staff gave it another title or address.
NAMESPACE = uuid.UUID("c1f4e2b8-0c52-4d0e-8a54-5b8d0a3a7f11")
HOME, ABOUT = "home", "about"


def key_of(commune: Commune, name: str) -> uuid.UUID:
    """Return the ``translation_key`` of the starter page ``name`` of ``commune``."""
    return uuid.uuid5(NAMESPACE, f"{commune.code}/{name}")


def default_title(commune: Commune, has_building: bool) -> str:
    """Return the name of a centre, or of the project of one, that was given no other."""
    said = _("Women’s promotion centre %(of_commune)s")
    if not has_building:
        said = _("Project of a women’s promotion centre %(of_commune)s")
    return said % {"of_commune": of_in_words(commune.name)}


def introduction(town: str, has_building: bool) -> str:
    """Return the sentence under the name of the centre."""
    if has_building:
        return _("The services for women, at %(town)s and around.") % {"town": town}
    return _("A project of the commune, at %(town)s: there is no building to come to yet.") % {
        "town": town
    }


def complete(home: CentreHomePage, commune: Commune, user=None) -> int:
    """Write below ``home`` the starter pages that are missing; return how many.

    The lists and the partners page are published; nothing leads to the news before there are any.
    "Who we are" is a draft: only the commune knows what goes there.
    """
    written = [
        _write(home, page, key_of(commune, page.slug), user, is_live=True)
        for page in _lists()
        if not type(page).objects.child_of(home).exists()
    ]
    about = key_of(commune, ABOUT)
    if not Page.objects.filter(translation_key=about).exists():
        written.append(_write(home, _about(), about, user))
    return len(written)


def _lists() -> list:
    return [
        ServiceIndexPage(
            slug="services",
            title=_("Services"),
            introduction=_("What you can find here and around, by need."),
        ),
        EventIndexPage(
            slug="agenda",
            title=_("Agenda"),
            introduction=_("The next dates: courses, talks, meetings."),
        ),
        NewsIndexPage(
            slug="actualites",
            title=_("News"),
            introduction=_("What was done, and what is new."),
        ),
        PartnersPage(
            slug="organisations",
            title=_("Partners"),
            introduction=_("The organisations that work with the commune for women."),
            show_in_menus=True,
        ),
    ]


def _write(home, page, key, user, is_live=False):
    # The tree has grown since the page was read.
    home.refresh_from_db(fields=["numchild"])
    add(home, page, key, user)
    if is_live:
        publish(page, user)
    return page


def _about() -> StandardPage:
    return StandardPage(
        slug="qui-sommes-nous",
        title=_("Who we are"),
        show_in_menus=True,
        body=[
            (
                "callout",
                {
                    "kind": "warning",
                    "text": _paragraph(
                        _(
                            "Draft to complete. Answer each question in one or two sentences, take "
                            "out what you do not know yet and this frame, then publish."
                        )
                    ),
                },
            ),
            *_questions(),
        ],
    )


def _questions():
    for heading, asked in (
        (_("Since when"), _("[To complete: who decided on the centre or the project, and when.]")),
        (_("What we do"), _("[To complete: what a woman finds with us today.]")),
        (_("Who runs it"), _("[To complete: which office of the commune, with whom.]")),
        (_("How to reach us"), _("[To complete: where, when, at which number.]")),
    ):
        yield "heading", heading
        yield "text", _paragraph(asked)


def _paragraph(words: str) -> str:
    return format_html("<p>{}</p>", words)
