"""Take a lost second factor away: a director her own staff's, the federation anybody's."""

from importlib import import_module

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.widgets.button import Button

from centre.staff.access import factor, journal
from centre.staff.team import OfMemberMixin
from centre.tenancy.invitations import is_elsewhere


def reset(user, by) -> None:
    """Take the second factor of ``user`` away in the name of ``by``, and end her sessions.

    Whoever found the telephone has an open session in it.
    """
    factor.remove(user)
    end_sessions(user)
    journal.note_factor(user, journal.REMOVED, by)


def end_sessions(user) -> None:
    """Sign ``user`` out everywhere."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            store(session.session_key).delete()


def may_reset(branch, member, by) -> bool:
    """Return whether ``by`` may, in the name of ``branch``: not for who works elsewhere too."""
    return by.is_superuser or (member != by and not is_elsewhere(branch, member))


class ResetMemberView(OfMemberMixin, View):
    """Of a member of the team."""

    http_method_names = ["post"]

    def post(self, request, **kwargs):
        """Take it away, or say who can."""
        if not may_reset(self.branch, self.member, request.user):
            messages.error(request, _("Ask the federation: it alone can do this."))
            return self.to_team()
        reset(self.member, request.user)
        messages.success(request, said_of(self.member))
        return self.to_team()


class ResetAnybodyView(TemplateView):
    """Of any account, for the federation."""

    template_name = "wagtailadmin/access/reset.html"

    def dispatch(self, request, *args, user_id):
        """Refuse everybody else."""
        if not request.user.is_superuser:
            raise PermissionDenied
        self.account = get_object_or_404(get_user_model(), pk=user_id)
        return super().dispatch(request, *args)

    def get_context_data(self, **kwargs):
        phone = factor.phone_of(self.account)
        return super().get_context_data(account=self.account, phone=phone, **kwargs)

    def post(self, request):
        """Take it away."""
        reset(self.account, request.user)
        messages.success(request, said_of(self.account))
        return redirect("wagtailusers_users:index")


def said_of(user) -> str:
    """Say what became of it."""
    return _("The two-step validation of %(name)s is removed, and she is signed out.") % {
        "name": user
    }


def listing_buttons(user, request_user):
    """Add the button to the row of an account, in the federation's list."""
    url = reverse("centre_factor_reset", args=[user.pk])
    yield Button(_("Two-step validation"), url, icon_name="key", priority=30)


urlpatterns = [
    path(
        "equipe/<int:branch_id>/<int:user_id>/validation/",
        ResetMemberView.as_view(),
        name="centre_team_factor",
    ),
    path(
        "validation/compte/<int:user_id>/",
        ResetAnybodyView.as_view(),
        name="centre_factor_reset",
    ),
]
