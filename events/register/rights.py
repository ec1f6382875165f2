"""What each role may do with the register."""

from centre.models import Role
from centre.tenancy.policy import use_policy
from centre.tenancy.roles import allow, allow_only
from events.models import Enrolment, RegisterDeclaration
from events.register.policy import RegisterPolicy, WhereCoursesAre


def declare() -> None:
    """Say it, before the ground floor registers policies and makes branches."""
    use_policy(Enrolment, RegisterPolicy)
    use_policy(RegisterDeclaration, WhereCoursesAre)
    allow(Enrolment, Role.EVENTS, "add", "change")
    allow(Enrolment, Role.DIRECTOR, "export")
    # The director answers for the declaration: nobody else needs to see it.
    for role in (Role.EDITOR, Role.EVENTS):
        allow_only(RegisterDeclaration, role)
