from home.models.centre_home_page import CentreHomePage, CentrePhone
from home.models.front_page import FrontPage
from home.models.partners_page import PartnersPage
from home.models.standard_page import StandardPage

__all__ = ["CentreHomePage", "CentrePhone", "FrontPage", "PartnersPage", "StandardPage"]
