"""Sentences of Wagtail that our catalogue says in better French: it is asked before Wagtail's."""

from django.utils.translation import gettext_noop

# "un(e)" is a form's French, and "status" is not French.
SAID_BETTER = [
    gettext_noop("Current page status:"),
    gettext_noop("Locking status"),
    gettext_noop("Status: "),
    gettext_noop("Add %(label)s"),
    gettext_noop("Add %(model_name)s"),
    gettext_noop("Choose another"),
    gettext_noop("Create a new %(model_name)s"),
    gettext_noop("No %(model_name)s match your query."),
    # Who is on a shared computer must know that the box is not for her.
    gettext_noop("Remember me"),
]
