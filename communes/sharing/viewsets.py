"""The screen of who is offered: what the federation shares, and what one does with it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, StatusTagColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry

from centre.models import Role
from centre.staff.buttons import post_attributes
from centre.tenancy.roles import allow_only
from centre.tenancy.viewsets import (
    BranchEditView,
    BranchFilterSet,
    BranchIndexView,
    BranchViewSet,
)
from communes.models import PAUSED, Offer, OfferStatus
from communes.sharing import acts
from communes.sharing.panels import OFFER_EDIT_HANDLER

WRITERS = (Role.DIRECTOR, Role.EDITOR)
# Offers are made by sharing a page and end with it: nobody adds or deletes one here.
WITHOUT = ("add", "delete", "inspect", "usage")

# By the name of its address: what is done, what the button says, what is answered.
ACTS = {
    "seen": (acts.see, _("I know"), _("Noted: “%(title)s”.")),
    "show": (acts.show, _("Show it"), _("“%(title)s” is on your site.")),
    "decline": (acts.decline, _("Do not show it"), _("“%(title)s” is no longer on your site.")),
    "keep": (acts.keep, _("Keep it as ours"), _("“%(title)s” is a page of yours now.")),
    "remove": (acts.remove, _("Remove it"), _("“%(title)s” is removed.")),
}
ICONS = {"seen": "check", "show": "view", "decline": "cross", "keep": "check", "remove": "bin"}
POSSIBLE = {
    OfferStatus.SHOWN: ["decline"],
    PAUSED: ["decline"],
    OfferStatus.WAITING: ["show", "decline"],
    OfferStatus.DECLINED: ["show"],
    OfferStatus.WITHDRAWN: ["keep", "remove"],
    OfferStatus.KEPT: [],
}


def grant() -> None:
    """Let directors and editors decide; the others have nothing to do with it."""
    for role in Role:
        allow_only(Offer, role, *(["view", "change"] if role in WRITERS else []))


def offers_for(user):
    """Return the offers about which ``user`` may decide."""
    policy = policy_registry.get_by_type(Offer)
    return policy.instances_user_has_permission_for(user, "change")


@require_POST
def answer(request, pk, name):
    """Answer a button; 404 for an offer that is not hers."""
    offer = get_object_or_404(offers_for(request.user).with_pages(), pk=pk)
    act, _label, said = ACTS[name]
    try:
        act(offer, request.user)
    except acts.CannotDo as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said % {"title": offer})
    return redirect(get_valid_next_url_from_request(request) or reverse("offer:index"))


def act_buttons(offer) -> list:
    """Return the buttons of what may be done with ``offer`` now."""
    names = list(POSSIBLE[offer.state])
    if offer.status != OfferStatus.WITHDRAWN and (offer.is_new or offer.has_changed):
        names.insert(0, "seen")
    return [
        HeaderButton(
            str(ACTS[name][1]),
            icon_name=ICONS[name],
            attrs=post_attributes(reverse(f"offer:{name}", args=[offer.pk])),
            priority=order,
        )
        for order, name in enumerate(names)
    ]


def news_of(offer) -> str:
    """Return what the commune should know of ``offer`` and has not said it knows."""
    if offer.status == OfferStatus.WITHDRAWN:
        return gettext("keep it or remove it")
    if offer.is_new:
        return gettext("new")
    return gettext("changed") if offer.has_changed else ""


class OfferFilterSet(BranchFilterSet):
    """The filters of the list, which only who sees several communes needs."""

    class Meta:
        model = Offer
        fields = ["status"]


class OfferIndexView(BranchIndexView):
    """The list of what is shared with her commune."""

    def get_base_queryset(self):
        return super().get_base_queryset().with_pages()


class OfferEditView(BranchEditView):
    """How one offer stands, and the words of the commune."""

    def get_queryset(self):
        return super().get_queryset().with_pages()

    @cached_property
    def header_buttons(self):
        return act_buttons(self.object)


class OfferMenuItem(MenuItem):
    """The entry of the menu, where something is shared."""

    def is_shown(self, request):
        """Return whether there is something to decide about, or to read."""
        return offers_for(request.user).exists()


class OfferViewSet(BranchViewSet):
    """What the federation shares."""

    model = Offer
    icon = "globe"
    menu_label = _("Shared contents")
    menu_order = 160
    menu_item_class = OfferMenuItem
    add_to_admin_menu = True
    url_prefix = "contenus-partages"
    inspect_view_enabled = False
    edit_handler = OFFER_EDIT_HANDLER
    index_view_class = OfferIndexView
    edit_view_class = OfferEditView
    filterset_class = OfferFilterSet
    search_fields = ["shared__title"]
    list_display = [
        "__str__",
        StatusTagColumn(
            "state",
            label=_("Where it stands"),
            accessor="state_in_words",
            primary=lambda offer: offer.state == OfferStatus.SHOWN,
        ),
        BooleanColumn("local_part", label=_("Words of the commune"), classname="staff-wide"),
        Column("news", label=_("To see"), accessor=news_of),
    ]
    list_export = ["branch.commune.name", "shared.title", "state_in_words", "offered_at", "seen_at"]
    export_headings = {
        "branch.commune.name": _("Commune"),
        "shared.title": _("Title"),
        "state_in_words": _("Where it stands"),
    }
    export_filename = "contenus-partages"

    def get_common_view_kwargs(self, **kwargs):
        named = super().get_common_view_kwargs(**kwargs)
        return named | {f"{name}_url_name": None for name in WITHOUT if f"{name}_url_name" in named}

    def get_urlpatterns(self):
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name not in WITHOUT]
        return kept + [
            path(f"{name}/<int:pk>/", partial(answer, name=name), name=name) for name in ACTS
        ]


def name_acts(actions) -> None:
    """Name in histories what becomes of an offer."""
    for name, label, done in (
        (acts.OFFER, _("Offer"), _("Offered by the federation")),
        (acts.SHOW, _("Show it"), _("Shown")),
        (acts.DECLINE, _("Do not show it"), _("Not shown any more")),
        (acts.SEEN, _("I know"), _("Seen")),
        (acts.KEEP, _("Keep it as ours"), _("Kept as a page of the commune")),
        (acts.REMOVE, _("Remove it"), _("Removed")),
        (acts.WITHDRAW, _("Take back"), _("Taken back by the federation")),
    ):
        actions.register_action(name, label, done)
