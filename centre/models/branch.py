"""The branch of the page tree that belongs to one commune, and what it owns."""

import uuid

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page


def new_version() -> str:
    """Return a token never used before: caches keyed by it need no clearing."""
    return uuid.uuid4().hex


def _paths_above(path: str, steplen: int) -> list[str]:
    return [path[:end] for end in range(steplen, len(path) + 1, steplen)]


class BranchQuerySet(models.QuerySet):
    def for_path(self, path: str):
        """Return the branches whose root is at or above the tree path ``path``."""
        return self.filter(root_page__path__in=_paths_above(path, Page.steplen))

    def for_collection(self, path: str):
        """Return the branches whose collection is at or above the one at ``path``."""
        return self.filter(collection__path__in=_paths_above(path, Collection.steplen))

    def for_user(self, user):
        """Return the branches in which ``user`` has a role (every one for a superuser)."""
        if user.is_superuser:
            return self
        return self.filter(branch_groups__group__user=user).distinct()


class Branch(models.Model):
    """A commune's part of the house: its pages, its media, its groups."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    root_page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.PROTECT,
        related_name="branch",
        verbose_name=_("home page"),
    )
    commune = models.OneToOneField(
        "centre.Commune",
        on_delete=models.PROTECT,
        related_name="branch",
        verbose_name=_("commune"),
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        on_delete=models.PROTECT,
        related_name="branch",
        verbose_name=_("collection of images and documents"),
    )
    template_version = models.CharField(_("version of the template"), max_length=20)
    content_version = models.CharField(max_length=32, default=new_version, editable=False)

    objects = BranchQuerySet.as_manager()

    class Meta:
        verbose_name = _("branch of a commune")
        verbose_name_plural = _("branches of communes")

    def __str__(self):
        return self.commune.name


class Federation(models.Model):
    """All communes together: one row, whose version changes whenever that of a branch does."""

    content_version = models.CharField(max_length=32, default=new_version, editable=False)

    class Meta:
        verbose_name = _("federation")
        verbose_name_plural = _("federations")

    def __str__(self):
        return self.content_version

    @classmethod
    def current(cls) -> "Federation":
        """Return the row, or one never saved before anything was published."""
        return cls.objects.first() or cls()

    @classmethod
    def renew(cls) -> None:
        """Give it a new version."""
        if not cls.objects.update(content_version=new_version()):
            cls.objects.get_or_create(pk=1)


class Role(models.TextChoices):
    """What a member of staff is in her commune; the rights are in ``centre.tenancy``."""

    DIRECTOR = "directrice", _("Director")
    EDITOR = "editrice", _("Editor")
    EVENTS = "evenements", _("Events officer")
    PARTNER = "partenaire", _("Partner")


class BranchGroup(models.Model):
    """The group of users that holds one role in one branch."""

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="branch_groups")
    role = models.CharField(max_length=20, choices=Role)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="branch_group")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "role"], name="one_group_per_role_and_branch")
        ]

    def __str__(self):
        return f"{self.branch} · {self.get_role_display()}"


class ClosedType(models.Model):
    """A type of page that nobody reaches in a branch: see ``centre.modules``, which writes it."""

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="closed_types")
    content_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "branch"], name="one_row_per_type_and_branch"
            )
        ]

    def __str__(self):
        return f"{self.branch} · {self.content_type}"


class BranchOwned(models.Model):
    """What a commune owns and is not a page."""

    branch = models.ForeignKey(
        Branch,
        on_delete=models.CASCADE,
        related_name="%(class)ss",
        verbose_name=_("commune"),
    )

    # Whether a public page says something of it, and is made anew when it changes.
    shown_in_public = True

    class Meta:
        abstract = True
