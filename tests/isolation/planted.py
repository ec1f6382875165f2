"""Which text anybody may read, and which nobody outside may: every field is in one list."""

from django.apps import apps
from django.db import models
from wagtail.fields import StreamField

OURS = ("centre", "services", "events", "home", "communes")
WRITTEN = (models.CharField, models.TextField, models.JSONField, models.FileField, StreamField)

# What people wrote for their colleagues, or what others said of themselves.
PRIVATE = {
    "centre.CentreImage": "title",
    "centre.User": "username password first_name last_name email",
    "events.Announcement": "text made_from",
    "events.AttendanceReport": "note",
    "events.Enrolment": "reference name phone village",
    "events.EventPage": "source_uid source_digest",
    "events.SessionAttendance": "reason",
    "services.HelpLine": "source",
    "services.Organisation": "focal_person",
}
# What a program wrote: keys, digests, sizes, versions and copies of what is public.
MADE = {
    "centre.Branch": "template_version content_version",
    "centre.CentreDocument": "file_hash",
    "centre.CentreImage": "file_hash",
    "centre.CentreRendition": "filter_spec focal_point_key",
    "centre.Federation": "content_version",
    "centre.Recording": "text_digest",
    "centre.SearchEntry": "key kind title sort_title summary url",
    "centre.SearchPosting": "term",
    "centre.SearchWord": "word stem written",
    "centre.SearchWordKey": "key",
    "centre.Tick": "holder clock",
    "centre.TickStep": "name error",
    "communes.CarriedObject": "key left_as model received",
    "communes.SharedPage": "title",
    "events.AttendanceReport": "recurrence_id",
    "events.Enrolment": "consent_version",
    "events.EventDate": "weekdays time_zone",
    "events.Occurrence": "recurrence_id time_zone reason place_text title introduction url_path",
    "events.SessionAttendance": "recurrence_id",
}
EVERY_PAGE = "introduction neutral_title image_alt "
PUBLIC = {
    "centre.CentreDocument": "title file",
    "centre.CentreImage": "description file credit",
    "centre.CentreMedia": "title file thumbnail",
    "centre.CentreRendition": "file",
    "centre.Commune": "code name prefecture chief_town aliases",
    "centre.Language": "code name autonym",
    "communes.FederationHomePage": EVERY_PAGE
    + "federation_name primary_colour accent_colour exit_address body",
    "communes.Offer": "local_part",
    "communes.PartnerCommuneIndexPage": EVERY_PAGE,
    "communes.PartnerCommunePage": EVERY_PAGE
    + "office_address office_phone office_email focal_role focal_phone body",
    "communes.PlanAction": "title note",
    "events.CourseSession": "topic",
    "events.DateChange": "reason place",
    "events.DevelopmentGoal": "title",
    "events.EventIndexPage": EVERY_PAGE,
    "events.EventPage": EVERY_PAGE
    + "discreet_introduction body place_text audience accessibility price registration_phone"
    " registration_url outcome decisions",
    "events.ProgrammeItem": "title theme speaker_role",
    "events.ProgrammeIndexPage": EVERY_PAGE,
    "events.ProgrammePage": EVERY_PAGE + "area objectives figures body results",
    "events.ProgrammePartner": "name",
    "events.RadioBroadcast": "station frequency time",
    # Whoever enrols reads under which declaration.
    "events.RegisterDeclaration": "reference",
    "events.Theme": "slug title pictogram",
    "events.TrainingCoursePage": "course_objectives prerequisites trainers",
    "home.CentreHomePage": EVERY_PAGE
    + "town_name primary_colour accent_colour exit_address kept_exit_title kept_exit_text body",
    "home.CentrePhone": "number description",
    "home.LetterWord": "text",
    "home.NewsIndexPage": EVERY_PAGE,
    "home.NewsPage": EVERY_PAGE + "body",
    "home.PartnersPage": EVERY_PAGE + "body",
    "home.StandardPage": EVERY_PAGE + "body",
    "services.CostOption": "option currency description",
    "services.ExceptionalHours": "reason",
    "services.HelpLine": "label number answered_by cost hours area",
    "services.Need": "slug title hint pictogram",
    "services.Organisation": "name slug alternate_name description role_in_project website email"
    " town country",
    "services.OrganisationPhone": "number description",
    # Of a place that is public: of the others, see the tests.
    "services.Place": "name slug alternate_name transportation address_1 address_2 town canton"
    " accessibility",
    "services.PlaceOpeningHours": "note",
    "services.PlacePhone": "number description",
    "services.PublicHoliday": "name",
    "services.RequiredDocument": "document note",
    "services.ServiceAtLocation": "description",
    "services.ServiceIndexPage": EVERY_PAGE,
    "services.ServiceOpeningHours": "note",
    "services.ServicePage": EVERY_PAGE
    + "alternate_name keywords alert pictogram description application_process"
    " eligibility_description interpretation_services confidentiality_note service_areas",
    "services.ServicePhone": "number description",
}


def written_fields() -> set[str]:
    """Return every field of ours that holds text or a file, without those of a fixed choice."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.concrete_fields
        if field.model is model and isinstance(field, WRITTEN) and not field.choices
    }


def listed(registry: dict[str, str]) -> list[str]:
    """Return the fields of one of the lists."""
    return [f"{model}.{name}" for model, names in registry.items() for name in names.split()]


class Secrets:
    """Words that are nowhere else; each remembers where it was put."""

    STEM = "zvk"
    PHONE = "9876"

    def __init__(self):
        self.places = {}

    def word(self, place: str) -> str:
        """Return a new secret, put in ``place``."""
        secret = f"{self.STEM}{len(self.places):03}{self.STEM}"
        self.places[secret] = place
        return secret

    def phone(self, place: str) -> str:
        """Return a new secret number, put in ``place``."""
        secret = f"{self.PHONE}{len(self.places):04}"
        self.places[secret] = place
        return secret

    def plant(self, instance, names: str) -> None:
        """Put a secret in each of the fields ``names`` of a stored object."""
        label = instance._meta.label
        values = {
            name: self.phone(f"{label}.{name}") if name == "phone" else self.word(f"{label}.{name}")
            for name in names.split()
        }
        type(instance)._default_manager.filter(pk=instance.pk).update(**values)

    def found_in(self, text: str, beside=()) -> list[str]:
        """Return the places of the secrets that ``text`` tells, without those in ``beside``."""
        # A number is written with spaces or without.
        close = "".join(text.split()).replace(".", "").replace("%20", "")
        return [
            place
            for secret, place in self.places.items()
            if place not in beside and (secret in text or secret in close)
        ]
