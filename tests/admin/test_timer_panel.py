"""The home page of the staff area says when the scheduled work has stopped."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from centre.ticking.lease import Lease

pytestmark = pytest.mark.django_db

STOPPED = "Les tâches automatiques sont arrêtées"


def home_page(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def tick(ago: dt.timedelta) -> None:
    at = timezone.now() - ago
    lease = Lease(lambda: at)
    lease.take()
    lease.give_back()


@pytest.mark.parametrize(("minutes", "is_said"), [(59, False), (61, True)])
def test_it_is_said_after_an_hour(client, director, minutes, is_said):
    tick(dt.timedelta(minutes=minutes))
    assert (STOPPED in home_page(client, director)) is is_said


def test_the_federation_is_told_what_to_type_and_a_director_whom_to_tell(
    client, director, superuser
):
    tick(dt.timedelta(hours=2))
    assert "systemctl enable --now centre-tick.timer" in home_page(client, superuser)
    told = home_page(client, director)
    assert "systemctl" not in told
    assert "la personne qui s’occupe du serveur" in told


def test_who_can_have_nothing_mended_is_not_told(client, editor, events_officer, partner):
    tick(dt.timedelta(hours=2))
    for user in (editor, events_officer, partner):
        assert STOPPED not in home_page(client, user)


@pytest.mark.parametrize("expected", [True, False])
def test_where_no_timer_ever_ran_it_is_said_on_a_real_site_only(
    client, settings, director, expected
):
    settings.TICK_EXPECTED = expected
    assert (STOPPED in home_page(client, director)) is expected
