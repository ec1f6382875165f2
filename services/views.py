"""Pages of the directory that are not pages of the tree.

Every view gets the home page of the centre first (see ``centre.routing``).
"""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone

from centre.safety.sensitive import sensitive_paths
from services.cards import service_card
from services.directory import directory_of
from services.filters import PageForm
from services.listing import Offer, listing_of
from services.models import OrganisationPhone, PlacePhone, ServiceAtLocation, ServicePage
from services.summaries import add_weeks

PRINTED_PER_PAGE = 60


def need_detail(home, request, slug):
    """Show the services that answer one need."""
    need = _found(directory_of(home.branch).needs, slug)
    answers = ServicePage.needs.through.objects.filter(need=need.pk)
    context = {"need": need, "listing": listing_of(home, request, answers, "servicepage")}
    return _page(home, request, "pages/need.html", context)


def place_detail(home, request, slug):
    """Show a public place: hours, how to get there, what is given there."""
    directory = directory_of(home.branch)
    place = _found(directory.public_places(), slug)
    at = timezone.now()
    schedule = directory.schedule_of_place(place.pk)
    links = ServiceAtLocation.objects.filter(place=place.pk)
    context = {
        "place": place,
        "phones": list(PlacePhone.objects.filter(place=place.pk)),
        "status": schedule.status(at),
        "week": schedule.week(timezone.localdate(at)),
        "schedule": schedule,
        "listing": listing_of(home, request, links, "page"),
    }
    return _page(home, request, "pages/place.html", context)


def organisation_detail(home, request, slug):
    """Show an organisation and the services it runs."""
    organisations = directory_of(home.branch).organisations
    organisation = _found(organisations, slug)
    run_by = ServicePage.objects.filter(organization=organisation.pk)
    above = (one for one in organisations if one.pk == organisation.parent_organisation_id)
    context = {
        "organisation": organisation,
        "above": next(above, None),
        "phones": list(OrganisationPhone.objects.filter(organisation=organisation.pk)),
        "listing": listing_of(home, request, run_by, "pk"),
    }
    return _page(home, request, "pages/organisation.html", context)


def help_lines(home, request):
    """Show every help number, and who picks up."""
    context = {"help_lines": directory_of(home.branch).help_lines}
    return _page(home, request, "pages/help_lines.html", context)


def print_directory(home, request):
    """Show the whole directory for A4 paper, by pages of sixty services."""
    context = _printed(home, request, ServicePage.objects.offered(home))
    add_weeks(context["listing"].services, timezone.localdate())
    return _page(home, request, "pages/print_directory.html", context)


def print_cards(home, request):
    """Show one card of at most 160 characters for each service, to copy into an SMS.

    A message stays in the phone that gets it: sensitive services have none.
    """
    sensitive = sensitive_paths(home.branch)
    services = ServicePage.objects.offered(home).outside(sensitive)
    context = _printed(home, request, services) | {"leaves_some_out": bool(sensitive)}
    context["cards"] = [(service, service_card(service)) for service in context["listing"].services]
    return _page(home, request, "pages/print_cards.html", context)


def _printed(home, request, services) -> dict:
    offer = Offer(home, home.branch, request)
    number = PageForm(request.GET).number
    return {"listing": offer.page(services, number, PRINTED_PER_PAGE)}


def _found(known, slug):
    """Return the one at address ``slug``; 404 when there is none."""
    for one in known:
        if one.slug == slug:
            return one
    raise Http404


def _page(home, request, template, context):
    context |= {
        "home": home,
        "directory": directory_of(home.branch),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, template, context)
