"""What the public search may know of the agenda and of programmes: a whitelist of public fields.

A sensitive event is found by its discreet words alone.
"""

from functools import partial

from centre.safety.naming import told_introduction, told_title
from centre.search.documents import BODY, KEYWORDS, SUMMARY, TITLE, Document
from centre.search.registry import register_searchable, reindex
from events.models import (
    AwarenessEventPage,
    EventPage,
    ProgrammePage,
    Theme,
    TrainingCoursePage,
)
from services.searchables import relative_url

MODELS = (AwarenessEventPage, TrainingCoursePage)


def event_document(event: EventPage) -> Document | None:
    """Return what finds an event."""
    branch = event.owner_branch
    if branch is None:
        return None
    title = str(event.public_title if event.sensitive else event.title)
    texts = {TITLE: title, SUMMARY: event.public_introduction}
    if not event.sensitive:
        themes = " ".join(theme.title for theme in event.themes.all())
        texts[KEYWORDS] = f"{themes} {event.get_kind_display()} {event.audience}"
        texts[BODY] = " ".join(event.get_searchable_body())
    return Document(
        branch_id=branch.pk,
        kind="event",
        title=title,
        summary=event.public_introduction,
        url=relative_url(event, branch),
        texts=texts,
    )


def programme_document(programme: ProgrammePage) -> Document | None:
    """Return what finds a programme; of a sensitive one, only its neutral title."""
    branch = programme.owner_branch
    title = told_title(programme)
    if branch is None or not title:
        return None
    texts = {TITLE: title, SUMMARY: told_introduction(programme)}
    if not programme.sensitive:
        texts[BODY] = " ".join(programme.get_searchable_body())
    return Document(
        branch_id=branch.pk,
        kind="programme",
        title=title,
        summary=told_introduction(programme),
        url=relative_url(programme, branch),
        texts=texts,
    )


def public_events(model):
    """Return the events of the type ``model`` that everybody may see."""
    return model.objects.live().unrestricted().prefetch_related("themes")


def reindex_events(pks) -> None:
    """Read the events ``pks`` again, of whatever type they are."""
    for model in MODELS:
        reindex(model, pks)


def register() -> None:
    """Tell the search what the agenda holds."""
    for model in MODELS:
        register_searchable(
            model,
            event_document,
            public=partial(public_events, model),
            depends_on={Theme: "themes"},
        )
    register_searchable(ProgrammePage, programme_document)
