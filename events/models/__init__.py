from events.models.announcement import Announcement, Medium
from events.models.attendance import AgeBand, AttendanceCount, AttendanceReport, CountMethod, Sex
from events.models.awareness_event_page import AwarenessEventPage
from events.models.dates import DateChange, EventDate
from events.models.enrolment import (
    Channel,
    Enrolment,
    EnrolmentStatus,
    Presence,
    RegisterDeclaration,
    SessionAttendance,
)
from events.models.event_children import EventPartner, PartnerRole, ProgrammeItem, RadioBroadcast
from events.models.event_index_page import EventIndexPage
from events.models.event_page import AttendanceMode, EventKind, EventPage, Registration
from events.models.occurrence import Occurrence, OccurrenceStatus
from events.models.programme_index_page import ProgrammeIndexPage
from events.models.programme_page import (
    Currency,
    GenderMarker,
    ProgrammePage,
    ProgrammePartner,
    ProgrammeRole,
)
from events.models.theme import DevelopmentGoal, Theme
from events.models.training_course_page import CourseSession, Level, TrainingCoursePage

__all__ = [
    "AgeBand",
    "Announcement",
    "AttendanceCount",
    "AttendanceMode",
    "AttendanceReport",
    "AwarenessEventPage",
    "Channel",
    "CountMethod",
    "CourseSession",
    "Currency",
    "DateChange",
    "DevelopmentGoal",
    "Enrolment",
    "EnrolmentStatus",
    "EventDate",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "EventPartner",
    "GenderMarker",
    "Level",
    "Medium",
    "Occurrence",
    "OccurrenceStatus",
    "PartnerRole",
    "Presence",
    "ProgrammeIndexPage",
    "ProgrammeItem",
    "ProgrammePage",
    "ProgrammePartner",
    "ProgrammeRole",
    "RadioBroadcast",
    "RegisterDeclaration",
    "Registration",
    "SessionAttendance",
    "Sex",
    "Theme",
    "TrainingCoursePage",
]
