"""Nobody is in the staff area, or anywhere else by name, before she has shown all that is asked.

It stands before the gate (``centre.tenancy.gate``). Between her password and her code she is
anonymous to every view, whatever it shows, but those where she types the code.
"""

from functools import partial

from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from centre.staff.access import devices, entry, factor, journal
from centre.tenancy.gate import STAFF_AREA

# Answered to anybody, as to one who has not signed in.
OPEN = {
    "centre_invitation",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_sprite",
}
CODE, PHONE, LEAVE = "centre_factor", "centre_factor_phone", "wagtailadmin_logout"
# An editor left open asks here all the time, without anybody before it.
UNATTENDED = "wagtailadmin_editing_sessions"
# A session ends when nothing was asked for so long; that it lives is noted this often.
AWAKE, NOTED_EVERY = "awake_at", 10 * 60


class AccessMiddleware:
    """Says who asks, leads her to what is missing, and remembers who came in and what left."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer, and in the staff area note what is to be remembered."""
        request.user = SimpleLazyObject(partial(proven_user, request))
        response = self.get_response(request)
        if entry.is_staff_area(request):
            journal.note_export(request, response)
            devices.welcome(request, response)
        return response

    def process_view(self, request, view, args, kwargs):
        """Answer in the place of a view of the staff area that she may not see yet."""
        match = request.resolver_match
        if not match.route.startswith(STAFF_AREA):
            return None
        user = get_user(request)
        if request.user.is_authenticated:
            if UNATTENDED not in match.namespaces:
                keep_awake(request.session)
            return None
        if not user.is_authenticated or match.url_name in OPEN:
            return None
        # Only who has no telephone yet may set one up before she has shown anything else.
        missing = CODE if factor.phone_of(user) else PHONE
        if match.url_name in {missing, LEAVE}:
            request.user = user
            return None
        return redirect(f"{reverse(missing)}?{urlencode(next_of(request))}")


def proven_user(request):
    """Return who has signed in with all that is asked of her; somebody anonymous otherwise."""
    user = get_user(request)
    if user.is_authenticated and not factor.is_proven(request.session, user):
        return AnonymousUser()
    return user


def next_of(request) -> dict:
    """Return where to go afterwards, for the query: where she was going, if it was to read."""
    return {"next": request.get_full_path()} if request.method == "GET" else {}


def keep_awake(session) -> None:
    """Let the time of ``session`` start anew, not more often than needed."""
    now = timezone.now().timestamp()
    if not 0 <= now - session.get(AWAKE, 0) < NOTED_EVERY:
        session[AWAKE] = now
