"""Two communes, each with one object of every owned model."""

import datetime as dt

import pytest

from centre.models import DailyCount, Role
from centre.tenancy.policy import owned_models
from communes.models import Offer, SharedPage
from events.models import AttendanceReport, Enrolment, RegisterDeclaration
from services.models import HelpLine, Organisation, Place, PublicHoliday
from tests.factories import (
    AwarenessEventPageFactory,
    EnrolmentFactory,
    HelpLineFactory,
    OrganisationFactory,
    PlaceFactory,
    PublicHolidayFactory,
    RegisterDeclarationFactory,
    TrainingCoursePageFactory,
    make_user,
)

MAKERS = {
    HelpLine: lambda branch, name: HelpLineFactory(branch=branch, label=name),
    Organisation: lambda branch, name: OrganisationFactory(branch=branch, name=name),
    Place: lambda branch, name: PlaceFactory(branch=branch, name=name),
    PublicHoliday: lambda branch, name: PublicHolidayFactory(
        branch=branch, name=name, date=dt.date(2026, 6, 1)
    ),
    AttendanceReport: lambda branch, name: AttendanceReport.objects.create(
        branch=branch, event=AwarenessEventPageFactory(branch=branch), method="paper", note=name
    ),
    Enrolment: lambda branch, name: EnrolmentFactory(
        course=TrainingCoursePageFactory(branch=branch), name=name
    ),
    DailyCount: lambda branch, name: DailyCount.objects.create(
        branch=branch,
        page=AwarenessEventPageFactory(branch=branch, title=name),
        date=dt.date(2026, 6, 1),
    ),
    RegisterDeclaration: lambda branch, name: RegisterDeclarationFactory(
        branch=branch, reference=name
    ),
    Offer: lambda branch, name: Offer.objects.create(
        branch=branch, shared=SharedPage.objects.create(title=name)
    ),
}

HERS = "Le nôtre"
FOREIGN = "Secret de Zio"


@pytest.fixture
def hers(branch):
    """What Ogou 1 owns: an object by model."""
    return {model: MAKERS[model](branch, HERS) for model in owned_models()}


@pytest.fixture
def foreign(other_branch):
    """What Zio 1 owns: an object by model."""
    return {model: MAKERS[model](other_branch, FOREIGN) for model in owned_models()}


@pytest.fixture(params=list(Role), ids=lambda role: role.name)
def role(request):
    return request.param


@pytest.fixture
def staff(client, branch, role):
    """A browser in which somebody of Ogou 1 is logged in."""
    client.force_login(make_user(branch, role))
    return client
