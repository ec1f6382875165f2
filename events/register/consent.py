"""What somebody agrees to when her name goes into the register.

The version is kept with each enrolment. Whoever changes a sentence gives it a new version:
a test holds the two together.
"""

from django.utils.translation import gettext as _

VERSION = "2026-1"
KEPT_DAYS = 90


def consent_text(declaration: str) -> list[str]:
    """Return the sentences, given the reference of the declaration of the commune."""
    return [
        _("The centre writes down what you say here to prepare the course, for nothing else."),
        _("Only the staff of the centre reads it. It is not published and not given to anybody."),
        _("It is erased %(days)s days after the last session.") % {"days": KEPT_DAYS},
        _("You may ask the centre to see it, to correct it or to erase it before."),
        _("Declared to the data protection authority under number %(reference)s.")
        % {"reference": declaration},
    ]
