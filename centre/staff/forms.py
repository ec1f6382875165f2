"""The forms by which one enters the staff area."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


class LoginForm(WagtailLoginForm):
    """Name and password. Wagtail leaves the label of the password to its English name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        # The labels say it already, and on a phone a longer repetition is cut off.
        for name in ("username", "password"):
            del self.fields[name].widget.attrs["placeholder"]
