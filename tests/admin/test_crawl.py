"""Every page of the staff area that a role can reach speaks French and contacts nobody else."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from centre.models import Role
from events.models import AttendanceReport
from tests.admin.crawl import Seen, crawl
from tests.factories import (
    AwarenessEventPageFactory,
    HelpLineFactory,
    ImageFactory,
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ServicePageFactory,
    StandardPageFactory,
    TrainingCoursePageFactory,
    change,
    make_branch,
    make_user,
    weekly,
)

# Without the mark pytest-django makes no database, also for a fixture that asks for one.
pytestmark = pytest.mark.django_db

# Words that English needs and French does not have.
ENGLISH = re.compile(
    r"\b(?:the|and|are|was|were|with|without|this|that|these|your|you|from|have|has|been|will"
    r"|add|edit|delete|save|search|select|choose|changed|children|settings|password|username"
    r"|upload|unpublish|draft|live|move|more|sort|cancel|untitled|owner|name|yes|none|help|slug"
    r"|true|false"
    r"|language|locale|workflows?|tasks|usage|history|privacy|reports|locked|pages? using)\b",
    re.IGNORECASE,
)
# The unseen button that sends a search when a script has failed: Wagtail does not translate it.
KNOWN = {"Search"}
ELSEWHERE = "Zio 1"
# Where somebody goes who chooses to send an announcement.
SHARE = "https://wa.me/?text="
# Opens the application of codes of the telephone itself.
CODES = "otpauth://totp/"
# The editor of an event, and of a new one.
OF_EVENTS = re.compile(r"/pages/(?:add|create)/events/|/pages/\d+/edit/")
# Previews, and what is printed: nothing of the staff area is on them.
WHOLE_SHEETS = re.compile(r"/preview/|/diffuser/\w+/")
EVENTS = [AwarenessEventPageFactory, TrainingCoursePageFactory]
# Addresses that answer only to a button.
BUTTONS = re.compile(r"/(?:bulk|editing-sessions|lien|lock|retirer|verify|verifier)/")


def editors(branch, service, page):
    """Return the addresses of an editor of each type of page, and of a list under a filter."""
    pages = [branch.root_page, service.get_parent(), service, page]
    edit = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages]
    return [*edit, reverse("services:index") + "?verification=overdue&publication=live"]


@pytest.fixture(scope="module", params=list(Role), ids=str)
def seen(request, django_db_setup, django_db_blocker) -> Seen:
    with django_db_blocker.unblock(), transaction.atomic():
        branch = make_branch(is_default_site=True)
        user = make_user(branch, request.param)
        place = PlaceFactory(branch=branch)
        service = ServicePageFactory(needs=[NeedFactory()], places=[place], owner=user)
        page = StandardPageFactory(live=False, owner=user)
        events = [event_of(kind, branch) for kind in EVENTS]
        for owned in (ImageFactory, OrganisationFactory, HelpLineFactory):
            owned(branch=branch)
        fill_another_commune()
        found = crawl(user, starts(user, branch, service, page, events))
        transaction.set_rollback(True)
    return found


def fill_another_commune():
    """Make what must never be met: pages, media, people and their work in another commune."""
    other = make_branch(ELSEWHERE, hostname="zio-1.example.com")
    stranger = make_user(other, Role.DIRECTOR)
    for live in (True, False):
        title = f"Service {live} de {ELSEWHERE}"
        page = ServicePageFactory(branch=other, title=title, live=live)
        page.save_revision(user=stranger, log_action=True)
    page.get_workflow().start(page, stranger)
    page.locked, page.locked_by, page.locked_at = True, stranger, timezone.now()
    page.save()
    for kind in EVENTS:
        event_of(kind, other)
    for owned in (ImageFactory, PlaceFactory, OrganisationFactory, HelpLineFactory):
        words = {"label" if owned is HelpLineFactory else "title": f"À {ELSEWHERE}"}
        if owned in (PlaceFactory, OrganisationFactory):
            words = {"name": f"À {ELSEWHERE}"}
        thing = owned(branch=other, **words)
        log(thing, "wagtail.edit", user=stranger)


def event_of(kind, branch):
    """Make an event that repeats, was changed and was counted once, in ``branch``."""
    start = timezone.localdate() - dt.timedelta(weeks=2)
    event = kind(
        branch=branch,
        title=f"{kind.__name__} de {branch}",
        dates=[weekly(start, "09:00", "12:00", count=12)],
        date_changes=[change("cancelled", start + dt.timedelta(weeks=3))],
    )
    AttendanceReport.objects.create(
        branch=branch, event=event, recurrence_id=f"{start:%Y%m%d}T090000", method="paper", total=9
    )
    return event


def starts(user, branch, service, page, events):
    """Return the addresses that no link of the staff area leads to, for one who may go there."""
    if user.groups.get().branch_group.role == Role.PARTNER:
        return [reverse("wagtailadmin_pages:edit", args=[page.pk])]
    return [*editors(branch, service, page), *event_addresses(events)]


def event_addresses(events):
    """Return the addresses of what is done with an event."""
    names = ("wagtailadmin_pages:edit", "events_attendance", "events_again")
    found = [reverse(name, args=[event.pk]) for event in events for name in names]
    agenda_page = events[0].get_parent()
    return [
        *found,
        reverse("wagtailadmin_pages:edit", args=[agenda_page.pk]),
        reverse("wagtailadmin_explore", args=[agenda_page.pk]),
        reverse("agenda:index") + "?when=past&report=missing&publication=live",
    ]


def test_every_link_leads_somewhere(seen):
    broken = {where: status for where, status in seen.failures.items() if not BUTTONS.search(where)}
    assert broken == {}
    assert len(seen.pages) > 20


def test_every_sentence_met_has_its_french(seen):
    assert seen.untranslated == set()


def test_no_english_word_is_shown(seen):
    english = {
        (where, text)
        for where, page in seen.pages.items()
        for text in page.texts
        if text not in KNOWN and ENGLISH.search(text)
    }
    assert english == set()


def test_nothing_of_another_commune_is_met(seen):
    theirs = re.compile("zio.?1", re.IGNORECASE)
    met = {
        (where, text)
        for where, page in seen.pages.items()
        for text in [*page.texts, *page.addresses]
        # An event may be for any of the communes of the country, which are no secret.
        if theirs.search(text) and not (text == ELSEWHERE and OF_EVENTS.search(where))
    }
    assert met == set()


def test_no_other_host_is_named(seen):
    hosts = {
        (where, address)
        for where, page in seen.pages.items()
        for address in page.addresses
        if urlsplit(address).netloc not in {"", "testserver", "localhost"}
        and not address.startswith((SHARE, CODES))
    }
    assert hosts == set()


def test_no_code_stands_in_a_page(seen):
    assert {where: page.inline for where, page in seen.pages.items() if page.inline} == {}


def test_no_policy_lets_code_in_a_page_run(seen):
    scripts = {
        part.strip() for policy in seen.policies for part in policy.split(";") if "script" in part
    }
    assert scripts == {"script-src 'self'"}


def test_the_name_of_the_commune_is_on_every_page(seen):
    own = {where: page for where, page in seen.pages.items() if not WHOLE_SHEETS.search(where)}
    assert [where for where, page in own.items() if "Ogou 1" not in page.texts] == []
