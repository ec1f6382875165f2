"""Pages of the directory that are not pages of the tree.

Every view gets the home page of the centre first (see ``centre.routing``).
"""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from services.directory import directory_of
from services.filters import PageForm
from services.listing import described, paginate, service_card, with_status
from services.models import Organisation, Place, ServicePage

PRINTED_PER_PAGE = 60


def need_detail(home, request, slug):
    """Show the services that answer one need."""
    at = timezone.now()
    directory = directory_of(home.branch)
    need = next((need for need in directory.needs if need.slug == slug), None)
    if need is None:
        raise Http404
    services = ServicePage.objects.offered(home).for_need(slug).with_places()
    listing = paginate(services, PageForm(request.GET).number)
    with_status(listing.services, directory, at)
    context = {"need": need, "listing": listing, "directory": directory}
    return _page(home, request, "pages/need.html", context)


def place_detail(home, request, slug):
    """Show a public place: hours, how to get there, what is given there."""
    at = timezone.now()
    directory = directory_of(home.branch)
    place = get_object_or_404(
        Place.objects.public().filter(branch=home.branch).prefetch_related("phones"),
        slug=slug,
    )
    schedule = directory.schedule_of_place(place.pk)
    services = ServicePage.objects.offered(home).at_place(slug).with_places()
    context = {
        "place": place,
        "status": schedule.status(at),
        "week": schedule.week(timezone.localdate(at)),
        "schedule": schedule,
        "listing": paginate(services, PageForm(request.GET).number),
    }
    with_status(context["listing"].services, directory, at)
    return _page(home, request, "pages/place.html", context)


def organisation_detail(home, request, slug):
    """Show an organisation and the services it runs."""
    directory = directory_of(home.branch)
    organisation = get_object_or_404(
        Organisation.objects.filter(branch=home.branch).prefetch_related("phones"),
        slug=slug,
    )
    services = ServicePage.objects.offered(home).filter(organization=organisation)
    listing = paginate(services.with_places(), PageForm(request.GET).number)
    with_status(listing.services, directory, timezone.now())
    context = {"organisation": organisation, "listing": listing}
    return _page(home, request, "pages/organisation.html", context)


def help_lines(home, request):
    """Show every help number, and who picks up."""
    context = {"help_lines": directory_of(home.branch).help_lines}
    return _page(home, request, "pages/help_lines.html", context)


def print_directory(home, request):
    """Show the whole directory for A4 paper, by pages of sixty services."""
    return _printed(home, request, "pages/print_directory.html")


def print_cards(home, request):
    """Show one card of at most 160 characters for each service, to copy into an SMS."""
    return _printed(home, request, "pages/print_cards.html")


def _printed(home, request, template):
    at = timezone.now()
    directory = directory_of(home.branch)
    services = ServicePage.objects.offered(home).with_places().prefetch_related("phones")
    listing = paginate(services, PageForm(request.GET).number, PRINTED_PER_PAGE)
    for service in with_status(listing.services, directory, at):
        service.links = [
            described(link, directory, at) for link in service.service_at_locations.all()
        ]
        service.sms = service_card(service)
    return _page(home, request, template, {"listing": listing})


def _page(home, request, template, context):
    context |= {
        "home": home,
        "directory": directory_of(home.branch),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, template, context)
