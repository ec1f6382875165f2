"""Whose staff area it is, in the templates of the admin."""

from django import template
from django.conf import settings
from wagtail.models import Site

from centre.models import Branch
from centre.tenancy.reach import reach_of

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_commune(context) -> str:
    """Return the name of the commune whose staff area this is, to be always in sight.

    That of the user's branch; before she has signed in, that of the site's branch; the name
    of the whole when she works for several.
    """
    request = context.get("request")
    if request is None:
        return settings.WAGTAIL_SITE_NAME
    if not hasattr(request, "staff_commune"):
        branches = list(_branches(request).select_related("commune")[:2])
        only = branches[0].commune.name if len(branches) == 1 else settings.WAGTAIL_SITE_NAME
        request.staff_commune = only
    return request.staff_commune


@register.simple_tag(takes_context=True)
def within_reach(context, collections):
    """Return those of ``collections`` that are hers."""
    request = context["request"]
    if not collections or request.user.is_superuser:
        return collections
    return collections.filter(reach_of(request).collections())


def _branches(request):
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return Branch.objects.for_user(user)
    site = Site.find_for_request(request)
    return Branch.objects.for_path(site.root_page.path if site else "")
