"""The team screen: a director sees, invites, changes and removes the members of her commune."""

from django.utils.translation import gettext_lazy as _

from centre.tenancy.invitations import CHANGE_ROLE, INVITE, JOIN, LEAVE


def name_acts(actions) -> None:
    """Name in histories what is done to a member of a team."""
    actions.register_action(INVITE, _("Invite"), _("Invited into the team"))
    actions.register_action(JOIN, _("Join"), _("Joined the team"))
    actions.register_action(CHANGE_ROLE, _("Change the role"), _("Role changed"))
    actions.register_action(LEAVE, _("Remove"), _("Removed from the team"))
