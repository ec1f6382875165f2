"""Keep the published calendar in step with the pages."""

import datetime as dt

from django.contrib.auth.models import Group
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from centre.models import Branch, CentrePage, Role
from centre.modules import switched
from centre.safety.sensitive import read_sensitive_paths
from centre.whole import with_change
from events.materialise import materialise
from events.models import EventDate, EventIndexPage, EventPage, Occurrence
from events.searchables import reindex_events
from services.models import PublicHoliday


def publish_dates(instance, **kwargs) -> None:
    """Receive ``page_published``: the calendar gets the dates, under the next sequence."""
    if isinstance(instance, EventPage):
        EventPage.objects.filter(pk=instance.pk).update(sequence=F("sequence") + 1)
        materialise(instance, timezone.localdate())
    elif isinstance(instance, CentrePage):
        _follow_sensitivity(instance)


def withdraw_dates(instance, **kwargs) -> None:
    """Receive ``page_unpublished``."""
    Occurrence.objects.filter(event__path__startswith=instance.path).delete()


def follow_move(instance, **kwargs) -> None:
    """Receive ``post_page_move``: address, commune and sensitivity may all be others."""
    rewrite_below(instance.specific_class.objects.get(pk=instance.pk).path)


def follow_address(instance, instance_before, **kwargs) -> None:
    """Receive ``page_slug_changed``: the addresses of all the dates below change with it."""
    before = instance_before.url_path
    Occurrence.objects.filter(url_path__startswith=before).update(
        url_path=Concat(Value(instance.url_path), Substr("url_path", len(before) + 1))
    )


def follow_restriction(instance, **kwargs) -> None:
    """Receive a page that is restricted, or no longer."""
    rewrite_below(instance.page.path)


def follow_holiday(instance, **kwargs) -> None:
    """Receive a public holiday that was written, changed or deleted."""
    series = EventDate.objects.filter(skip_holidays=True).values("page")
    rewrite(EventPage.objects.live().below(instance.branch.root_page.path).filter(pk__in=series))


def rewrite_below(path: str) -> None:
    """Write the dates of the live events at the tree path ``path`` and below."""
    rewrite(EventPage.objects.live().filter(path__startswith=path))


def rewrite(events, today: dt.date | None = None) -> None:
    """Write the dates of the queryset ``events`` again, up to the horizon from ``today``."""
    for event in events.specific():
        materialise(event, today or timezone.localdate())


def follow_switch(branch, models, **kwargs) -> None:
    """Receive types of page that a commune has switched off, or on again."""
    for model in models:
        if issubclass(model, EventPage):
            below = model.objects.below(branch.root_page.path)
            shown = below.live().unrestricted()
            gone = below.exclude(pk__in=shown.values("pk")).values("pk")
            Occurrence.objects.filter(event__in=gone).delete()
            rewrite(shown)


def let_officers_publish(instance, created, **kwargs) -> None:
    """Receive a new agenda: who runs the events of the commune publishes them herself."""
    group = Group.objects.filter(
        branch_group__role=Role.EVENTS,
        branch_group__branch__in=Branch.objects.for_path(instance.path),
    ).first()
    if created and group:
        GroupPagePermission.objects.create(
            group=group, page=instance.page_ptr, permission_type="publish"
        )


def _follow_sensitivity(page: CentrePage) -> None:
    """Write again the dates below ``page`` that are not as discreet as it is."""
    branch = Branch.objects.for_path(page.path).first()
    if branch is None:
        return
    is_sensitive = page.path.startswith(read_sensitive_paths(branch))
    below = Occurrence.objects.filter(event__path__startswith=page.path)
    others = below.filter(is_sensitive=not is_sensitive, event__is_sensitive=False)
    changed = list(others.order_by().values_list("event", flat=True).distinct())
    rewrite(EventPage.objects.live().filter(pk__in=changed))
    # Once the branch has its new version: until then it remembers which pages were sensitive.
    with_change(reindex_events, tuple(changed))


def connect() -> None:
    """Listen to pages, restrictions, public holidays and modules."""
    switched.connect(follow_switch)
    page_published.connect(publish_dates)
    page_unpublished.connect(withdraw_dates)
    page_slug_changed.connect(follow_address)
    post_page_move.connect(follow_move)
    post_save.connect(let_officers_publish, sender=EventIndexPage)
    for signal in (post_save, post_delete):
        signal.connect(follow_restriction, sender=PageViewRestriction)
        signal.connect(follow_holiday, sender=PublicHoliday)
