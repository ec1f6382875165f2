"""The team screen: a director sees, invites, changes and removes the members of her commune.

It is narrower than Wagtail's own screen of users, behind which whoever may write can make herself
superuser. Here are no permissions and no groups to choose, only the four roles of one commune.
What is not hers does not exist (404); the federation chooses a commune first.
"""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from centre.models import Branch
from centre.staff.access import factor
from centre.staff.team_forms import GuestForm, RoleForm
from centre.tenancy.invitation_mail import send
from centre.tenancy.invitations import (
    CHANGE_ROLE,
    INVITE,
    JOIN,
    LEAVE,
    CannotInvite,
    Invitation,
    invite,
    renew,
)
from centre.tenancy.team import (
    LastDirector,
    change_role,
    directed_by,
    members,
    remove,
    roles_in,
)


class TeamMixin(WagtailAdminTemplateMixin):
    """A view of one team, if the user directs it."""

    header_icon = "group"
    page_title = gettext_lazy("Team")

    @cached_property
    def branch(self) -> Branch:
        """The commune of the address."""
        teams = directed_by(self.request.user).select_related("commune", "root_page")
        return get_object_or_404(teams, pk=self.kwargs["branch_id"])

    def get_page_subtitle(self):
        return str(self.branch)

    def get_breadcrumbs_items(self):
        team = {"url": reverse("centre_team_of", args=[self.branch.pk]), "label": self.page_title}
        return [*self.breadcrumbs_items, team, *self.below]

    @property
    def below(self) -> list[dict]:
        """The crumbs after that of the team."""
        return []

    def get_context_data(self, **kwargs):
        return super().get_context_data(branch=self.branch, **kwargs)

    def show_link(self, invitation: Invitation):
        """Show the link to hand over, or that it was sent."""
        # Sent while the answer is shown: nobody waits for a mail server to write.
        is_sent = SimpleLazyObject(partial(send, invitation))
        context = self.get_context_data(invitation=invitation, is_sent=is_sent)
        return TemplateResponse(self.request, "wagtailadmin/team/link.html", context)

    def to_team(self):
        """Go back to the list."""
        return redirect("centre_team_of", self.branch.pk)


class TeamsView(WagtailAdminTemplateMixin, TemplateView):
    """The team of who directs one commune; otherwise the communes to choose from."""

    template_name = "wagtailadmin/team/communes.html"
    header_icon = "group"
    page_title = gettext_lazy("Team")

    def get(self, request, *args, **kwargs):
        teams = directed_by(request.user).select_related("commune").order_by("commune__name")
        self.branches = list(teams)
        if not self.branches and not request.user.is_superuser:
            raise PermissionDenied
        if len(self.branches) == 1:
            return redirect("centre_team_of", self.branches[0].pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(branches=self.branches, **kwargs)


class TeamView(TeamMixin, TemplateView):
    """The members of one commune."""

    template_name = "wagtailadmin/team/team.html"

    def get_context_data(self, **kwargs):
        roles = roles_in(self.branch)
        lines = [(member, roles[member.pk].label) for member in members(self.branch)]
        return super().get_context_data(lines=lines, **kwargs)


class InviteView(TeamMixin, FormView):
    """Invite somebody."""

    template_name = "wagtailadmin/team/invite.html"
    form_class = GuestForm
    below = [{"url": "", "label": gettext_lazy("Invite somebody")}]

    def form_valid(self, form):
        try:
            invitation = invite(self.branch, form.guest(), self.request.user)
        except CannotInvite as error:
            form.add_error("email", str(error))
            return self.form_invalid(form)
        return self.show_link(invitation)


class OfMemberMixin(TeamMixin):
    """A view of one member of the team."""

    @cached_property
    def member(self):
        """Her account, if she is of this team and not of the federation."""
        return get_object_or_404(members(self.branch), pk=self.kwargs["user_id"])

    @property
    def below(self):
        return [{"url": "", "label": str(self.member)}]


class MemberView(OfMemberMixin, FormView):
    """One member: her role, her link, how she leaves."""

    template_name = "wagtailadmin/team/member.html"
    form_class = RoleForm

    def get_initial(self):
        return {"role": roles_in(self.branch)[self.member.pk]}

    def get_context_data(self, **kwargs):
        has_factor = factor.phone_of(self.member) is not None
        return super().get_context_data(member=self.member, has_factor=has_factor, **kwargs)

    def form_valid(self, form):
        try:
            change_role(self.branch, self.member, form.cleaned_data["role"], self.request.user)
        except LastDirector as error:
            form.add_error("role", str(error))
            return self.form_invalid(form)
        said = _("%(name)s has another role now: %(role)s.")
        role = form.cleaned_data["role"].label
        messages.success(self.request, said % {"name": self.member, "role": role})
        return self.to_team()


class RenewView(OfMemberMixin, TemplateView):
    """Make a new link for who has not entered yet."""

    http_method_names = ["post"]

    def post(self, request, **kwargs):
        try:
            return self.show_link(renew(self.branch, self.member, request.user))
        except CannotInvite as error:
            messages.error(request, str(error))
            return self.to_team()


class RemoveView(OfMemberMixin, View):
    """Take a member out of the team."""

    http_method_names = ["post"]

    def post(self, request, **kwargs):
        try:
            remove(self.branch, self.member, request.user)
        except LastDirector as error:
            messages.error(request, str(error))
            return self.to_team()
        said = _("%(name)s is no longer in the team.") % {"name": self.member}
        messages.success(request, said)
        return redirect("wagtailadmin_home") if self.member == request.user else self.to_team()


class TeamMenuItem(MenuItem):
    """The entry of the menu, for who directs a team."""

    def is_shown(self, request):
        """Return whether there is a team to look after."""
        return directed_by(request.user).exists()


def menu_item():
    """Return the entry of the menu."""
    return TeamMenuItem(
        gettext_lazy("Team"), reverse("centre_team"), name="team", icon_name="group", order=850
    )


def name_acts(actions) -> None:
    """Name in histories what is done to a member of a team."""
    actions.register_action(INVITE, gettext_lazy("Invite"), gettext_lazy("Invited into the team"))
    actions.register_action(JOIN, gettext_lazy("Join"), gettext_lazy("Joined the team"))
    actions.register_action(
        CHANGE_ROLE, gettext_lazy("Change the role"), gettext_lazy("Role changed")
    )
    actions.register_action(LEAVE, gettext_lazy("Remove"), gettext_lazy("Removed from the team"))


urlpatterns = [
    path("equipe/", TeamsView.as_view(), name="centre_team"),
    path("equipe/<int:branch_id>/", TeamView.as_view(), name="centre_team_of"),
    path("equipe/<int:branch_id>/inviter/", InviteView.as_view(), name="centre_team_invite"),
    path("equipe/<int:branch_id>/<int:user_id>/", MemberView.as_view(), name="centre_team_member"),
    path(
        "equipe/<int:branch_id>/<int:user_id>/lien/",
        RenewView.as_view(),
        name="centre_team_renew",
    ),
    path(
        "equipe/<int:branch_id>/<int:user_id>/retirer/",
        RemoveView.as_view(),
        name="centre_team_remove",
    ),
]
