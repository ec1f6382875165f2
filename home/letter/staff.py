"""The letter of the month in the staff area: its word, what it says, and the ways to send it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from centre.safety.sensitive import protect
from centre.sharing import ways_of
from centre.staff.modules import refuse_closed
from events.kit.printing import PACKAGES, PangoMissing, can_print, pages
from home.letter.contents import Letter, letter_of, this_month
from home.letter.forms import MonthForm, WordForm
from home.letter.page import letter_address
from home.letter.sheet import render_letter
from home.letter.words import WHATSAPP_LIMIT
from home.models import NewsIndexPage


def hers(user):
    """Return the lists of news that ``user`` may change."""
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return NewsIndexPage.objects.filter(pk__in=allowed.order_by().values("pk")).order_by("path")


class LetterMenuItem(MenuItem):
    """The entry of the menu, for who has a list of news."""

    def is_shown(self, request):
        """Return whether she has one."""
        return hers(request.user).exists()


def menu_item() -> MenuItem:
    """Return the entry of the menu."""
    return LetterMenuItem(
        gettext_lazy("Letter of the month"),
        reverse("home_letters"),
        name="letter",
        icon_name="mail",
        order=140,
    )


class LettersView(WagtailAdminTemplateMixin, TemplateView):
    """Whose letter: asked only of who has several lists of news."""

    template_name = "wagtailadmin/home/letters.html"
    header_icon = "mail"
    page_title = gettext_lazy("Letter of the month")

    def get(self, request, *args, **kwargs):
        """Go on to the only one, or to the month asked for."""
        self.lists = list(hers(request.user))
        if len(self.lists) != 1:
            return super().get(request, *args, **kwargs)
        return redirect(letter_url(self.lists[0], this_month(timezone.now())))

    def get_context_data(self, **kwargs):
        """Add the lists, each under the name of what it stands below."""
        month = this_month(timezone.now())
        lists = [(index.get_parent().title, letter_url(index, month)) for index in self.lists]
        return super().get_context_data(**kwargs, lists=lists)


class LetterView(WagtailAdminTemplateMixin, TemplateView):
    """The letter of one month."""

    template_name = "wagtailadmin/home/letter.html"
    header_icon = "mail"
    page_title = gettext_lazy("Letter of the month")

    def setup(self, request, page_id, month):
        super().setup(request, page_id=page_id, month=month)
        self.index = index_of(request.user, page_id)
        self.month = open_month(month)

    def get(self, request, page_id, month):
        """Show it, or go to the month that was chosen."""
        if "mois" in request.GET:
            chosen = MonthForm(request.GET, timezone.now()).month
            return redirect(letter_url(self.index, chosen))
        return self.render_to_response(self.get_context_data(form=self.word_form()))

    def post(self, request, page_id, month):
        """Keep the word of who may publish."""
        if not self.may_write():
            raise PermissionDenied
        form = self.word_form(request.POST)
        if form.is_valid():
            form.save()
            messages.success(request, _("The word is kept."))
            return redirect(letter_url(self.index, self.month))
        messages.error(request, _("Nothing was kept: see below what is to be put right."))
        return self.render_to_response(self.get_context_data(form=form))

    def may_write(self) -> bool:
        """Return whether what she writes goes out at once."""
        return self.index.permissions_for_user(self.request.user).can_publish()

    def word_form(self, data=None) -> WordForm | None:
        """Return the form of the word, for who may write it."""
        return WordForm(data, self.index, self.month) if self.may_write() else None

    def get_context_data(self, **kwargs):
        """Add what the letter says, and the ways to send it."""
        address = letter_address(self.index, self.month)
        letter = read_letter(self.index, self.month)
        text = letter.whatsapp(address)
        return super().get_context_data(
            **kwargs,
            months=MonthForm(None, timezone.now(), self.month),
            letter=letter,
            address=address,
            text=text,
            cost={"used": len(text), "limit": WHATSAPP_LIMIT},
            send=ways_of(text, letter.title).whatsapp,
            is_live=self.index.live,
            sheet_url=reverse("home_letter_sheet", args=self.at()),
            file_url=reverse("home_letter_file", args=self.at()),
            can_print=can_print(),
            packages=PACKAGES,
        )

    def at(self) -> list:
        """Return what is in the addresses of this letter."""
        return [self.index.pk, self.month]


def letter_sheet(request, page_id, month):
    """Show the letter as a page to look at and to print."""
    return protect(HttpResponse(_rendered(request, page_id, month)))


def letter_file(request, page_id, month):
    """Answer with the letter as PDF; without Pango, with the page to print."""
    html = _rendered(request, page_id, month)
    try:
        data = pages(html)
    except PangoMissing:
        return redirect("home_letter_sheet", page_id, month)
    headers = {"Content-Disposition": f'inline; filename="lettre-{month:%Y-%m}.pdf"'}
    return protect(HttpResponse(data, content_type="application/pdf", headers=headers))


def _rendered(request, page_id, month) -> str:
    index = index_of(request.user, page_id)
    letter = read_letter(index, open_month(month))
    return render_letter(index, letter, letter_address(index, month))


def index_of(user, page_id: int) -> NewsIndexPage:
    """Return the list of news; 404 when there is none, 403 when she may not change it."""
    index = get_object_or_404(NewsIndexPage, pk=page_id)
    if not index.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return index


def open_month(month):
    """Return ``month``; 404 for one to come."""
    if month > this_month(timezone.now()):
        raise Http404
    return month


def read_letter(index: NewsIndexPage, month) -> Letter:
    """Return the letter with whole addresses: it is read on paper and in messages."""
    full = lambda url_path: Page(url_path=url_path).get_full_url() or ""  # noqa: E731
    return letter_of(index, month, timezone.now(), full)


def letter_url(index: NewsIndexPage, month) -> str:
    """Return the address of the staff's page about a letter."""
    return reverse("home_letter", args=[index.pk, month])


urlpatterns = [
    path("lettre/", refuse_closed(NewsIndexPage)(LettersView.as_view()), name="home_letters"),
    path("lettre/<int:page_id>/<month:month>/", LetterView.as_view(), name="home_letter"),
    path("lettre/<int:page_id>/<month:month>/feuille/", letter_sheet, name="home_letter_sheet"),
    path("lettre/<int:page_id>/<month:month>/lettre.pdf", letter_file, name="home_letter_file"),
]
