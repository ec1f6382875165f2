"""Publish and withdraw what staff scheduled, each thing whole or not at all.

Wagtail's own command stops at the first thing that cannot be published, with all that would have
come after it, and leaves half of it when it is killed.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterable

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page, Revision

from centre.ticking.registry import StepFailed
from centre.whole import whole

logger = logging.getLogger("centre.ticking")


def publish_scheduled(now: dt.datetime) -> int:
    """Withdraw what expired and publish what is approved for before ``now``; return how many.

    Raises ``StepFailed`` when some could not be: they are tried again the next time.
    """
    approved = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    acts = [
        *((model, pk, withdraw) for model in with_drafts() for pk in keys(expired(model, now))),
        *((Revision, pk, publish) for pk in keys(approved)),
    ]
    failed = sum(not done(model, pk, act, now) for model, pk, act in acts)
    if failed:
        said = _("%(failed)s of %(count)s could not be published or withdrawn")
        raise StepFailed(said % {"failed": failed, "count": len(acts)})
    return len(acts)


def with_drafts() -> list[type]:
    """Return the models whose objects are published and withdrawn; all pages are one."""
    others = (model for model in apps.get_models() if issubclass(model, DraftStateMixin))
    return [Page, *(model for model in others if not issubclass(model, Page))]


def expired(model, now: dt.datetime):
    """Return what the public still sees and should not any more."""
    return model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")


def keys(queryset) -> Iterable:
    """Return the keys alone: each thing is read again when its turn comes."""
    return list(queryset.values_list("pk", flat=True))


def withdraw(model, pk, now: dt.datetime) -> None:
    """Withdraw one thing, unless somebody has changed its date since."""
    if found := expired(model, now).select_for_update().filter(pk=pk).first():
        found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish(model, pk, now: dt.datetime) -> None:
    """Publish one text, unless somebody has or has taken its date away since."""
    approved = model.objects.select_for_update().filter(pk=pk, approved_go_live_at__lt=now)
    if found := approved.first():
        found.publish(log_action="wagtail.publish.scheduled")


def done(model, pk, act: Callable, now: dt.datetime) -> bool:
    """Return whether ``act`` succeeded; what it did in vain is undone."""
    try:
        with whole():
            act(model, pk, now)
    except Exception:
        logger.exception("step=publish_scheduled %s=%s", model._meta.model_name, pk)
        return False
    return True
