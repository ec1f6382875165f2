"""What cannot be exported, imported or closed, and why."""

from django.utils.translation import gettext as _

from centre.archives import Refused


def foreign(what) -> Refused:
    """Return the refusal of what is another commune's here."""
    return Refused(
        _("“%(what)s” belongs to another commune of this install: nothing was done.")
        % {"what": str(what)[:80]}
    )


def forged(what) -> Refused:
    """Return the refusal of what no export writes."""
    return Refused(
        _("The archive is not written as exports are (%(what)s): nothing was done.")
        % {"what": str(what)[:80]}
    )
