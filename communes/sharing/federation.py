"""The screen of who offers: to whom a page goes, who shows it, who declined."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, ListingButton
from wagtail.models import Page

from communes.models import Offer, SharedPage
from communes.sharing import acts
from communes.sharing.forms import ALL, SOME, ShareForm
from communes.sharing.placing import may_be_shared, problem_of


class FederationOnlyMixin:
    """A view for the federation alone."""

    def setup(self, request, **kwargs):
        super().setup(request, **kwargs)
        if not request.user.is_superuser:
            raise PermissionDenied


class ShareView(FederationOnlyMixin, WagtailAdminTemplateMixin, FormView):
    """Offer one page, and see what became of it."""

    template_name = "wagtailadmin/sharing/share.html"
    form_class = ShareForm
    header_icon = "globe"
    page_title = gettext_lazy("Offer to the communes")

    def setup(self, request, page_id):
        super().setup(request, page_id=page_id)
        self.page = get_object_or_404(Page, pk=page_id)
        self.shared = SharedPage.objects.filter(source=self.page).first()
        if self.shared is None and not may_be_shared(self.page):
            raise Http404

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        editor = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": editor, "label": self.page.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def get_initial(self):
        return {"reach": ALL if self.shared is None or self.shared.to_all else SOME}

    @cached_property
    def offers(self):
        """What was offered, by the name of the commune."""
        offers = Offer.objects.filter(shared=self.shared) if self.shared else Offer.objects.none()
        return offers.with_pages().select_related("seen_by").order_by("branch__commune__name")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            page=self.page, shared=self.shared, offers=self.offers, **kwargs
        )

    def form_valid(self, form):
        """Offer it, unless the communes could not show it."""
        if not may_be_shared(self.page):
            form.add_error(None, _("Publish the page first: there is nothing to offer yet."))
        elif problem := problem_of(self.page):
            form.add_error(None, problem)
        if form.errors:
            return self.form_invalid(form)
        made = acts.share(self.page, form.branches, self.request.user, to_all=form.to_all)
        messages.success(self.request, _said(len(made)))
        return redirect("communes_share", self.page.pk)


def _said(count: int) -> str:
    if not count:
        return _("Noted. Each of these communes had the offer already.")
    words = ngettext("Offered to %(count)d commune.", "Offered to %(count)d communes.", count)
    return words % {"count": count}


class WithdrawView(FederationOnlyMixin, View):
    """Take back a page from one commune, or from all."""

    http_method_names = ["post"]

    def post(self, request, page_id, offer_id=None):
        shared = get_object_or_404(SharedPage, source=page_id)
        if offer_id is None:
            acts.withdraw_all(shared, request.user)
        else:
            acts.withdraw(get_object_or_404(Offer, pk=offer_id, shared=shared), request.user)
        messages.success(request, _("Taken back. The communes that show it choose what they keep."))
        return redirect("communes_share", page_id)


def _may_offer(page, user) -> bool:
    return user.is_superuser and may_be_shared(page)


def listing_buttons(page, user, next_url=None):
    """Add the way to the screen to the row of a page of the federation."""
    if _may_offer(page, user):
        yield ListingButton(
            _("Offer to the communes"),
            url=reverse("communes_share", args=[page.pk]),
            icon_name="globe",
            priority=40,
        )


def header_buttons(page, user, view_name, next_url=None):
    """Add it to the menu beside the title."""
    if _may_offer(page, user):
        address = reverse("communes_share", args=[page.pk])
        yield Button(_("Offer to the communes"), url=address, icon_name="globe", priority=40)


urlpatterns = [
    path("partage/<int:page_id>/", ShareView.as_view(), name="communes_share"),
    path("partage/<int:page_id>/retirer/", WithdrawView.as_view(), name="communes_withdraw_all"),
    path(
        "partage/<int:page_id>/retirer/<int:offer_id>/",
        WithdrawView.as_view(),
        name="communes_withdraw",
    ),
]
