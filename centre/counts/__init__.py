"""Daily counts of visits: off unless the commune switches them on (docs/privacy.md).

A whole number for each page and day, kept 400 days. No address, no browser, no cookie, no hour
is read, so a robot counts as a reader and a reader who comes back counts again.

Whoever answers a request does this, once a request:

- a page made now: ``page_id = counted_page(request, response)``, and when it is not ``None``,
  ``count_visit(branch_id, page_id, day)``. A page kept for others is kept with its ``page_id``;
- a kept page given again: ``count_visit`` with what was kept, for a GET alone.
"""

from centre.counts.purge import KEPT_DAYS, purge
from centre.counts.visits import count_visit, counted_page

__all__ = ["KEPT_DAYS", "count_visit", "counted_page", "purge"]
