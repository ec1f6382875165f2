"""Which models travel with a commune, in which order, and what of them stays behind.

A test holds that every model of the project is in one of these lists: a new one cannot be
forgotten.
"""

from django.apps import apps
from wagtail.models import COMMENTS_RELATION_NAME, Locale, Page

from centre.models import CentreDocument, CentreImage, CentreMedia, Commune, Language
from events.models import (
    Announcement,
    AttendanceCount,
    AttendanceReport,
    DevelopmentGoal,
    Enrolment,
    RegisterDeclaration,
    SessionAttendance,
    Theme,
)
from home.models import LetterWord
from services.models import HelpLine, Need, Organisation, Place, PublicHoliday

# What every install has, known by a code or an address of its own.
REFERENCE = {
    Commune: "code",
    Language: "code",
    Locale: "language_code",
    Need: "slug",
    Theme: "slug",
    DevelopmentGoal: "number",
}
MEDIA = (CentreImage, CentreDocument, CentreMedia)
# In the order in which they can be made: pages point at the first, the last point at pages.
BEFORE_PAGES = (Place, Organisation, HelpLine, PublicHoliday, RegisterDeclaration)
AFTER_PAGES = (AttendanceReport, Announcement, LetterWord)
REGISTER = (Enrolment,)
# By which look-up an object is the branch's, where that is not its own key.
OWNERS = {
    Announcement: "event__path__startswith",
    LetterWord: "page__path__startswith",
}
# Rows that have no meaning without the object they hang on, by its attribute.
ROWS = {
    AttendanceReport: {"counts": AttendanceCount},
    Enrolment: {"attendances": SessionAttendance},
}
# Made again where they arrive, or about readers, seats and tools of one install.
LEFT = {
    "centre.Branch": "made by the import",
    "centre.BranchGroup": "made by the import",
    "centre.CentreRendition": "made from the originals",
    "centre.ClosedType": "made from the home page",
    "centre.DailyCount": "visits of another address",
    "centre.Federation": "of the install",
    "centre.KeptMail": "of the install",
    "centre.ReviewReminder": "of the install",
    "centre.SearchEntry": "made from the pages",
    "centre.SearchPosting": "made from the pages",
    "centre.SearchWord": "made from the pages",
    "centre.SearchWordKey": "made from the pages",
    "centre.Tick": "of the install",
    "centre.TickStep": "of the install",
    "centre.User": "invited anew",
    "events.Occurrence": "made from the dates",
    "communes.CarriedObject": "names of this very install",
    "communes.Offer": "its words travel with its page",
    "communes.SharedPage": "of the federation",
}

# What says where a page stands and how far it is: written by Wagtail.
PAGE_LEFT = {
    "path", "depth", "numchild", "url_path", "content_type", "translation_key", "locale",
    "live_revision", "latest_revision", "latest_revision_created_at", "has_unpublished_changes",
    "draft_title", "locked", "locked_at", "locked_by", "alias_of", COMMENTS_RELATION_NAME,
}  # fmt: skip
# What a version of the text leaves to the page.
DRAFT_LEFT = PAGE_LEFT | {
    "live", "first_published_at", "last_published_at", "owner", "assured_date", "assured_by",
    "sequence", "expired",
}  # fmt: skip
MEDIA_LEFT = {
    "collection", "file", "thumbnail", "file_size", "file_hash", "duration", "created_at",
}  # fmt: skip
# The size of a film is typed, that of a picture is read from its file.
IMAGE_LEFT = {*MEDIA_LEFT, "width", "height"}
OWNED_LEFT = {"branch"}


def left_of(model) -> set[str]:
    """Return the fields of ``model`` that do not travel."""
    if issubclass(model, Page):
        return PAGE_LEFT
    if model in MEDIA:
        return IMAGE_LEFT if model is CentreImage else MEDIA_LEFT
    return OWNED_LEFT


def label(model) -> str:
    """Return what ``model`` is called in archives: every kind of page the same."""
    return (Page if issubclass(model, Page) else model)._meta.label_lower


def carried(with_register: bool) -> list[type]:
    """Return the models, other than pages, whose objects are members of an archive."""
    register = REGISTER if with_register else ()
    return [*MEDIA, *BEFORE_PAGES, *AFTER_PAGES, *register]


def model_called(name: str):
    """Return the model of that label among those that travel, ``None`` for any other."""
    known = {model._meta.label_lower: model for model in carried(with_register=True)}
    pages = {model._meta.label_lower: model for model in apps.get_models() if _is_page(model)}
    return (known | pages).get(name.lower())


def _is_page(model) -> bool:
    return issubclass(model, Page) and model is not Page
