"""The staff area of the directory: what is not a page."""

import django_filters
from django.forms import RadioSelect
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.admin.viewsets.base import ViewSetGroup

from centre.models import Commune, Language
from centre.tenancy.choosers import BranchChooserViewSet
from centre.tenancy.viewsets import BranchFilterSet, BranchViewSet, FederationViewSet
from services.directory_panels import (
    COMMUNE_EDIT_HANDLER,
    LANGUAGE_EDIT_HANDLER,
    NEED_EDIT_HANDLER,
    ORGANISATION_EDIT_HANDLER,
    PLACE_EDIT_HANDLER,
    PUBLIC_HOLIDAY_EDIT_HANDLER,
)
from services.help_lines import HelpLineViewSet
from services.models import (
    LocationType,
    Need,
    Organisation,
    OrganisationKind,
    Place,
    PublicHoliday,
    Visibility,
)


def choice_filter(label, choices):
    """Return a filter by one of ``choices``, or none."""
    return django_filters.ChoiceFilter(
        label=label, choices=choices, empty_label=_("All"), widget=RadioSelect
    )


class PlaceFilterSet(BranchFilterSet):
    """The filters of the list of places."""

    visibility = choice_filter(_("Visibility"), Visibility)
    location_type = choice_filter(_("Type"), LocationType)

    class Meta:
        model = Place
        fields = []


class PlaceViewSet(BranchViewSet):
    """The places."""

    model = Place
    icon = "thumbtack"
    add_item_label = _("Add a place")
    edit_handler = PLACE_EDIT_HANDLER
    filterset_class = PlaceFilterSet
    search_fields = ["name", "alternate_name", "town"]
    list_display = [
        "name",
        "town",
        "visibility",
        "location_type",
        UpdatedAtColumn(label=_("Changed")),
    ]
    inspect_view_fields = [
        "name",
        "alternate_name",
        "location_type",
        "visibility",
        "transportation",
        "address_1",
        "address_2",
        "town",
        "canton",
        "latitude",
        "longitude",
        "accessibility",
        "entrance_photo",
    ]
    list_export = [
        "name",
        "alternate_name",
        "get_visibility_display",
        "town",
        "canton",
        "address_1",
        "address_2",
        "transportation",
        "accessibility",
    ]
    export_headings = {"get_visibility_display": _("Visibility")}
    export_filename = "lieux"


class OrganisationFilterSet(BranchFilterSet):
    """The filters of the list of organisations."""

    kind = choice_filter(_("Kind"), OrganisationKind)

    class Meta:
        model = Organisation
        fields = []


class OrganisationViewSet(BranchViewSet):
    """The organisations. The contact person is for the editor only."""

    model = Organisation
    icon = "group"
    add_item_label = _("Add an organisation")
    edit_handler = ORGANISATION_EDIT_HANDLER
    filterset_class = OrganisationFilterSet
    search_fields = ["name", "alternate_name", "town"]
    list_display = ["name", "kind", "town", "role_in_project", UpdatedAtColumn(label=_("Changed"))]
    inspect_view_fields = [
        "name",
        "alternate_name",
        "kind",
        "description",
        "website",
        "email",
        "town",
        "country",
        "role_in_project",
        "logo",
    ]
    list_export = [
        "name",
        "alternate_name",
        "get_kind_display",
        "role_in_project",
        "website",
        "email",
        "town",
        "country",
    ]
    export_headings = {"get_kind_display": _("Kind")}
    export_filename = "organisations"


def day_of(holiday) -> str:
    """Return the date of a holiday with its weekday."""
    return date_format(holiday.date, "l j F Y")


class PublicHolidayFilterSet(BranchFilterSet):
    """The filters of the list of public holidays."""

    date = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = PublicHoliday
        fields = []


class PublicHolidayViewSet(BranchViewSet):
    """The public holidays."""

    model = PublicHoliday
    icon = "calendar-alt"
    add_item_label = _("Add a public holiday")
    edit_handler = PUBLIC_HOLIDAY_EDIT_HANDLER
    filterset_class = PublicHolidayFilterSet
    search_fields = ["name"]
    list_display = ["name", Column("date", label=_("Date"), accessor=day_of, sort_key="date")]
    inspect_view_fields = ["name", "date"]
    list_export = ["date", "name"]
    export_filename = "jours-feries"


class NeedViewSet(FederationViewSet):
    """The needs, dragged into their order."""

    model = Need
    icon = "help"
    add_item_label = _("Add a need")
    edit_handler = NEED_EDIT_HANDLER
    sort_order_field = "sort_order"
    search_fields = ["title", "hint"]
    list_display = ["title", "hint", "slug"]


class LanguageViewSet(FederationViewSet):
    """The languages, dragged into their order."""

    model = Language
    icon = "openquote"
    add_item_label = _("Add a language")
    edit_handler = LANGUAGE_EDIT_HANDLER
    sort_order_field = "sort_order"
    search_fields = ["name", "autonym", "code"]
    list_display = [
        "name",
        "autonym",
        "code",
        BooleanColumn("autonym_confirmed", label=_("Name confirmed")),
    ]


class CommuneViewSet(FederationViewSet):
    """The communes of the country."""

    model = Commune
    icon = "globe"
    add_item_label = _("Add a commune")
    edit_handler = COMMUNE_EDIT_HANDLER
    search_fields = ["name", "prefecture", "chief_town", "code"]
    list_filter = ["region"]
    list_display = ["name", "region", "prefecture", "chief_town", "population_2022"]


class DirectoryViewSetGroup(ViewSetGroup):
    """The menu of the directory."""

    menu_label = _("Directory")
    menu_icon = "clipboard-list"
    menu_order = 150
    # An upper floor adds its reference lists here.
    submenu_hook = "register_directory_menu_item"
    items = (
        PlaceViewSet(),
        OrganisationViewSet(),
        HelpLineViewSet(),
        PublicHolidayViewSet(),
        NeedViewSet(),
        LanguageViewSet(),
        CommuneViewSet(),
    )


class PlaceChooserViewSet(BranchChooserViewSet):
    """Choose a place."""

    model = Place
    icon = "thumbtack"
    choose_one_text = _("Choose a place")
    choose_another_text = _("Choose another place")
    edit_item_text = _("Edit this place")


class OrganisationChooserViewSet(BranchChooserViewSet):
    """Choose an organisation."""

    model = Organisation
    icon = "group"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    edit_item_text = _("Edit this organisation")
