"""Forms that point only at what one branch owns."""

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.permissions import policy_registry

from centre.models.branch import Branch
from centre.models.recording import Recording
from centre.safety.addresses import discreet_slug, tells
from centre.safety.sensitive import is_sensitive_path
from centre.tenancy.references import is_bound, own, points_elsewhere
from centre.tenancy.withheld import withhold_choice, withhold_text

NOT_YOURS = _("It belongs to another commune: choose one of yours.")


def refuse_foreign_texts(form, branch: Branch | None) -> None:
    """Say next to a running text of ``form`` that it shows, or leads to, what is not hers."""
    for field in form._meta.model._meta.concrete_fields:
        if field.name not in form.cleaned_data or not hasattr(field, "extract_references"):
            continue
        references = field.extract_references(form.cleaned_data[field.name])
        if points_elsewhere(references, branch):
            withhold_text(form, field, branch)
            form.add_error(
                field.name,
                _("A link, an image or a file belongs to another commune: choose one of yours."),
            )


def keep_to_branch(form, branch: Branch | None) -> None:
    """Make ``form``, and its rows, refuse next to the field what ``branch`` does not own.

    The chooser shows nothing else, but a request can be written by hand. Without a branch
    nothing that is owned can be chosen.
    """
    for field in form.fields.values():
        queryset = getattr(field, "queryset", None)
        if queryset is not None and is_bound(queryset.model):
            field.queryset = own(queryset, branch)
            field.error_messages["invalid_choice"] = NOT_YOURS
            if form.is_bound:
                withhold_choice(field)
    for formset in form.formsets.values():
        for row in formset.forms:
            keep_to_branch(row, branch)


class CentrePageForm(WagtailAdminPageForm):
    """The editor of a page: what it points at belongs to its branch.

    The address of a sensitive page that was never published does not tell its title.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        path = self.instance.path or getattr(self.parent_page, "path", "")
        self.branch = Branch.objects.for_path(path).first()
        keep_to_branch(self, self.branch)

    def clean(self):
        """Say what is wrong, once the address is discreet."""
        if self._needs_discreet_address():
            neutral = self.cleaned_data.get("neutral_title") or gettext("Information")
            twins = self.parent_page.get_children().exclude(pk=self.instance.pk)
            self.cleaned_data["slug"] = discreet_slug(neutral, twins.values_list("slug", flat=True))
        cleaned = super().clean()
        refuse_foreign_texts(self, self.branch)
        return cleaned

    def _needs_discreet_address(self) -> bool:
        if "slug" in self.errors or "slug" not in self.fields or self.parent_page is None:
            return False
        if self.instance.first_published_at:
            return False
        said = self.cleaned_data
        is_sensitive = said.get("is_sensitive") or is_sensitive_path(
            self.branch, self.parent_page.path
        )
        return bool(is_sensitive) and tells(said["slug"], said.get("title", ""))

    def save(self, commit=True):
        """Save, and note what the page says when it comes with a new recording."""
        page, rows = self.instance, list(self.formsets.get("recordings", ()))
        published = Recording.objects.filter(page=page.pk if page.live else None)
        heard = dict(published.values_list("pk", "media_id")) if rows else {}
        for row in rows:
            row.instance.note_text(page, heard)
        return super().save(commit)


class BranchOwnedForm(WagtailAdminModelForm):
    """The editor of what a branch owns. ``for_user`` is required.

    The branch is hers when she writes for one commune only, chosen among hers otherwise,
    and never changes afterwards. An empty address is made from the name.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        self._offer_branches()
        keep_to_branch(self, self._branch())

    def clean(self):
        """Fill the address, and refuse what the branch has already."""
        cleaned = super().clean()
        if "slug" in self.fields and "slug" not in self.errors:
            cleaned["slug"] = cleaned["slug"] or self._address(cleaned.get("name", ""))
        self._refuse_twins(cleaned)
        refuse_foreign_texts(self, self._branch())
        return cleaned

    def _offer_branches(self) -> None:
        policy = policy_registry.get_by_type(self._meta.model)
        hers = policy.branches_for(self.for_user, ["add"]).select_related("commune")
        if self.instance.pk:
            del self.fields["branch"]
        elif self._may_be_national():
            self.fields["branch"].queryset = hers
            self.fields["branch"].empty_label = _("National: shown in every commune")
        elif len(hers) == 1:
            self.instance.branch = hers[0]
            del self.fields["branch"]
        else:
            self.fields["branch"].queryset = hers
            self.fields["branch"].required = True

    def _may_be_national(self) -> bool:
        return self._meta.model._meta.get_field("branch").null and self.for_user.is_superuser

    def _branch(self) -> Branch | None:
        if "branch" not in self.fields:
            return self.instance.branch
        try:
            return self.fields["branch"].clean(self["branch"].data)
        except ValidationError:
            return None

    def _address(self, name: str) -> str:
        address = slugify(anyascii(name.replace("’", " ")))
        address = address[: self.fields["slug"].max_length].strip("-")
        if not address and name:
            self.add_error("slug", _("Write an address in plain letters, for example salle-2."))
        return address

    def _refuse_twins(self, cleaned: dict) -> None:
        """Say of a value unique in its branch who has it, next to its field."""
        branch = self._branch()
        for constraint in self._meta.model._meta.constraints:
            if not isinstance(constraint, UniqueConstraint) or "branch" not in constraint.fields:
                continue
            values = {name: cleaned.get(name) for name in constraint.fields if name != "branch"}
            if branch is None or not all(values.values()):
                continue
            twins = self._meta.model._default_manager.filter(branch=branch, **values)
            if twin := twins.exclude(pk=self.instance.pk).first():
                message = _("“%(twin)s” has it already in this commune: write another one.")
                self.add_error(list(values)[-1], message % {"twin": twin})
