"""The forms of the staff: an enrolment taken at the desk, and the declaration."""

from functools import reduce
from operator import or_

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.permissions import policy_registry

from centre.models import Branch
from centre.tenancy.forms import BranchOwnedForm
from events.models import Channel, Enrolment, RegisterDeclaration, TrainingCoursePage
from events.models.enrolment import HOLDING
from events.register.acts import enrol, revise, seats_of
from events.register.consent import VERSION
from events.register.forms import AGES, SEXES, persons_errors
from services.directory_panels import branch_panel

TAKEN_BY_STAFF = [channel for channel in Channel if channel != Channel.WEB]


def courses_for(user):
    """Return the published courses for which ``user`` may enrol somebody, the latest first."""
    policy = policy_registry.get_by_type(Enrolment)
    branches = policy.branches_for(user, ["add"]).select_related("root_page")
    below = (Q(path__startswith=branch.root_page.path) for branch in branches)
    courses = TrainingCoursePage.objects.live().filter(reduce(or_, below, Q(pk__in=[])))
    return courses.only("title", "path", "maximum_attendee_capacity").order_by("-pk")


class StaffEnrolmentForm(WagtailAdminModelForm):
    """An enrolment. ``for_user`` is required; the course never changes afterwards."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices, self.fields["age_band"].choices = SEXES, AGES
        if self.instance.pk:
            del self.fields["course"]
        else:
            self.fields["course"].queryset = courses_for(self.for_user)
            self.initial["consented_on"] = timezone.localdate()
        if self.instance.channel == Channel.WEB:
            del self.fields["channel"]
        else:
            self.fields["channel"].choices = [(one.value, one.label) for one in TAKEN_BY_STAFF]

    def clean(self):
        """Refuse more persons than there are places for, next to the field."""
        cleaned = super().clean()
        course = cleaned.get("course") or getattr(self.instance, "course", None)
        persons = cleaned.get("persons")
        if course and persons:
            for error in self._persons_errors(course, persons):
                self.add_error("persons", error)
        return cleaned

    def _persons_errors(self, course, persons: int) -> list:
        places = course.maximum_attendee_capacity
        if errors := persons_errors(persons, places):
            return errors
        more = persons - self.initial["persons"] if self.instance.pk else 0
        if more <= 0 or self.instance.status not in HOLDING:
            return []
        seats = seats_of(course.pk, places)
        if seats.fits(more):
            return []
        sentence = ngettext(
            "Only %(free)s more place is free: enrol the others apart, they will wait.",
            "Only %(free)s more places are free: enrol the others apart, they will wait.",
            seats.free,
        )
        return [sentence % {"free": seats.free}]

    def save(self, commit=True):
        """Save it where it stands: in, or on the waiting list."""
        enrolment = self.instance
        if enrolment.pk:
            revise(enrolment, [name for name in self.fields if name != "course"])
        else:
            enrolment.branch = Branch.objects.for_path(enrolment.course.path).get()
            enrolment.consent_version = VERSION
            enrol(enrolment)
        return enrolment


class DeclarationForm(BranchOwnedForm):
    """The declaration of a commune, which has only one."""

    def clean(self):
        """Refuse a second one."""
        cleaned = super().clean()
        others = RegisterDeclaration.objects.filter(branch=self._branch())
        if self._branch() and others.exclude(pk=self.instance.pk).exists():
            self.add_error("reference", _("This commune has declared its register already."))
        return cleaned


ENROLMENT_EDIT_HANDLER = ObjectList(
    [
        FieldPanel("course", widget=forms.Select, help_text=_("It cannot be changed afterwards.")),
        MultiFieldPanel(
            [
                FieldPanel(
                    "name", help_text=_("For a group, its name. Example: Afi, or group Novissi.")
                ),
                FieldPanel("persons", help_text=_("For a group, how many will come. Example: 12.")),
                FieldPanel("village", help_text=_("Example: Agbonou.")),
                FieldRowPanel([FieldPanel("sex"), FieldPanel("age_band")]),
                FieldPanel("disability", help_text=_("Ask, and accept that she does not answer.")),
            ],
            heading=_("Who"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("phone", help_text=_("Only if she gives it. Example: 90 12 34 56.")),
                FieldPanel("safe_to_call", help_text=_("Ask her: who else answers this phone?")),
                FieldPanel("safe_to_leave_message"),
            ],
            heading=_("How to reach her"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("channel"),
                HelpPanel(
                    content=_(
                        "Tell her: it serves to prepare the course and for nothing else, only the "
                        "staff reads it, it is erased 90 days after the last session, and she may "
                        "ask to see, correct or erase it before."
                    )
                ),
                FieldPanel("consented_on", help_text=_("The day on which she agreed.")),
            ],
            heading=_("Agreement"),
        ),
    ],
    base_form_class=StaffEnrolmentForm,
)

DECLARATION_EDIT_HANDLER = ObjectList(
    [
        branch_panel(),
        HelpPanel(
            content=_(
                "Togo’s law 2019-014 asks for a declaration before names are written down. Without "
                "it there is no register. When you delete it, the register is closed at once and "
                "nobody sees it any more."
            )
        ),
        FieldPanel("reference"),
        FieldPanel("declared_on", help_text=_("Example: 01/05/2027.")),
    ],
    base_form_class=DeclarationForm,
)
