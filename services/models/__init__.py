from services.models.help_line import HelpLine, HelpLinePurpose
from services.models.need import Need, NeedRecording
from services.models.opening import (
    ExceptionalHours,
    OpeningHours,
    PlaceOpeningHours,
    PublicHoliday,
    ServiceOpeningHours,
    Weekday,
)
from services.models.organisation import Organisation, OrganisationKind, OrganisationPhone
from services.models.phone import Phone, PhoneType
from services.models.place import LocationType, Place, PlacePhone, Visibility
from services.models.service_index_page import ServiceIndexPage
from services.models.service_page import (
    CostOption,
    RequiredDocument,
    ServiceAtLocation,
    ServicePage,
    ServicePhone,
    ServiceStatus,
)

__all__ = [
    "CostOption",
    "ExceptionalHours",
    "HelpLine",
    "HelpLinePurpose",
    "LocationType",
    "Need",
    "NeedRecording",
    "OpeningHours",
    "Organisation",
    "OrganisationKind",
    "OrganisationPhone",
    "Phone",
    "PhoneType",
    "Place",
    "PlaceOpeningHours",
    "PlacePhone",
    "PublicHoliday",
    "RequiredDocument",
    "ServiceAtLocation",
    "ServiceIndexPage",
    "ServiceOpeningHours",
    "ServicePage",
    "ServicePhone",
    "ServiceStatus",
    "Visibility",
    "Weekday",
]
