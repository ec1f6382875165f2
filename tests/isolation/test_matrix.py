"""The matrix is walked by reading; its tables are right; it sees what there is to see."""

from django.urls import get_resolver

from centre.models import DailyCount
from events.models import AttendanceReport, Enrolment
from tests.factories import make_superuser
from tests.isolation.matrix import ASKED, EVERY, HARMLESS, LEFT_OUT, PUBLIC, STAFF, check
from tests.isolation.probe import ask
from tests.isolation.values import KINDS, WORDS, kind_of

# What an address takes besides objects; each has its own rule in ``word_sets``.
SPELT = {
    "_1", "action", "action_name", "app_label", "app_name", "content_type_app_name",
    "content_type_model_name", "model_name", "name", "object_id",
}  # fmt: skip

# What no list of the federation names by its key: it never reads a register, and a report stands
# on the page of its event.
UNLISTED = {
    "collection restriction", "comment", "page restriction", "revision", "session", "task state",
    "uploaded", AttendanceReport, DailyCount, Enrolment,
}  # fmt: skip


def test_nothing_of_another_commune_is_read(client, world, record_property):
    check(client, world, "get", record_property)


def test_the_matrix_sees_what_there_is_to_see(client, world):
    """Walked by the federation, which sees everything, lists name something of every kind."""
    client.force_login(make_superuser())
    told = set()
    for address in ASKED:
        if not address.takes:
            told.update(world.told(ask(client, "get", address.filled({}), {})[0].text, ""))
    listed = {
        kind for kind in world.foreign.made if told.intersection(map(str, world.foreign.pks(kind)))
    }
    assert set(world.foreign.made) - listed == UNLISTED


def test_every_parameter_is_filled_in():
    unknown = {
        f"{address}: {name}"
        for address in ASKED
        for name in address.takes
        if not (kind_of(address, name) or name in KINDS or name in WORDS or name in SPELT)
    }
    assert unknown == set()


def test_the_tables_name_addresses_that_exist():
    there = {str(address) for address in EVERY}
    assert (LEFT_OUT.keys() | HARMLESS.keys()) - there == set()


def test_every_address_of_the_site_is_asked_here_or_public():
    roots = {str(pattern.pattern) for pattern in get_resolver().url_patterns}
    assert [root for root in roots if root and not root.startswith(STAFF + PUBLIC)] == []
