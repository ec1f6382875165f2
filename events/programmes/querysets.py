"""Which programmes."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageManager

from centre.models import Branch
from centre.querysets import CentrePageQuerySet


class ProgrammeQuerySet(CentrePageQuerySet):
    """Programmes of communes and of the federation."""

    def of_federation(self):
        """Return those that stand in no branch."""
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        above = Branch.objects.alias(below=path).filter(below__startswith=F("root_page__path"))
        return self.exclude(Exists(above))

    def open_to(self, branch: Branch | None):
        """Return those that an activity of ``branch`` may belong to: its own, the federation's."""
        shared = self.of_federation().order_by().values("pk")
        if branch is None:
            return self.filter(pk__in=shared)
        return self.filter(Q(pk__in=shared) | Q(path__startswith=branch.root_page.path))

    def latest_first(self):
        """Return them by their start, the unknown ones last."""
        return self.order_by(F("start").desc(nulls_last=True), "title", "pk")


ProgrammeManager = PageManager.from_queryset(ProgrammeQuerySet)
