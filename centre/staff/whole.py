"""Each thing that staff does is one change (``centre.whole``).

Publishing alone is several transactions of Wagtail: the revision, the line of the journal, the live
page, then our calendar, index and versions. A process that is killed between two of them would
leave a page that nobody wrote.
"""

from http import HTTPStatus

from django.db import transaction

from centre.tenancy.gate import STAFF_AREA
from centre.uploads.early import clean_early
from centre.whole import whole

READING = {"GET", "HEAD", "OPTIONS", "TRACE"}
# Whoever is refused here stays noted; what is written is whole by itself. A password takes long to
# compare, and nobody else is to wait for it.
ENTRY = {
    "centre_factor",
    "centre_factor_phone",
    "centre_invitation",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_confirm",
}
# Asked all the time while somebody types, and nothing of it is kept but in her visit.
PREVIEWS = {"preview_on_add", "preview_on_edit"}
UNATTENDED = "wagtailadmin_editing_sessions"


class WholeEditMiddleware:
    """Calls the views that staff sends something to, each in one transaction.

    The answer is shown afterwards: nobody waits for the page that somebody else is reading. A
    view that is whole by itself says so with Django's ``non_atomic_requests``.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Return what ``view`` answers to an edit, ``None`` when it is none."""
        if not is_edit(request) or getattr(view, "_non_atomic_requests", None):
            return None
        files = request.FILES
        if error := getattr(request, "failed_upload", None):
            raise error
        clean_early(files)
        with whole():
            response = view(request, *args, **kwargs)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                transaction.set_rollback(True)
        return response


def is_edit(request) -> bool:
    """Return whether somebody in the staff area sends what is to be kept."""
    match = request.resolver_match
    return (
        request.method not in READING
        and match.route.startswith(STAFF_AREA)
        and match.url_name not in ENTRY | PREVIEWS
        and UNATTENDED not in match.namespaces
    )
