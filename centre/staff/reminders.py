"""Write to each team, once a week, about what waits for verification.

It is what "À faire" shows, so a mail never says more than its reader may see. Nobody gets it
twice: who is written to is noted before, and taken back when her mail can be neither sent nor
kept for later.
"""

import datetime as dt

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centre.mail.keeping import ABOUT_ONE_MAIL, is_final
from centre.models import ReviewReminder, Role
from centre.staff.todo import Desk, TodoGroup, reminded_groups
from centre.tenancy.invitation_mail import has_mail
from centre.tenancy.invitations import absolute
from centre.ticking.registry import StepFailed

# Less than a week: who got it late, after a failure, gets the next one in time.
APART = dt.timedelta(days=5)
WRITTEN_TO = (Role.DIRECTOR, Role.EDITOR)


def remind(now: dt.datetime) -> int:
    """Send the reminders that are due at ``now``; return how many a mail server took.

    Raises ``StepFailed`` when it put some off: those are sent at the next tick.
    """
    if not has_mail():
        return 0
    sent = put_off = 0
    for user in staff():
        text = text_for(user, timezone.localdate(now))
        reminder = claim(user, now) if text else None
        if reminder is None:
            continue
        try:
            sent += deliver(user.email, text)
        except OSError as problem:
            give_back(reminder)
            put_off += 1
            # Any other fault is of the server: the next mail would wait for it in vain.
            if not isinstance(problem, ABOUT_ONE_MAIL):
                break
    if put_off:
        said = _("the mail server took %(count)s mails and put the others off")
        raise StepFailed(said % {"count": sent})
    return sent


def staff():
    """Return who is written to: directors and editors who have entered once."""
    users = get_user_model().objects.filter(
        is_active=True, is_superuser=False, groups__branch_group__role__in=WRITTEN_TO
    )
    users = users.exclude(email="").exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return users.distinct().order_by("pk")


def claim(user, now: dt.datetime) -> ReviewReminder | None:
    """Note that ``user`` is written to at ``now``; ``None`` when she was already.

    What is returned is as it was before, for ``give_back``.
    """
    reminder, _created = ReviewReminder.objects.get_or_create(user=user)
    # Also what is to come: the clock went back since.
    lately = (now - APART, now + APART)
    rows = ReviewReminder.objects.filter(pk=reminder.pk).exclude(sent_at__range=lately)
    return reminder if rows.update(sent_at=now) else None


def give_back(reminder: ReviewReminder) -> None:
    """Note that she was not written to after all."""
    reminder.save(update_fields=["sent_at"])


def text_for(user, today: dt.date) -> str:
    """Return what is written to ``user``: nothing where nothing waits."""
    groups = reminded_groups(Desk(user=user, today=today))
    if not groups:
        return ""
    context = {
        "name": user.first_name or user.username,
        "groups": [(group.heading, lines(group), absolute(group.all_url)) for group in groups],
        "staff_area": absolute(reverse("wagtailadmin_home")),
    }
    return render_to_string("email/review_reminder.txt", context)


def lines(group: TodoGroup) -> list[tuple[str, str, str]]:
    """Return what each thing is, since when it waits, and where it is done."""
    return [(item.title, item.detail, absolute(item.url)) for item in group.items]


def deliver(address: str, text: str) -> bool:
    """Return whether the mail server took it, or will never.

    Raises ``OSError`` when it may take it another time.
    """
    try:
        return bool(send_mail(_("To verify on your site"), text, None, [address]))
    except ABOUT_ONE_MAIL as problem:
        if not is_final(problem):
            raise
    except ValueError:  # no address that a mail can be sent to
        pass
    return False
