"""Addresses of the whole site that belong to no centre."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site
from wagtail.views import serve

from centre import sitemap
from centre.faults import fault_of
from centre.models import Branch
from centre.sites import find_site
from centre.staff.unsaved import is_staff_area, unsaved_fields

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*?

Sitemap: {sitemap}
"""


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request):
    """Say what search engines may read."""
    sitemap = request.build_absolute_uri("/sitemap.xml")
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=604_800)
def favicon(request):
    """Serve the small icon browsers ask for by themselves."""
    path = settings.BASE_DIR / "static" / "icons" / "favicon.ico"
    return FileResponse(path.open("rb"), content_type="image/x-icon")


@require_safe
def sitemap_index(request):
    """List the sections of the site map."""
    site = _site(request)
    names = sitemap.sections(site)
    context = {"sections": [f"{site.root_url}/sitemap-{name}.xml" for name in names]}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


@require_safe
def sitemap_section(request, page):
    """Show one section: the addresses of the root that are not pages (0), or pages by hundreds."""
    site = _site(request)
    return _entries(request, sitemap.section(site, page) if page else sitemap.front_section(site))


@require_safe
def sitemap_centre(request, number):
    """Show the addresses of one centre that are not pages."""
    return _entries(request, sitemap.centre_section(_site(request), number))


def _entries(request, entries):
    return render(request, "sitemap.xml", {"entries": entries}, content_type="application/xml")


def page(request, path):
    """Answer with the page of the tree at ``path``, as Wagtail does."""
    request._wagtail_site = find_site(request)  # where Wagtail keeps it
    return serve(request, path)


def page_not_found(request, exception):
    """Show the page that says nothing stands at this address, with a way on."""
    home = getattr(request, "centre_home", None) or _home_of_site(request)
    return render(request, "404.html", {"home": home}, status=404)


def server_error(request):
    """Show a page that needs neither database nor session; staff get back what they wrote.

    Django calls it while it handles the exception: staff reads what the machine could not do.
    """
    fields = unsaved_fields(request)
    fault = fault_of(sys.exception())
    is_for_staff = fields or (fault and is_staff_area(request))
    template = loader.get_template("unsaved.html" if is_for_staff else "500.html")
    context = {"request": request, "fields": fields, "fault": fault}
    status = fault.status if fault else HTTPStatus.INTERNAL_SERVER_ERROR
    return HttpResponse(template.render(context), status=status)


def _home_of_site(request):
    """Return the front page of the house whose site it is, ``None`` where there is none."""
    site = find_site(request)
    if site is None or hasattr(site.root_page, "house"):
        return site and site.root_page
    branch = Branch.objects.for_path(site.root_page.path).first()
    return branch.root_page.specific if branch else None


def _site(request) -> Site:
    if site := Site.find_for_request(request):
        return site
    raise Http404
