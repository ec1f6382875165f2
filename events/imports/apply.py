"""Write what a plan says. Who calls it holds the transaction: all of it, or nothing."""

from collections.abc import Iterator

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug

from centre.validation import validate_content
from events.imports.fields import digests, joined, split, write
from events.imports.plan import Action, Plan, Step
from events.imports.source import Remark
from events.models import AwarenessEventPage

SLUG_LENGTH = 60


class CannotWrite(Exception):
    """A step cannot be written: ``step`` and the sentences that say why."""

    def __init__(self, step: Step, messages: list[str]):
        super().__init__("; ".join(messages))
        self.step = step
        self.messages = messages


def apply_plan(plan: Plan, user, *, publish: bool, kind: str) -> Iterator[int]:
    """Write every step, and yield how many are written each time.

    Drafts are published when ``publish`` is asked for and she may. ``kind`` is that of new events.
    Raises ``CannotWrite``.
    """
    for number, step in enumerate(plan.to_do, start=1):
        try:
            if step.action is Action.NEW:
                _create(plan, step, user, publish, kind)
            else:
                _change(plan, step, user, publish)
        except ValidationError as error:
            raise CannotWrite(step, list(error.messages)) from error
        yield number


def _create(plan: Plan, step: Step, user, publish: bool, kind: str) -> None:
    values = plan.targets.wanted(step.event)
    page = AwarenessEventPage(
        slug=find_available_slug(plan.agenda, _slug(step.title)),
        kind=kind,
        owner=user,
        live=False,
        source_uid=step.event.uid,
        source_digest=joined(digests(values)),
    )
    write(page, values)
    validate_content(page)
    plan.agenda.add_child(instance=page)
    write(page, {"facts": values["facts"]})
    revision = page.save_revision(user=user, log_action=True)
    if publish and page.permissions_for_user(user).can_publish():
        revision.publish(user=user)


def _change(plan: Plan, step: Step, user, publish: bool) -> None:
    page, values = step.page, plan.targets.wanted(step.event)
    new, before = digests(values), split(page.source_digest)
    # What staff keep is still to be compared with what the source said when they wrote it.
    page.source_digest = joined({**new, **{name: before[name] for name in step.kept}})
    write(page, {name: values[name] for name in step.fields})
    validate_content(page)
    page.full_clean()
    revision = page.save_revision(user=user, log_action=True)
    waits = Remark.DRAFT_WAITS in step.remarks
    if publish and not waits and page.permissions_for_user(user).can_publish():
        revision.publish(user=user)


def _slug(title: str) -> str:
    slug = slugify(anyascii(title.replace("’", " ")))[:SLUG_LENGTH].strip("-")
    return slug or "evenement"
