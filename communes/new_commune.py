"""The screen on which the federation makes a new commune."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.menu import AdminOnlyMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from communes.new_commune_form import NewCommuneForm
from communes.next_steps import hand_over, mail_steps
from communes.plan import portal
from communes.provisioning import Refused, provision


class NewCommuneView(WagtailAdminTemplateMixin, FormView):
    """Ask, make the commune, and say what to do next. For the federation alone."""

    template_name = "wagtailadmin/communes/new_commune.html"
    form_class = NewCommuneForm
    header_icon = "site"
    page_title = _("New commune")

    def setup(self, request):
        super().setup(request)
        if not request.user.is_superuser:
            raise PermissionDenied

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"parent": portal() or Page.get_first_root_node()}

    def form_valid(self, form):
        try:
            outcome = provision(form.plan, timezone.localdate(), self.request.user)
        except Refused as refused:
            # Somebody else was faster than the check of the form.
            form.blame(refused.problems)
            return self.form_invalid(form)
        # Sent while the answer is shown: nobody waits for a mail server to write.
        steps = SimpleLazyObject(partial(hand_over, outcome, form.plan.host))
        is_sent = SimpleLazyObject(partial(mail_steps, outcome, steps, self.request.user.email))
        context = self.get_context_data(outcome=outcome, steps=steps, is_sent=is_sent)
        return TemplateResponse(
            self.request, "wagtailadmin/communes/new_commune_done.html", context
        )


def menu_item():
    """Return the entry of the menu, which the federation alone sees."""
    return AdminOnlyMenuItem(
        _("New commune"), reverse("new_commune"), name="new-commune", icon_name="site", order=860
    )


urlpatterns = [path("nouvelle-commune/", NewCommuneView.as_view(), name="new_commune")]
