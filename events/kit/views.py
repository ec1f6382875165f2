"""Announcing an event, in the staff area: its texts, its sheets as pages and as files."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from centre.safety.sensitive import protect
from events.kit.announcements import drafts_of, forget_text
from events.kit.facts import NoDiscreetWording, link_of
from events.kit.forms import AnnouncementForm
from events.kit.printing import PACKAGES, PangoMissing, can_print, pdf, picture
from events.kit.sheets import LEAFLET, POSTER, SQUARE, render_sheet
from events.models import EventPage

SHEETS = {"affiche": POSTER, "feuillet": LEAFLET, "carre": SQUARE}
FILES = {
    "affiche.pdf": (POSTER, pdf, "application/pdf"),
    "feuillet.pdf": (LEAFLET, pdf, "application/pdf"),
    "carre.jpg": (SQUARE, picture, "image/jpeg"),
}


class KitView(WagtailAdminTemplateMixin, TemplateView):
    """The three texts of an event, to change and to send, and the ways to its sheets."""

    template_name = "wagtailadmin/events/kit.html"
    header_icon = "mail"
    page_title = gettext_lazy("Announce")

    def setup(self, request, page_id):
        super().setup(request, page_id=page_id)
        self.event = event_to_announce(request.user, page_id)

    def get_breadcrumbs_items(self):
        """Lead back to the editor of the event."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.event.pk])
        own = {"url": "", "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), {"url": edit, "label": str(self.event)}, own]

    def post(self, request, page_id):
        """Keep all the texts, or none and say what is wrong; ``again`` forgets one of them."""
        again = request.POST.get("again", "")
        forms = forms_of(self.event, request.POST)
        others = [form for form in forms if form.draft.medium != again]
        if [form for form in others if not form.is_valid()]:
            messages.error(request, _("Nothing was kept: see below what is to be put right."))
            return self.render_to_response(self.get_context_data(forms=forms))
        forget_text(self.event, again)
        for form in others:
            form.save()
        messages.success(request, _("The texts are kept."))
        return redirect("events_kit", self.event.pk)

    def get_context_data(self, **kwargs):
        """Add the forms, bound ones when something was wrong."""
        kwargs.setdefault("forms", forms_of(self.event))
        return super().get_context_data(**kwargs, **kit_context(self.event), event=self.event)


def sheet_page(request, page_id, name):
    """Show a sheet as a page to look at and to print."""
    event = event_to_announce(request.user, page_id)
    return protect(HttpResponse(_rendered(SHEETS.get(name), event)))


def sheet_file(request, page_id, name):
    """Answer with a sheet as a file; without Pango, with the page to print."""
    event = event_to_announce(request.user, page_id)
    sheet, make, content_type = FILES.get(name, (None, None, ""))
    html = _rendered(sheet, event)
    try:
        data = make(sheet, html)
    except PangoMissing:
        return redirect("events_kit_sheet", page_id, name.partition(".")[0])
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return protect(HttpResponse(data, content_type=content_type, headers=headers))


def event_to_announce(user, page_id: int) -> EventPage:
    """Return the event, as its page type; 404 when there is none, 403 when she may not edit it."""
    event = get_object_or_404(EventPage, pk=page_id).specific
    if not event.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return event


def forms_of(event: EventPage, data=None) -> list[AnnouncementForm]:
    """Return the form of each text, none when the event may not be named."""
    try:
        drafts = drafts_of(event, timezone.now())
    except NoDiscreetWording:
        return []
    return [AnnouncementForm(event, draft, data) for draft in drafts]


def kit_context(event: EventPage) -> dict:
    """Return what the tab and the page of the kit both say: the sheets, and what is missing."""
    return {
        "sheets": [
            (sheet.label, name, file)
            for (name, sheet), file in zip(SHEETS.items(), FILES, strict=True)
        ],
        "link": link_of(event),
        "can_print": can_print(),
        "packages": PACKAGES,
    }


def _rendered(sheet, event: EventPage) -> str:
    """Return the page of ``sheet``; 404 without a sheet, or without a wording to be seen."""
    if sheet is None:
        raise Http404
    try:
        return render_sheet(sheet, event, timezone.now())[0]
    except NoDiscreetWording as error:
        raise Http404 from error
