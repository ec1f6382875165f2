"""The register of a commune, and who is in it."""

import datetime as dt

import factory

from events.models import Channel, Enrolment, RegisterDeclaration
from events.register.acts import enrol
from events.register.consent import VERSION
from tests.factories.base import ValidModelFactory, default_branch
from tests.factories.events import TrainingCoursePageFactory


class RegisterDeclarationFactory(ValidModelFactory):
    """The register of ``branch`` is open."""

    class Meta:
        model = RegisterDeclaration
        django_get_or_create = ("branch",)

    branch = factory.LazyFunction(default_branch)
    reference = "Déclaration d’essai 1"
    declared_on = dt.date(2026, 1, 5)


class EnrolmentFactory(ValidModelFactory):
    """An enrolment by phone, put where it stands by ``events.register.acts.enrol``."""

    class Meta:
        model = Enrolment

    branch = factory.SelfAttribute("course.owner_branch")
    course = factory.SubFactory(TrainingCoursePageFactory)
    name = factory.Sequence(lambda n: f"Prénom {n}")
    channel = Channel.PHONE
    consent_version = VERSION
    consented_on = dt.date(2026, 11, 2)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        enrolment = model_class(**kwargs)
        enrolment.full_clean()
        enrol(enrolment)
        return enrolment
