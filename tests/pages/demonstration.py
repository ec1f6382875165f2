"""Run the demonstration's command in tests and read what it prints."""

import re
from io import StringIO

from django.core.management import call_command
from wagtail.models import Page

from centre.models import Branch
from home.models import CentreHomePage


def load_demo(*arguments) -> str:
    """Run ``load_demo`` and return what it prints."""
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


def passwords(printed: str) -> dict[str, str]:
    """Return the printed passwords by account, without those left unchanged."""
    return dict(re.findall(r"^  (\w+) +([\w-]+)  ", printed, re.M))


def branch() -> Branch:
    """Return the branch of the demonstration."""
    return CentreHomePage.objects.get(title__contains="Ogou 1").branch


def pages():
    """Return every page of the demonstration, whatever its type."""
    return Page.objects.descendant_of(branch().root_page, inclusive=True).specific()
