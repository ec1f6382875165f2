"""The pages of the second factor: show it, set it up, make new codes, remove it."""

from base64 import b32encode

import segno
from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin.utils import get_valid_next_url_from_request

from centre.staff.access import entry, factor, journal
from centre.staff.access.forms import AnyCodeForm, PhoneCodeForm, too_soon

SETTINGS = reverse_lazy("centre_factor_settings")
FEW_CODES = 3


class CodeMixin:
    """A page on which a code is typed."""

    def attempt(self, form, act):
        """Return what ``act`` makes of the code, ``None`` when it is refused, and say why."""
        try:
            return act(form.cleaned_data["code"])
        except factor.TooSoon as error:
            form.add_error("code", too_soon(error.seconds))
        except factor.WrongCode:
            if not self.was_in:
                journal.note_wrong_code(self.request.user)
            form.add_error("code", _("This code is not right, or has served already."))
        return None

    def let_in(self, was_in: bool) -> None:
        """Note the sign-in, if this code was the last thing missing."""
        if not was_in:
            entry.enter(self.request, self.request.user)

    @cached_property
    def was_in(self) -> bool:
        """Whether she was in before this page."""
        return factor.is_proven(self.request.session, self.request.user)


class CodeView(CodeMixin, FormView):
    """Ask for the code after the password, and again before the second factor is changed."""

    template_name = "wagtailadmin/access/code.html"
    form_class = AnyCodeForm

    def dispatch(self, request, *args, **kwargs):
        """Ask nothing of who has no second factor."""
        if factor.phone_of(request.user) is None:
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        way_back = get_valid_next_url_from_request(self.request)
        return super().get_context_data(next=way_back, was_in=self.was_in, **kwargs)

    def form_valid(self, form):
        user, was_in = self.request.user, self.was_in
        if self.attempt(form, self._prove) is None:
            return self.form_invalid(form)
        self.let_in(was_in)
        if len(form.cleaned_data["code"]) == factor.RECOVERY_DIGITS:
            messages.warning(self.request, used_one(factor.codes_left(user)))
        way_back = get_valid_next_url_from_request(self.request)
        return redirect(way_back or reverse("wagtailadmin_home"))

    def _prove(self, code: str) -> bool:
        factor.prove(self.request, self.request.user, code)
        return True


class FreshMixin:
    """A page that changes the second factor: who has one shows it again first."""

    def dispatch(self, request, *args, **kwargs):
        """Lead to the code, and from there back here."""
        if factor.phone_of(request.user) and not factor.is_fresh(request.session):
            query = urlencode({"next": request.path})
            return redirect(f"{reverse('centre_factor')}?{query}")
        return super().dispatch(request, *args, **kwargs)

    def show_codes(self, codes: list[str]):
        """Show the recovery codes, this once."""
        half = factor.RECOVERY_DIGITS // 2
        context = {
            "codes": [f"{code[:half]} {code[half:]}" for code in codes],
            "user_name": self.request.user.get_username(),
        }
        return TemplateResponse(self.request, "wagtailadmin/access/codes.html", context)


class PhoneView(CodeMixin, FreshMixin, FormView):
    """Set a telephone up: the square to scan, the key to type, one code to confirm."""

    template_name = "wagtailadmin/access/phone.html"
    form_class = PhoneCodeForm

    def get_context_data(self, **kwargs):
        phone = factor.pending_phone(self.request)
        key = b32encode(phone.bin_key).decode()
        square = segno.make(phone.config_url, error="m", micro=False)
        return super().get_context_data(
            square=square.svg_data_uri(scale=4, border=3, dark="#000", light="#fff"),
            config_url=phone.config_url,
            key=[key[start : start + 4] for start in range(0, len(key), 4)],
            is_new=factor.phone_of(self.request.user) is None,
            was_in=self.was_in,
            **kwargs,
        )

    def form_valid(self, form):
        user, was_in = self.request.user, self.was_in
        codes = self.attempt(form, lambda code: factor.set_up(self.request, code))
        if codes is None:
            return self.form_invalid(form)
        journal.note_factor(user, journal.SET_UP, user)
        self.let_in(was_in)
        return self.show_codes(codes)


class SettingsView(TemplateView):
    """What her account has, and what may be changed."""

    template_name = "wagtailadmin/access/settings.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            phone=factor.phone_of(user),
            left=factor.codes_left(user),
            is_required=factor.is_required(user),
            **kwargs,
        )


class OfPhoneMixin(FreshMixin):
    """A page for who has a second factor."""

    def dispatch(self, request, *args, **kwargs):
        """Lead who has none to where it is set up."""
        if factor.phone_of(request.user) is None:
            return redirect(SETTINGS)
        return super().dispatch(request, *args, **kwargs)


class CodesView(OfPhoneMixin, TemplateView):
    """Make new recovery codes."""

    template_name = "wagtailadmin/access/new_codes.html"

    def post(self, request, **kwargs):
        """Make them and show them."""
        codes = factor.new_codes(request.user)
        journal.note_factor(request.user, journal.NEW_CODES, request.user)
        return self.show_codes(codes)


class RemoveView(OfPhoneMixin, TemplateView):
    """Remove one's own second factor, where it is not required."""

    template_name = "wagtailadmin/access/remove.html"

    def dispatch(self, request, *args, **kwargs):
        """Refuse it to who may not enter without."""
        if factor.is_required(request.user):
            messages.error(request, _("Your role asks for two-step validation."))
            return redirect(SETTINGS)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, **kwargs):
        """Remove it."""
        factor.remove(request.user)
        journal.note_factor(request.user, journal.REMOVED, request.user)
        messages.success(request, _("Two-step validation is removed."))
        return redirect(SETTINGS)


def used_one(left: int) -> str:
    """Say how many recovery codes are left, and what to do about it."""
    said = ngettext(
        "This recovery code serves no more. You have %(count)s left.",
        "This recovery code serves no more. You have %(count)s left.",
        left,
    ) % {"count": left}
    if left > FEW_CODES:
        return said
    return said + " " + _("Make new ones: your account, Two-step validation.")


def account_menu_item(request) -> dict:
    """Return the line of the account page that leads here."""
    return {
        "url": SETTINGS,
        "label": _("Two-step validation"),
        "help_text": _("Your telephone confirms that it is you, and recovery codes."),
    }


urlpatterns = [
    path("validation/", CodeView.as_view(), name="centre_factor"),
    path("validation/telephone/", PhoneView.as_view(), name="centre_factor_phone"),
    path("validation/reglages/", SettingsView.as_view(), name="centre_factor_settings"),
    path("validation/codes/", CodesView.as_view(), name="centre_factor_codes"),
    path("validation/retirer/", RemoveView.as_view(), name="centre_factor_remove"),
]
