"""Behind the link of an invitation: choose a password, or join with the account one has."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from centre.models import Branch, BranchGroup, Role
from centre.tenancy.invitations import SECONDS_A_DAY, JoinTokens, accept, is_member

HOME = reverse_lazy("wagtailadmin_home")


class InvitationView(PasswordResetConfirmView):
    """Choose a password and enter. The link of who was taken out of the team is void."""

    template_name = "wagtailadmin/team/invitation.html"
    success_url = HOME
    post_reset_login = True
    post_reset_login_backend = "django.contrib.auth.backends.ModelBackend"

    def get_user(self, uidb64):
        """Return whose link it is, ``None`` when nobody may enter by it."""
        user = super().get_user(uidb64)
        return user if user and user.is_active and not user.is_superuser else None

    def get_context_data(self, **kwargs):
        given = BranchGroup.objects.filter(group__user=self.user).select_related("branch__commune")
        return super().get_context_data(
            given=given if self.user else [],
            days=settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY,
            **kwargs,
        )


class JoinView(LoginRequiredMixin, TemplateView):
    """Join the team of another commune with the account one has entered with."""

    template_name = "wagtailadmin/team/join.html"
    login_url = reverse_lazy("wagtailadmin_login")

    def setup(self, request, branch_id, role, token):
        super().setup(request, branch_id=branch_id, role=role, token=token)
        if role not in Role:
            raise Http404
        self.role, self.token = Role(role), token
        self.branch = get_object_or_404(Branch.objects.select_related("commune"), pk=branch_id)

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "branch": self.branch,
            "role": self.role,
            "is_hers": JoinTokens(self.branch, self.role).check_token(user, self.token),
            "is_member": is_member(self.branch, user),
        }

    def post(self, request, **kwargs):
        """Let her in, or show again why the link is void."""
        if not accept(self.branch, self.role, request.user, self.token):
            return self.get(request)
        messages.success(
            request, _("You are in the team of %(commune)s.") % {"commune": self.branch}
        )
        return redirect(HOME)
