from communes.models.federation_home_page import FederationHomePage
from communes.models.partner_commune_index_page import PartnerCommuneIndexPage
from communes.models.partner_commune_page import (
    ActionStatus,
    PartnerCommunePage,
    PartnerStatus,
    PlanAction,
    PlanDocument,
)

__all__ = [
    "ActionStatus",
    "FederationHomePage",
    "PartnerCommuneIndexPage",
    "PartnerCommunePage",
    "PartnerStatus",
    "PlanAction",
    "PlanDocument",
]
