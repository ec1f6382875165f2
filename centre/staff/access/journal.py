"""The journal: who published, verified, downloaded, came in, failed to, changed a role.

It is Wagtail's own log, of which it names some acts. No address of a visitor is in it, nor what
somebody typed. After a year these acts are erased; the rest of the history of a page stays.
"""

import datetime as dt
import re

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.log_actions import LogFormatter, log
from wagtail.models import ModelLogEntry, PageLogEntry

from centre.tenancy.invitations import CHANGE_ROLE, INVITE, JOIN, LEAVE
from centre.verification import LOG_ACTION as VERIFY

SIGN_IN = "centre.sign_in"
REFUSED = "centre.sign_in_refused"
EXPORT = "centre.export"
SET_UP = "centre.second_factor"
NEW_CODES = "centre.second_factor_codes"
REMOVED = "centre.second_factor_removed"

PUBLISHED = {
    "wagtail.publish",
    "wagtail.publish.scheduled",
    "wagtail.publish.schedule",
    "wagtail.unpublish",
    "wagtail.unpublish.scheduled",
}
TEAM = {INVITE, JOIN, CHANGE_ROLE, LEAVE}
# What is noted of an account, without a commune.
OF_ACCOUNTS = {SIGN_IN, REFUSED, EXPORT, SET_UP, NEW_CODES, REMOVED}
ACTS = PUBLISHED | {VERIFY} | TEAM | OF_ACCOUNTS

# On a page "published" is how it is; in the journal, what somebody did.
SAID = {
    "wagtail.publish": pgettext_lazy("journal", "Published"),
    "wagtail.publish.scheduled": pgettext_lazy("journal", "Published as scheduled"),
    "wagtail.unpublish": pgettext_lazy("journal", "Unpublished"),
    "wagtail.unpublish.scheduled": pgettext_lazy("journal", "Unpublished as scheduled"),
}

KEPT = dt.timedelta(days=365)
FILE = re.compile(r'attachment; *filename="?([\w.\- ]+)')
SHEETS = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def note_entry(user) -> None:
    """Write that ``user`` came in."""
    log(instance=user, action=SIGN_IN, user=user)


def note_refusal(username: str) -> None:
    """Write that a password was wrong, about the account if there is one of this name.

    Of an unknown name stays that somebody tried, not the name: people type their password there.
    """
    users = get_user_model()
    known = users.objects.filter(**{users.USERNAME_FIELD: username or ""}).first()
    title = None if known else _("unknown account")
    log(instance=known or users(pk=0), action=REFUSED, title=title, data={"at": "password"})


def note_wrong_code(user) -> None:
    """Write that the password of ``user`` was right and the code was not."""
    log(instance=user, action=REFUSED, data={"at": "code"})


def note_export(request, response) -> None:
    """Write which list somebody of the staff took away, when ``response`` is one."""
    if response.get("Content-Type", "").partition(";")[0] not in SHEETS:
        return
    file = FILE.match(response.get("Content-Disposition", ""))
    if file and response.status_code == 200 and request.user.is_authenticated:
        log(instance=request.user, action=EXPORT, user=request.user, data={"file": file[1]})


def note_factor(user, action: str, by) -> None:
    """Write that the second factor of ``user`` was changed by ``by``."""
    log(instance=user, action=action, user=by)


def sentence_of(entry) -> str:
    """Return what a line of the log tells."""
    return str(SAID.get(entry.action) or entry.message)


def purge_journal(now: dt.datetime) -> int:
    """Erase what the journal has kept for a year at ``now``; return how many lines."""
    return sum(
        model.objects.filter(action__in=ACTS, timestamp__lt=now - KEPT).delete()[0]
        for model in (ModelLogEntry, PageLogEntry)
    )


class RefusedFormatter(LogFormatter):
    """Which of the two was wrong."""

    label = gettext_lazy("Sign-in refused")

    def format_message(self, log_entry):
        """Return the sentence of the line."""
        if log_entry.data.get("at") == "code":
            return _("Sign-in refused: right password, wrong code")
        return _("Sign-in refused: wrong password")


class ExportFormatter(LogFormatter):
    """Which list was taken away."""

    label = gettext_lazy("List downloaded")

    def format_message(self, log_entry):
        """Return the sentence of the line."""
        return _("List downloaded: %(file)s") % {"file": log_entry.data.get("file", "")}


def name_acts(actions) -> None:
    """Name in histories what is noted here."""
    actions.register_action(REFUSED)(RefusedFormatter)
    actions.register_action(EXPORT)(ExportFormatter)
    for action, label in (
        (SIGN_IN, gettext_lazy("Signed in")),
        (SET_UP, gettext_lazy("Two-step validation set up")),
        (NEW_CODES, gettext_lazy("New recovery codes made")),
        (REMOVED, gettext_lazy("Two-step validation removed")),
    ):
        actions.register_action(action, label, label)
