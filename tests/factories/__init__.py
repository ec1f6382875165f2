"""Make valid objects in one line; each test names only what it is about.

Data is neutral and the same on every run. Whatever belongs to a commune takes ``branch=``
(default: the branch of Ogou 1, made when it does not exist). Related rows and many-to-many
values are given to the factory: ``ServicePageFactory(needs=[need], phones=[phone(ServicePhone)])``.
Every object passes ``centre.validation.validate_whole``.
"""

from tests.factories.centre import (
    PASSWORD,
    CommuneFactory,
    ImageFactory,
    LanguageFactory,
    make_branch,
    make_superuser,
    make_user,
)
from tests.factories.events import (
    AwarenessEventPageFactory,
    EventIndexPageFactory,
    ProgrammeIndexPageFactory,
    ProgrammePageFactory,
    ThemeFactory,
    TrainingCoursePageFactory,
    agenda,
    change,
    on,
    programmes,
    weekly,
)
from tests.factories.home import (
    CentreHomePageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PartnersPageFactory,
    StandardPageFactory,
    news_index,
)
from tests.factories.register import EnrolmentFactory, RegisterDeclarationFactory
from tests.factories.services import (
    HelpLineFactory,
    NeedFactory,
    OrganisationFactory,
    PlaceFactory,
    PublicHolidayFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
    at_place,
    phone,
    service_index,
    week_hours,
)

__all__ = [
    "PASSWORD",
    "AwarenessEventPageFactory",
    "CentreHomePageFactory",
    "CommuneFactory",
    "EnrolmentFactory",
    "EventIndexPageFactory",
    "HelpLineFactory",
    "ImageFactory",
    "LanguageFactory",
    "NeedFactory",
    "NewsIndexPageFactory",
    "NewsPageFactory",
    "OrganisationFactory",
    "PartnersPageFactory",
    "PlaceFactory",
    "ProgrammeIndexPageFactory",
    "ProgrammePageFactory",
    "PublicHolidayFactory",
    "RegisterDeclarationFactory",
    "ServiceIndexPageFactory",
    "ServicePageFactory",
    "StandardPageFactory",
    "ThemeFactory",
    "TrainingCoursePageFactory",
    "agenda",
    "at_place",
    "change",
    "make_branch",
    "make_superuser",
    "make_user",
    "news_index",
    "on",
    "phone",
    "programmes",
    "service_index",
    "week_hours",
    "weekly",
]
