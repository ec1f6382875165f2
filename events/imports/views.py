"""Bring an agenda in: send a file, look at what it would do, then let it be done."""

import csv
import io
from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from centre.whole import whole
from events.imports.apply import CannotWrite, apply_plan
from events.imports.forms import ApplyForm, ImportForm, agendas_for, read_file
from events.imports.plan import Action, Plan, make_plan
from events.imports.read_csv import COLUMNS
from events.imports.stash import Stashed, forget, keep, kept

# Where the steps are written into the page while it is being sent.
HERE = "<!-- steps -->"
EVERY = 10


class ImportBase(WagtailAdminTemplateMixin, FormView):
    """Whose agendas: those to which she may add events. Without any, nothing is here (403)."""

    header_icon = "upload"
    page_title = gettext_lazy("Import an agenda")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.agendas = agendas_for(request.user)
        if not self.agendas:
            raise PermissionDenied

    def get_breadcrumbs_items(self):
        items = [
            {"url": reverse("agenda:index"), "label": _("Agenda")},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *items]

    def show_preview(self, plan: Plan, form: ApplyForm):
        """Show what would be done, with the button that does it."""
        groups = [(action.value, plan.of(action)) for action in Action]
        context = self.get_context_data(form=form, plan=plan, groups=groups)
        return self.response_class(
            self.request, ["wagtailadmin/events/import_preview.html"], context
        )


class ImportView(ImportBase):
    """Take the file, and show what it would do. Nothing is written."""

    template_name = "wagtailadmin/events/import.html"
    form_class = ImportForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"agendas": self.agendas, "user": self.request.user}

    def form_valid(self, form):
        agenda = form.chosen
        choice = form.cleaned_data
        plan = make_plan(form.reading, agenda, agenda.owner_branch, self.request.user)
        name, publish = choice["file"].name, choice.get("publish") or False
        stashed = Stashed(name, form.content, agenda.pk, choice["kind"], publish)
        keep(self.request.session, stashed)
        return self.show_preview(plan, ApplyForm(initial={"fingerprint": plan.fingerprint}))

    def get_context_data(self, **kwargs):
        return super().get_context_data(columns=list(COLUMNS), **kwargs)


class ApplyView(ImportBase):
    """Do what the preview says, unless the agenda changed meanwhile, and say how far it is."""

    template_name = "wagtailadmin/events/import_progress.html"
    form_class = ApplyForm

    def get(self, request, *args, **kwargs):
        """Go back to the start: a page that is loaded again imports nothing."""
        return redirect("events_import")

    def post(self, request, *args, **kwargs):
        stashed = kept(request.session)
        known = {agenda.pk: agenda for agenda in self.agendas}
        if stashed is None or stashed.agenda not in known:
            return redirect("events_import")
        agenda = known[stashed.agenda]
        reading = read_file(stashed.name, stashed.content)
        plan = make_plan(reading, agenda, agenda.owner_branch, request.user)
        form = self.get_form()
        if self._is_refused(form, plan):
            form.data = form.data | {"fingerprint": plan.fingerprint}
            return self.show_preview(plan, form)
        forget(request.session)
        page = render_to_string(self.template_name, self.get_context_data(plan=plan), request)
        response = StreamingHttpResponse(self._steps(plan, stashed, page))
        # Compressed, the steps would come all at once, at the end.
        response["Content-Encoding"] = "identity"
        return response

    def _is_refused(self, form: ApplyForm, plan: Plan) -> bool:
        form.data = form.data.dict()
        if not form.is_valid() or form.cleaned_data["fingerprint"] != plan.fingerprint:
            form.add_error(None, _("The agenda changed meanwhile: look at it again."))
        elif plan.of(Action.REFUSED) and not form.cleaned_data["partly"]:
            form.add_error("partly", _("Correct the file, or tick this box."))
        return bool(form.errors)

    def _steps(self, plan: Plan, stashed: Stashed, page: str) -> Iterator[str]:
        before, after = page.split(HERE)
        yield before
        total = len(plan.to_do)
        user, publish, kind = self.request.user, stashed.publish, stashed.kind
        outcome = {"plan": plan, "total": total, "error": None}
        try:
            with whole():
                for done in apply_plan(plan, user, publish=publish, kind=kind):
                    if done % EVERY == 0 or done == total:
                        yield format_html("<p>{}</p>", _progress(done, total))
        except CannotWrite as error:
            outcome["error"] = error
        yield render_to_string("wagtailadmin/events/import_done.html", outcome)
        yield after


def _progress(done: int, total: int) -> str:
    return _("%(done)s of %(total)s") % {"done": done, "total": total}


def template_file(request):
    """Send the empty table, as Excel opens it: with its mark, and semicolons."""
    if not agendas_for(request.user):
        raise PermissionDenied
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerow(COLUMNS)
    content = written.getvalue().encode("utf-8-sig")
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="modele-agenda.csv"'
    return response
