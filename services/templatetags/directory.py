"""The directory of a branch, in templates."""

from django import template

from services.directory import Directory, directory_of
from services.models import HelpLine
from services.reference import help_lines_at_hand

register = template.Library()


@register.simple_tag
def directory(home) -> Directory:
    """Return the directory of the centre of ``home``."""
    return directory_of(home.branch)


@register.simple_tag
def help_lines_without_database() -> list[HelpLine]:
    """Return help numbers that are there when nothing else is."""
    return help_lines_at_hand()
