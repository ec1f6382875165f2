"""The directory of a branch, in templates."""

from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

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


@register.filter
def chip_list(chips) -> SafeString:
    """Draw the chips of a card, nothing when there are none."""
    return _chip_list(tuple(chips)) if chips else SafeString()


# Many cards of a list say the same few things.
@lru_cache(maxsize=2048)
def _chip_list(chips) -> SafeString:
    return get_template("components/chips.html").render({"chips": chips})
