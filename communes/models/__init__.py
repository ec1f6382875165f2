from communes.models.carried_object import CarriedObject
from communes.models.federation_home_page import FederationHomePage
from communes.models.offer import PAUSED, Offer, OfferStatus, SharedPage
from communes.models.partner_commune_index_page import PartnerCommuneIndexPage
from communes.models.partner_commune_page import (
    ActionStatus,
    PartnerCommunePage,
    PartnerStatus,
    PlanAction,
    PlanDocument,
)

__all__ = [
    "PAUSED",
    "ActionStatus",
    "CarriedObject",
    "FederationHomePage",
    "Offer",
    "OfferStatus",
    "PartnerCommuneIndexPage",
    "PartnerCommunePage",
    "PartnerStatus",
    "PlanAction",
    "PlanDocument",
    "SharedPage",
]
