from centre.models.branch import (
    Branch,
    BranchGroup,
    BranchOwned,
    ClosedType,
    Federation,
    Role,
)
from centre.models.daily_count import DailyCount
from centre.models.mail import KeptMail
from centre.models.media import CentreDocument, CentreImage, CentreMedia, CentreRendition
from centre.models.page import CentrePage
from centre.models.recording import Recording
from centre.models.search import *  # noqa: F403
from centre.models.territory import Commune, Language, Region
from centre.models.tick import ReviewReminder, Tick, TickStep
from centre.models.user import User

__all__ = [
    "Branch",
    "BranchGroup",
    "BranchOwned",
    "CentreDocument",
    "CentreImage",
    "CentreMedia",
    "CentrePage",
    "CentreRendition",
    "ClosedType",
    "Commune",
    "DailyCount",
    "Federation",
    "KeptMail",
    "Language",
    "Recording",
    "Region",
    "ReviewReminder",
    "Role",
    "Tick",
    "TickStep",
    "User",
]
