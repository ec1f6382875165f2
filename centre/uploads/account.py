"""The account page of staff, where the picture of oneself is sent."""

from wagtail.admin.views import account

from centre.uploads.forms import AvatarForm


class AvatarPanel(account.AvatarSettingsPanel):
    """Takes the picture like every other, and says why one is refused."""

    form_class = AvatarForm
    template_name = account.BaseSettingsPanel.template_name


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
