"""The staff area of the register: shown where a commune declared it, to who works with it."""

from functools import wraps

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.forms import RadioSelect
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import BooleanColumn, Column, StatusTagColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import Button, HeaderButton, ListingButton
from wagtail.permissions import policy_registry
from wagtail.utils.urlpatterns import decorate_urlpatterns

from centre.staff.buttons import post_attributes
from centre.tenancy.viewsets import (
    BranchDeleteView,
    BranchEditView,
    BranchFilterSet,
    BranchIndexView,
    BranchViewSet,
)
from events.models import Enrolment, EnrolmentStatus, RegisterDeclaration, TrainingCoursePage
from events.register.acts import cancel, confirm, hold_course, promote
from events.register.staff_form import DECLARATION_EDIT_HANDLER, ENROLMENT_EDIT_HANDLER

# A spreadsheet reads what begins so as a formula, and a name came from anybody.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: str) -> str:
    """Return what somebody wrote as a spreadsheet shows it and never computes it."""
    return f"'{value}" if value.startswith(FORMULA) else value


def policy():
    """Return who may do what with enrolments."""
    return policy_registry.get_by_type(Enrolment)


def where_there_is_one(view):
    """Make ``view`` answer 404 to who has no register: it does not exist for her."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not policy().user_has_permission(request.user, "view"):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _hers(user, action, pk) -> Enrolment:
    return get_object_or_404(policy().instances_user_has_permission_for(user, action), pk=pk)


@require_POST
def confirm_enrolment(request, pk):
    """Answer the button: her place is confirmed."""
    enrolment = _hers(request.user, "change", pk)
    if confirm(enrolment, request.user):
        messages.success(request, gettext("Confirmed: %(enrolment)s.") % {"enrolment": enrolment})
    return redirect(get_valid_next_url_from_request(request) or reverse("enrolment:index"))


@require_POST
def cancel_enrolment(request, pk):
    """Answer the button: she does not come, and who waits gets her place."""
    enrolment = _hers(request.user, "change", pk)
    if cancel(enrolment, request.user):
        messages.success(request, gettext("Cancelled: %(enrolment)s.") % {"enrolment": enrolment})
    return redirect(get_valid_next_url_from_request(request) or reverse("enrolment:index"))


def confirm_buttons(enrolment, kind) -> list:
    """Return the button that confirms ``enrolment`` as a ``kind``, if that is still to be done."""
    if enrolment.status != EnrolmentStatus.PENDING:
        return []
    attributes = post_attributes(reverse("enrolment:confirm", args=[enrolment.pk]))
    return [kind(gettext("Confirm"), icon_name="check", attrs=attributes, priority=5)]


def cancel_buttons(enrolment, kind) -> list:
    """Return the button that cancels ``enrolment`` as a ``kind``, if it is not yet."""
    if enrolment.status == EnrolmentStatus.CANCELLED:
        return []
    attributes = post_attributes(reverse("enrolment:cancel", args=[enrolment.pk]))
    label = gettext("Cancel the registration")
    return [kind(label, icon_name="cross", attrs=attributes, priority=25)]


class EnrolmentFilterSet(BranchFilterSet):
    """The filters of the list of enrolments."""

    course = django_filters.ModelChoiceFilter(
        label=_("Course"), queryset=TrainingCoursePage.objects.none(), empty_label=_("All")
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=EnrolmentStatus, empty_label=_("All"), widget=RadioSelect
    )

    class Meta:
        model = Enrolment
        fields = []

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, request=request, **kwargs)
        hers = policy().instances_user_has_permission_for(request.user, "view")
        courses = TrainingCoursePage.objects.filter(pk__in=hers.order_by().values("course"))
        self.filters["course"].queryset = courses.only("title").order_by("title", "pk")


class EnrolmentIndexView(BranchIndexView):
    """The list of the enrolments of her commune. The director alone takes it away as a file."""

    custom_field_preprocess = {name: {"csv": as_text} for name in ("name", "village")}

    @cached_property
    def may_export(self) -> bool:
        """Whether her role lets her take the register away."""
        return self.permission_policy.user_has_permission(self.request.user, "export")

    @cached_property
    def show_export_buttons(self):
        return self.may_export

    def get_base_queryset(self):
        enrolments = super().get_base_queryset()
        if self.is_export:
            if not self.may_export:
                raise PermissionDenied
            branches = self.permission_policy.branches_for(self.request.user, ["export"])
            enrolments = enrolments.filter(branch__in=branches)
        return enrolments.annotate(course_title=F("course__title"))

    def get_list_buttons(self, instance):
        own = confirm_buttons(instance, ListingButton) if self.may("change", instance) else []
        return own + super().get_list_buttons(instance)

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if self.may("change", instance):
            address = reverse("events_presence", args=[instance.course_id])
            buttons += cancel_buttons(instance, Button)
            buttons.append(Button(gettext("Presence"), url=address, icon_name="group", priority=8))
        return buttons


class EnrolmentEditView(BranchEditView):
    """The editor of an enrolment, with what one does with it."""

    @cached_property
    def header_buttons(self):
        return [
            *confirm_buttons(self.object, HeaderButton),
            *cancel_buttons(self.object, HeaderButton),
        ]

    def post(self, request, *args, **kwargs):
        """Hold the course while the form counts its places and saves."""
        with transaction.atomic():
            hold_course(self.get_object().course_id)
            return super().post(request, *args, **kwargs)


class EnrolmentDeleteView(BranchDeleteView):
    """The deletion of an enrolment, which she may ask for at any time."""

    def form_valid(self, form):
        """Delete it, and let in who waits."""
        course_id = self.object.course_id
        with transaction.atomic():
            response = super().form_valid(form)
            promote(course_id)
        return response


class EnrolmentViewSet(BranchViewSet):
    """The enrolments."""

    model = Enrolment
    icon = "group"
    menu_label = _("Registrations")
    url_prefix = "inscriptions"
    add_item_label = _("Register somebody")
    edit_handler = ENROLMENT_EDIT_HANDLER
    index_view_class = EnrolmentIndexView
    edit_view_class = EnrolmentEditView
    delete_view_class = EnrolmentDeleteView
    filterset_class = EnrolmentFilterSet
    search_fields = ["reference", "name", "phone"]
    list_display = [
        "reference",
        Column("course_title", label=_("Course"), sort_key="course__title", classname="staff-wide"),
        Column("name", label=_("Name"), sort_key="name"),
        Column("persons", label=_("Persons"), sort_key="persons"),
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            sort_key="status",
            primary=lambda enrolment: enrolment.status == EnrolmentStatus.PENDING,
        ),
        Column("channel", label=_("How"), accessor="get_channel_display", classname="staff-wide"),
        BooleanColumn("safe_to_call", label=_("Safe to call")),
    ]
    inspect_view_fields = [
        "reference",
        "course",
        "status",
        "name",
        "persons",
        "phone",
        "safe_to_call",
        "safe_to_leave_message",
        "village",
        "sex",
        "age_band",
        "disability",
        "channel",
        "created_at",
        "consent_version",
        "consented_on",
        "delete_after",
    ]
    list_export = [
        "reference",
        "course_title",
        "name",
        "persons",
        "get_status_display",
        "phone",
        "safe_to_call",
        "safe_to_leave_message",
        "village",
    ]
    export_headings = {"course_title": _("Course"), "get_status_display": _("Status")}
    export_filename = "inscriptions"

    def get_urlpatterns(self):
        patterns = [
            *super().get_urlpatterns(),
            path("confirm/<int:pk>/", confirm_enrolment, name="confirm"),
            path("cancel/<int:pk>/", cancel_enrolment, name="cancel"),
        ]
        return decorate_urlpatterns(patterns, where_there_is_one)


class RegisterDeclarationViewSet(BranchViewSet):
    """The declaration: the director’s, one for a commune."""

    model = RegisterDeclaration
    icon = "key"
    menu_label = _("Declaration")
    url_prefix = "declaration-du-registre"
    add_item_label = _("Declare the register")
    edit_handler = DECLARATION_EDIT_HANDLER
    list_display = ["reference", "declared_on"]
    inspect_view_fields = ["reference", "declared_on"]
    list_export = ["reference", "declared_on"]
    export_filename = "declaration"


class RegisterViewSetGroup(ViewSetGroup):
    """The menu of the register, after that of the agenda."""

    menu_label = _("Register of courses")
    menu_name = "register"
    menu_icon = "group"
    menu_order = 125
    items = (EnrolmentViewSet(), RegisterDeclarationViewSet())
