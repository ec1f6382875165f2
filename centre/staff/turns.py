"""Two people in one editor: nobody's words go without somebody having said so.

Wagtail refuses an automatic save over a version that its writer has not seen, and warns of a
colleague by a script. A button pressed in spite of it, without scripts above all, wrote over what
the colleague had saved. Here it is refused once, with her words kept.
"""

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, Revision


def take_turn(page_id: int) -> None:
    """Let nobody else change the page before the transaction ends: one edit after the other."""
    list(Page.objects.select_for_update().filter(pk=page_id).order_by().values_list("pk"))


class OneAfterTheOtherMixin:
    """For ``EditView``: refuses once what would replace a version that its writer has not seen.

    The form that comes back with her words is that of the newest version: who sends it again
    replaces it knowingly. Both versions stay in the history of the page.
    """

    def dispatch(self, request, page_id, **kwargs):
        """Have each edit of a page see the one before."""
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            take_turn(page_id)
            return super().dispatch(request, page_id, **kwargs)

    @cached_property
    def is_out_of_date(self):
        """Return whether somebody saved since the form was opened.

        A form of a page without any version names none; nor does one whose first automatic save
        made the version, which is then her own.
        """
        sent = self.request.POST
        if sent.get("overwrite_revision_id") or sent.get("loaded_revision_id"):
            return super().is_out_of_date
        latest = self.latest_revision
        return latest is not None and latest.user_id != self.request.user.pk

    def post(self, request, *args, **kwargs):
        """Refuse, or go on."""
        if self.is_out_of_date and not self.page.alias_of_id and not self.expects_json_response:
            return self.refused()
        return super().post(request, *args, **kwargs)

    def refused(self):
        """Return the form as it was sent, and say what saving it again does."""
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        self.form.defer_required_fields()
        self.form.is_valid()
        self.form.restore_required_fields()
        messages.warning(self.request, said_of(self.latest_revision), buttons=[self.to_newer()])
        # She decides, not a script.
        self.autosave_enabled = False
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def to_newer(self):
        """Return the button that opens the newest version beside the form."""
        url = reverse(
            "wagtailadmin_pages:revisions_view", args=[self.page.pk, self.latest_revision.pk]
        )
        return messages.button(url, _("Read that version"), new_window=True)


class LastEntrySeenMixin:
    """For the editor of what has no versions: its journal tells whether somebody was faster."""

    template_name = "wagtailadmin/shared/edit_last_entry_seen.html"
    is_told = False

    def is_valid(self, form):
        """Refuse once what would replace what its writer has not seen; her words stay."""
        return super().is_valid(form) and not self.is_late()

    def is_late(self) -> bool:
        """Return whether somebody saved since the form was opened, and note what to say then."""
        seen = self.request.POST.get("last_entry_seen")
        if seen is None:
            return False
        list(self.model.objects.select_for_update().filter(pk=self.object.pk).values_list("pk"))
        newest = self.get_last_updated_info()
        if newest is None or seen == str(newest.pk):
            return False
        self.is_told = True
        self.produced_error_code = "last_entry_not_seen"
        self.produced_error_message = said_of_entry(newest)
        return True

    def get_context_data(self, **kwargs):
        """Add the entry that the writer knows of: once she was told of a newer one, that one."""
        sent = self.request.POST.get("last_entry_seen")
        if sent is None or self.is_told:
            newest = self.get_last_updated_info()
            sent = str(newest.pk) if newest else ""
        return super().get_context_data(last_entry_seen=sent, **kwargs)


def said_of(newer: Revision) -> str:
    """Say who saved ``newer`` and what becomes of both versions."""
    said = _(
        "Nothing of yours is saved yet. %(name)s saved this page on %(date)s at %(time)s, after "
        "you opened it. What you wrote stands below: save again to put it in the place of that "
        "version, which stays in the history."
    )
    return said % who_and_when(newer.user, newer.created_at)


def said_of_entry(newer) -> str:
    """Say who did what the journal notes as ``newer``, and what saving again does."""
    said = _(
        "Nothing of yours is saved yet. %(name)s changed this on %(date)s at %(time)s, after you "
        "opened it. What you wrote stands below: look at what changed in another tab, then save "
        "again to put yours in its place."
    )
    return said % who_and_when(newer.user, newer.timestamp)


def who_and_when(user, moment) -> dict[str, object]:
    """Return the name of ``user`` and the date and time of ``moment`` in words."""
    moment = localtime(moment)
    return {
        "name": user or _("Somebody"),
        "date": date_format(moment, "j F Y"),
        "time": date_format(moment, r"G \h i").replace(" ", "\u00a0"),
    }
