"""The directory of a branch, in templates."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString

from services.directory import Directory
from services.models import HelpLine
from services.reference import help_lines_at_hand

register = template.Library()


@register.simple_tag
def directory(home) -> Directory:
    """Return the directory of the house of ``home``."""
    return home.directory


@register.simple_tag
def help_lines_without_database() -> list[HelpLine]:
    """Return help numbers that are there when nothing else is."""
    return help_lines_at_hand()


@register.simple_tag
def service_card(service, level: int) -> SafeString:
    """Draw the card of a service in a list, under a heading of ``level``."""
    chips = tuple(service.chips())
    return _service_card(service.title, service.url, service.introduction, chips, level)


@register.filter
def chip_list(chips) -> SafeString:
    """Draw chips, nothing when there are none."""
    return _chip_list(tuple(chips)) if chips else SafeString()


def kept(draw):
    """Keep what ``draw`` makes of the same words, except while templates are being written."""
    return draw if settings.DEBUG else lru_cache(maxsize=4096)(draw)


@kept
def _service_card(title, url, introduction, chips, level) -> SafeString:
    card = {"title": title, "url": url, "introduction": introduction, "chips": chips}
    return get_template("components/service_card.html").render(card | {"level": level})


@kept
def _chip_list(chips) -> SafeString:
    return get_template("components/chips.html").render({"chips": chips})
