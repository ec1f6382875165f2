"""Which services, in which order."""

from django.db.models import Q
from wagtail.models import PageManager

from centre.querysets import CentrePageQuerySet


class ServiceQuerySet(CentrePageQuerySet):
    """Services of a branch. Tree order is the order staff gave them."""

    def offered(self, root):
        """Return the services below the page ``root`` that everybody may see and still exist."""
        live = self.live().public().descendant_of(root)
        return live.exclude(status="defunct").order_by("path")

    def for_need(self, slug: str):
        """Return the services that answer the need at address ``slug``."""
        return self.filter(needs__slug=slug)

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
        return self.filter(languages__code=code)

    def at_place(self, slug: str):
        """Return the services given at the public place at address ``slug``."""
        return self.filter(
            service_at_locations__place__slug=slug,
            service_at_locations__place__visibility="public",
        )

    def open_at_links(self, place_ids, own_ids):
        """Return the services in use at open places, or whose own hours are open.

        ``place_ids`` count only where a service has no hours of its own.
        """
        from services.models import ServiceAtLocation

        usual = Q(place_id__in=place_ids, opening_hours__isnull=True)
        links = ServiceAtLocation.objects.filter(usual | Q(pk__in=own_ids))
        return self.filter(status="active", pk__in=links.values("page_id"))

    def with_places(self):
        """Fetch with each service its places and languages."""
        return self.prefetch_related("service_at_locations", "languages")


ServiceManager = PageManager.from_queryset(ServiceQuerySet)
