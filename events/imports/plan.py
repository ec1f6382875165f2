"""What an import would do: every event of the file beside what stands in the agenda."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from centre.models import Branch
from events.imports.fields import FIELDS, Targets, digests, split, standing
from events.imports.sentences import (
    FIELD_LABELS,
    LOCKED,
    NOT_HERS,
    REMARK_SENTENCES,
    refusal_sentence,
)
from events.imports.source import Reading, Remark, SourceEvent
from events.models import EventIndexPage, EventPage
from events.wording import entry_in_words

# More lines of dates than these are not read, only counted.
SHOWN_LINES = 3


class Action(StrEnum):
    """What becomes of an event of the file."""

    REFUSED = "refused"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Step:
    """One event of the file. ``fields`` are those to be written, ``kept`` those staff changed."""

    action: Action
    line: int
    title: str
    event: SourceEvent | None = None
    page: EventPage | None = None
    fields: tuple[str, ...] = FIELDS
    kept: tuple[str, ...] = ()
    remarks: frozenset[Remark] = frozenset()
    reason: str = ""

    @property
    def dates(self) -> list[str]:
        """The first lines of dates, in words."""
        entries = self.event.entries if self.event else ()
        return [entry_in_words(entry) for entry in entries[:SHOWN_LINES]]

    @property
    def more(self) -> int:
        """How many lines of dates there are besides."""
        return max(0, len(self.event.entries) - SHOWN_LINES) if self.event else 0

    @property
    def changes(self) -> int:
        """How many dates are cancelled or moved."""
        return len(self.event.changes) if self.event else 0

    @property
    def labels(self) -> list[str]:
        """The names of the fields to be written."""
        return [str(FIELD_LABELS[name]) for name in self.fields]

    @property
    def kept_labels(self) -> list[str]:
        """The names of the fields that stay as staff wrote them."""
        return [str(FIELD_LABELS[name]) for name in self.kept]

    @property
    def sentences(self) -> list[str]:
        """What is to be said of it."""
        return [str(REMARK_SENTENCES[one]) for one in Remark if one in self.remarks]


@dataclass(frozen=True)
class Plan:
    """All the steps, in the order of the file, for one agenda."""

    agenda: EventIndexPage
    steps: list[Step]
    is_guessed: bool = False
    unknown: tuple[str, ...] = ()
    targets: Targets | None = field(default=None, compare=False)

    @property
    def to_do(self) -> list[Step]:
        """The steps that write something."""
        return [step for step in self.steps if step.action in (Action.NEW, Action.CHANGED)]

    @property
    def counts(self) -> dict[str, int]:
        """How many steps of each action there are."""
        found = Counter(step.action.value for step in self.steps)
        return {action.value: found[action.value] for action in Action}

    def of(self, action: Action) -> list[Step]:
        """Return the steps of one action."""
        return [step for step in self.steps if step.action is action]

    @property
    def fingerprint(self) -> str:
        """A token of what would be done: another one when the agenda changed meanwhile."""
        done = [
            (step.action.value, step.line, step.event and step.event.uid, step.fields, step.kept)
            for step in self.steps
        ]
        versions = [step.page.latest_revision_id for step in self.steps if step.page]
        return sha256(repr((self.agenda.pk, done, versions)).encode()).hexdigest()


def make_plan(reading: Reading, agenda: EventIndexPage, branch: Branch, user) -> Plan:
    """Compare ``reading`` with the events of ``branch``, as ``user`` may change them.

    Only events of this branch are looked at: another commune may have the same ones.
    """
    targets = Targets(branch)
    pages = _pages(branch, [event.uid for event in reading.events])
    ours = _ours(branch, reading)
    steps = [
        Step(Action.REFUSED, one.line, one.title, reason=refusal_sentence(one))
        for one in reading.refused
    ]
    for event in reading.events:
        remarks = targets.remarks(event)
        if event.uid in ours:
            remarks = frozenset({Remark.OURS})
            steps.append(
                Step(Action.UNCHANGED, event.line, event.title, event, None, (), (), remarks)
            )
        elif page := pages.get(event.uid):
            steps.append(_compared(event, page, targets, remarks, user))
        else:
            remarks = frozenset(remarks)
            steps.append(Step(Action.NEW, event.line, event.title, event, remarks=remarks))
    steps.sort(key=lambda step: step.line)
    return Plan(agenda, steps, reading.is_guessed, reading.unknown, targets)


def _pages(branch: Branch, uids: list[str]) -> dict[str, EventPage]:
    """Return the events of ``branch`` that came from elsewhere, as last written, by their name."""
    found = (
        EventPage.objects.below(branch.root_page.path)
        .filter(source_uid__in=uids)
        .select_related("latest_revision")
        .order_by("-pk")
    )
    return {page.source_uid: page.get_latest_revision_as_object() for page in found}


def _ours(branch: Branch, reading: Reading) -> set[str]:
    """Return the names in ``reading`` that this agenda gave itself when it was exported."""
    named = {event.uid: _as_uuid(event.uid) for event in reading.events}
    known = set(
        EventPage.objects.below(branch.root_page.path)
        .filter(uid__in=[one for one in named.values() if one])
        .values_list("uid", flat=True)
    )
    return {uid for uid, one in named.items() if one in known}


def _as_uuid(uid: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(uid[:36])
    except ValueError:
        return None


def _compared(event: SourceEvent, page: EventPage, targets: Targets, remarks, user) -> Step:
    """Return what the source changed since the last import, but for what staff changed too."""
    new, local = digests(targets.wanted(event)), digests(standing(page))
    before = split(page.source_digest)
    changed = [name for name in FIELDS if new[name] != before[name] and new[name] != local[name]]
    kept = tuple(name for name in changed if local[name] != before[name])
    fields = tuple(name for name in changed if name not in kept)
    if not fields:
        found = frozenset(remarks)
        return Step(Action.UNCHANGED, event.line, event.title, event, page, (), kept, found)
    if page.has_unpublished_changes and page.live:
        remarks = remarks | {Remark.DRAFT_WAITS}
    may = page.permissions_for_user(user)
    if not may.can_edit() or may.page_locked():
        reason = str(NOT_HERS if not may.can_edit() else LOCKED)
        return Step(Action.REFUSED, event.line, event.title, reason=reason)
    found = frozenset(remarks)
    return Step(Action.CHANGED, event.line, event.title, event, page, fields, kept, found)
