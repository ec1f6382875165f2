"""A commune full of secrets, one in every place that the public must not read."""

import datetime as dt
from io import StringIO

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Comment, Page, PageViewRestriction

from centre.models import Role
from events.models import (
    Announcement,
    AttendanceReport,
    CountMethod,
    EventPage,
    EventPartner,
    SessionAttendance,
)
from services.models import Place, PlacePhone, Visibility
from tests.factories import (
    AwarenessEventPageFactory,
    EnrolmentFactory,
    HelpLineFactory,
    ImageFactory,
    OrganisationFactory,
    PartnersPageFactory,
    PlaceFactory,
    RegisterDeclarationFactory,
    ServicePageFactory,
    StandardPageFactory,
    TrainingCoursePageFactory,
    make_user,
    on,
)
from tests.isolation.planted import PRIVATE, Secrets

DRAFTED = ("title", "introduction", "neutral_title", "seo_title", "search_description")
# Its name is told, so that one knows what to ask for on the phone.
HIDDEN_PLACE = "alternate_name accessibility town"
WHEREABOUTS = "address_1 address_2 canton transportation alternate_name accessibility"


def soon(days=10):
    return on(timezone.localdate() + dt.timedelta(days=days), "09:00", "12:00")


class Planting:
    """What stands in the commune, and the secrets in it."""

    def __init__(self, branch):
        self.branch = branch
        self.secrets = Secrets()
        self.staff = {role: make_user(branch, role) for role in Role}
        self.place = PlaceFactory(branch=branch, name="Case de santé")
        self.confidential = self._hidden_place(confidential=True)
        self.on_request = self._hidden_place(visibility=Visibility.ON_REQUEST)
        self.picture = ImageFactory(branch=branch)
        self.organisation = OrganisationFactory(branch=branch, name="Maison des femmes")
        self.service = ServicePageFactory(
            branch=branch,
            title="Actes de naissance",
            image=self.picture,
            image_alt="Une table",
            organization=self.organisation,
            places=[self.place, self.confidential, self.on_request],
        )
        self.line = HelpLineFactory(branch=branch)
        self.event = AwarenessEventPageFactory(
            branch=branch, title="Causerie", dates=[soon()], place=self.confidential,
            partners=[EventPartner(organisation=self.organisation, role="organise")],
        )  # fmt: skip
        self.course = TrainingCoursePageFactory(
            branch=branch, title="Couture", dates=[soon()], maximum_attendee_capacity=20,
            place=self.on_request,
        )  # fmt: skip
        self.pages = [
            branch.root_page.specific,
            self.service,
            self.service.get_parent().specific,
            self.event,
            self.event.get_parent().specific,
            self.course,
            StandardPageFactory(branch=branch),
            PartnersPageFactory(branch=branch),
        ]
        self._plant_private_fields()
        self._plant_places()
        self._plant_drafts()
        self._plant_unpublished()
        self._plant_remarks()
        self._plant_sensitive()
        # What follows a commit, and a test commits nothing.
        for command in ("make_renditions", "rebuild_search"):
            call_command(command, stdout=StringIO())

    def _hidden_place(self, **values):
        return PlaceFactory(branch=self.branch, transportation="", **values)

    def private_objects(self) -> list:
        """Return an object of every model that has a private field."""
        enrolment = EnrolmentFactory(course=self.course)
        attendance = SessionAttendance.objects.create(
            enrolment=enrolment, recurrence_id="1", presence="absent"
        )
        report = AttendanceReport.objects.create(
            branch=self.branch, event=self.event, method=CountMethod.PAPER, total=12,
            entered_by=self.staff[Role.DIRECTOR],
        )  # fmt: skip
        text = Announcement.objects.create(event=self.event, medium="sms", text="-", made_from="-")
        RegisterDeclarationFactory(branch=self.branch)
        return [
            enrolment, attendance, report, text, self.picture, self.line,
            self.organisation, EventPage.objects.get(pk=self.event.pk), *self.staff.values(),
        ]  # fmt: skip

    def _plant_private_fields(self):
        planted = set()
        for instance in self.private_objects():
            self.secrets.plant(instance, PRIVATE[instance._meta.label])
            planted.add(instance._meta.label)
        assert planted == set(PRIVATE)
        for page in self.pages:
            Page.objects.filter(pk=page.pk).update(owner=self.staff[Role.EDITOR])
            type(page).objects.filter(pk=page.pk).update(assured_by=self.staff[Role.DIRECTOR])

    def _plant_places(self):
        self.secrets.plant(self.confidential, HIDDEN_PLACE)
        self.secrets.plant(self.on_request, WHEREABOUTS)
        Place.objects.filter(pk=self.on_request.pk).update(latitude="7.12987", longitude="1.23789")
        for secret in ("7.12987", "1.23789"):
            self.secrets.places[secret] = "position of a place on request"
        number = self.secrets.phone("phone of a confidential place")
        PlacePhone.objects.create(place=self.confidential, number=number)

    def _plant_drafts(self):
        """A text that nobody published, on each page that is public."""
        for page in self.pages:
            draft = page.specific_class.objects.get(pk=page.pk)
            for name in DRAFTED:
                setattr(draft, name, self.secrets.word(f"draft of {page.slug}.{name}"))
            draft.save_revision(user=self.staff[Role.PARTNER])

    def _plant_unpublished(self):
        word, branch = self.secrets.word, self.branch
        values = {"branch": branch, "live": False}
        ServicePageFactory(title=word("service never published"), **values)
        StandardPageFactory(title=word("page never published"), **values)
        AwarenessEventPageFactory(title=word("event never published"), dates=[soon(3)], **values)
        gone = AwarenessEventPageFactory(
            branch=branch, title=word("event withdrawn"), dates=[soon(4)]
        )
        gone.unpublish()
        ServicePageFactory(branch=branch, title=word("service withdrawn")).unpublish()
        later = ServicePageFactory(title=word("service of tomorrow"), **values)
        later.go_live_at = timezone.now() + dt.timedelta(days=1)
        later.save_revision().publish()
        HelpLineFactory(branch=branch, label=word("number not published"), is_published=False)
        behind = StandardPageFactory(branch=branch, title=word("page behind a login"))
        PageViewRestriction.objects.create(page=behind, restriction_type="login")
        closed = ServicePageFactory(branch=branch, title=word("service behind a login"))
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
        event = AwarenessEventPageFactory(
            branch=branch, title=word("event behind a login"), dates=[soon(5)]
        )
        PageViewRestriction.objects.create(page=event, restriction_type="login")

    def _plant_remarks(self):
        Comment.objects.create(
            page=self.service, user=self.staff[Role.EDITOR], text=self.secrets.word("remark"),
            contentpath="title",
        )  # fmt: skip

    def _plant_sensitive(self):
        """Pages that anybody may read in the site, and whose names stay inside it."""
        word = self.secrets.word
        self.sensitive = AwarenessEventPageFactory(
            branch=self.branch, is_sensitive=True, dates=[soon(6)],
            title=word("name of a sensitive event"), slug="rencontre-du-mardi",
            introduction=word("introduction of a sensitive event"),
            neutral_title="Rencontre du mardi", discreet_introduction="Venez.",
        )  # fmt: skip
        self.hidden = ServicePageFactory(
            branch=self.branch, is_sensitive=True,
            title=word("name of a sensitive service"), slug="autre-service",
            introduction=word("introduction of a sensitive service"),
            neutral_title="Autre service",
        )  # fmt: skip

    def inside(self) -> list[str]:
        """Return the places of the secrets that a reader of the pages may see."""
        return [place for place in self.secrets.places.values() if " sensitive " in place]
