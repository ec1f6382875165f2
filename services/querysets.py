"""Which services, in which order."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from wagtail.models import PageManager

from centre.querysets import CentrePageQuerySet

FEW = 200


class ServiceQuerySet(CentrePageQuerySet):
    """Services of a branch. Tree order is the order staff gave them."""

    def offered(self, root):
        """Return the services below the page ``root`` that everybody may see and still exist."""
        live = self.live().unrestricted().below(root.path)
        return live.exclude(status="defunct").order_by("path")

    def outside(self, paths):
        """Return the services that stand neither at nor below any of the tree ``paths``."""
        return self.exclude(reduce(or_, (Q(path__startswith=one) for one in paths), Q(pk=None)))

    def for_need(self, slug: str):
        """Return the services that answer the need at address ``slug``."""
        return self.filter(self._holding("needs", need__slug=slug))

    def free(self):
        """Return the services known to be free."""
        return self.filter(is_free=True)

    def women_only(self):
        """Return the services for women only."""
        return self.filter(women_only=True)

    def without_papers(self):
        """Return the services where nobody is sent away for lack of papers."""
        return self.filter(can_come_without=True)

    def in_language(self, code: str):
        """Return the services given in the language ``code``."""
        return self.filter(self._holding("languages", language__code=code))

    def at_place(self, slug: str):
        """Return the services given at the public place at address ``slug``."""
        return self.filter(self._given_at(place__slug=slug, place__visibility="public"))

    def among(self, rows, column: str):
        """Return the services whose keys stand in ``column`` of ``rows``; asks one query.

        Few are fetched by their keys: in the order of the tree they may lie far apart. Of many the
        next is never far, and fetching all by their keys would only be to sort them.
        """
        keys = list(rows.order_by().values_list(column, flat=True)[: FEW + 1])
        if len(keys) <= FEW:
            return self.filter(pk__in=keys)
        return self.filter(Exists(rows.filter(**{column: OuterRef("pk")})))

    def open_at_links(self, place_ids, own_ids):
        """Return the services in use at open places, or whose own hours are open.

        ``place_ids`` count only where a service has no hours of its own.
        """
        hours = self.model._meta.get_field("service_at_locations").related_model.opening_hours
        own = hours.rel.related_model.objects.filter(service_at_location=OuterRef("pk"))
        usual = Q(place_id__in=place_ids) & ~Exists(own)
        return self.filter(self._given_at(usual | Q(pk__in=own_ids)), status="active")

    # Conditions are sub-queries of each row and not joins: in the order of the tree the database
    # then stops at the last row of the page that is asked for, however many services there are.

    def _holding(self, relation: str, **condition) -> Exists:
        through = self.model._meta.get_field(relation).remote_field.through
        return Exists(through.objects.filter(servicepage=OuterRef("pk"), **condition))

    def _given_at(self, *conditions, **more) -> Exists:
        links = self.model._meta.get_field("service_at_locations").related_model.objects
        return Exists(links.filter(*conditions, page=OuterRef("pk"), **more))


ServiceManager = PageManager.from_queryset(ServiceQuerySet)
