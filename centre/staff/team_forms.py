"""The forms of the team screen."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from centre.models import Role
from centre.tenancy.invitations import Guest

ROLE_HELP = _(
    "The director runs the site and the team. The editor writes and publishes. The events officer "
    "writes the agenda, which the director publishes. The partner proposes drafts."
)


class RoleForm(forms.Form):
    """Which role a member has."""

    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, initial=Role.EDITOR, help_text=ROLE_HELP
    )

    def clean_role(self):
        """Return the role itself."""
        return Role(self.cleaned_data["role"])


class GuestForm(RoleForm):
    """Whom to invite, and as what."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=get_user_model()._meta.get_field("first_name").max_length,
    )
    last_name = forms.CharField(
        label=_("Name"),
        max_length=get_user_model()._meta.get_field("last_name").max_length,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=get_user_model()._meta.get_field("username").max_length,
        help_text=_("Her own, which nobody else reads: she enters with it."),
    )

    field_order = ["first_name", "last_name", "email", "role"]

    def clean(self):
        """Refuse what no account could be made of."""
        cleaned = super().clean()
        if not self.errors and (sentence := self.guest().problem()):
            self.add_error("email", sentence)
        return cleaned

    def guest(self) -> Guest:
        """Return who was typed."""
        return Guest(**{name: self.cleaned_data[name] for name in self.field_order})
