"""What a password may not be, and asking for a new one."""

from functools import partial

from anyascii import anyascii
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.admin.views.account import PasswordResetView

from centre.models import Branch
from centre.staff.access.later import after

# A shorter name is part of too many words.
SHORTEST_NAME = 4


def letters(text: str) -> str:
    """Return the letters and digits of ``text``, without case and accents."""
    return "".join(sign for sign in anyascii(text).lower() if sign.isalnum())


class NoNameValidator:
    """Refuses a password that holds the name of the person or of her commune."""

    def validate(self, password, user=None):
        """Raise ``ValidationError`` when one of the names is in ``password``."""
        written = letters(password)
        if user and any(name in written for name in names_of(user)):
            raise ValidationError(
                _("Leave out your own name and that of the commune."), code="password_has_name"
            )

    def get_help_text(self):
        """Return the rule."""
        return _("Your password may not hold your name or that of the commune.")


def names_of(user) -> set[str]:
    """Return the names that somebody who knows ``user`` would try."""
    names = [user.first_name, user.last_name, user.get_username().partition("@")[0]]
    if user.pk and not user.is_superuser:
        names += Branch.objects.for_user(user).values_list("commune__name", flat=True)
    words = {letters(word) for name in names for word in [name, *name.split()]}
    return {word for word in words if len(word) >= SHORTEST_NAME}


class AskView(PasswordResetView):
    """Ask for a link by mail: as often as one may mistype a password, known or not.

    The account is looked for once the answer is sent: it takes as long for a name that nobody has.
    """

    def form_valid(self, form):
        """Send the link, where there is an account, to who has not asked too often."""
        if not may_ask(self.request, form.cleaned_data["email"]):
            context = {"cooloff_timedelta": get_cool_off(self.request), "is_reset": True}
            template = "wagtailadmin/locked_out.html"
            return render(self.request, template, context, status=429)
        response = HttpResponseRedirect(self.get_success_url())
        after(response, partial(super().form_valid, form))
        return response


def may_ask(request, email: str) -> bool:
    """Count this question by the pair (address asked for, address asked from).

    Return whether it is one of the few. The counts of passwords are not touched.
    """
    pair = {"username": f"reset {email.lower()}"}
    if not AxesProxyHandler.is_allowed(request, pair):
        return False
    AxesProxyHandler.user_login_failed(sender=AskView, credentials=pair, request=request)
    # The last one allowed is answered too.
    request.axes_locked_out = False
    return True
