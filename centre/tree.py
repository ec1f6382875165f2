"""What stands at or below a page, so that SQLite answers it from the index of tree paths.

Its ``LIKE`` is blind to case and thus reads every page, once for each rule that names a part of the
tree. The explorer of one commune asks many such rules, and must not cost more with each other one.
"""

from django.db.models.lookups import StartsWith
from wagtail.models import Page

# After every letter and figure of a tree path.
LAST = "~"


class AtOrBelow(StartsWith):
    """``path__startswith`` as two comparisons, on SQLite and for a given path."""

    def as_sqlite(self, compiler, connection):
        """Return the comparisons and their parameters."""
        if not self.rhs_is_direct_value() or self.bilateral_transforms:
            return self.as_sql(compiler, connection)
        lhs, params = self.process_lhs(compiler, connection)
        sql = f"({lhs} >= %s AND {lhs} < %s)"
        return sql, [*params, self.rhs, *params, f"{self.rhs}{LAST}"]


def connect() -> None:
    """Let every question about the tree be asked so: Wagtail's own too."""
    Page._meta.get_field("path").register_lookup(AtOrBelow)
