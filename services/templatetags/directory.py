"""The directory of a branch, in templates."""

from django import template

from services.directory import Directory, directory_of

register = template.Library()


@register.simple_tag
def directory(home) -> Directory:
    """Return the directory of the centre of ``home``."""
    return directory_of(home.branch)
