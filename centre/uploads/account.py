"""The account page of staff, where the picture of oneself is sent."""

from wagtail.admin.views import account

from centre.uploads.forms import AvatarForm


class AvatarPanel(account.AvatarSettingsPanel):
    """Takes the picture through the same door as every other."""

    form_class = AvatarForm


class AccountView(account.AccountView):
    """Wagtail's account page, whose own form answers 500 to a damaged picture."""

    def get_panels(self):
        """Return the panels, with ours for the picture."""
        return [
            AvatarPanel(panel.request, panel.user, panel.profile)
            if isinstance(panel, account.AvatarSettingsPanel)
            else panel
            for panel in super().get_panels()
        ]
