"""A commune with something of every kind, each with the word of the commune in it."""

import datetime as dt

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import (
    CollectionViewRestriction,
    Comment,
    CommentReply,
    PageViewRestriction,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)

from centre.models import DailyCount, Role
from centre.tenancy.policy import owned_models
from communes.models import Offer, SharedPage
from events.models import AttendanceReport, Enrolment, RegisterDeclaration
from services.models import HelpLine, Organisation, Place, PublicHoliday
from tests.factories import (
    AwarenessEventPageFactory,
    EnrolmentFactory,
    HelpLineFactory,
    ImageFactory,
    OrganisationFactory,
    PlaceFactory,
    PublicHolidayFactory,
    RegisterDeclarationFactory,
    ServicePageFactory,
    StandardPageFactory,
    TrainingCoursePageFactory,
    make_branch,
    make_user,
)
from tests.factories.media import SoundFactory
from tests.isolation.planted import OURS
from tests.samples.pictures import encoded, photo

MAKERS = {
    HelpLine: lambda branch, name: HelpLineFactory(branch=branch, label=name),
    Organisation: lambda branch, name: OrganisationFactory(branch=branch, name=name),
    Place: lambda branch, name: PlaceFactory(branch=branch, name=name),
    PublicHoliday: lambda branch, name: PublicHolidayFactory(
        branch=branch, name=name, date=dt.date(2026, 6, 1)
    ),
    AttendanceReport: lambda branch, name: AttendanceReport.objects.create(
        branch=branch,
        event=AwarenessEventPageFactory(branch=branch, title=f"{name} fait"),
        method="paper",
        note=name,
    ),
    Enrolment: lambda branch, name: EnrolmentFactory(
        course=TrainingCoursePageFactory(branch=branch, title=f"{name} pagne"), name=name
    ),
    DailyCount: lambda branch, name: DailyCount.objects.create(
        branch=branch,
        page=AwarenessEventPageFactory(branch=branch, title=f"{name} lue"),
        date=dt.date(2026, 6, 1),
    ),
    RegisterDeclaration: lambda branch, name: RegisterDeclarationFactory(
        branch=branch, reference=name
    ),
    Offer: lambda branch, name: Offer.objects.create(
        branch=branch, shared=SharedPage.objects.create(title=name)
    ),
}
# Texts that are no words: they have a form of their own, or something else hangs on them.
NO_WORDS = ("path", "slug", "code", "digest", "colour", "version", "zone", "key", "pictogram")
TEXTS = (models.CharField, models.TextField)


class Commune:
    """The commune ``name`` and, in ``made``, what it has of each kind."""

    def __init__(self, name: str, word: str, **site):
        self.word = word
        self.branch = make_branch(name, title=f"{word} accueil", **site)
        self.staff = {role: self._user(role) for role in Role}
        self.made: dict = {}
        self._make_pages()
        self._make_files()
        for model in owned_models():
            self.made[model] = [MAKERS[model](self.branch, word)]

    def pks(self, kind) -> list:
        """Return the keys of what there is of ``kind``."""
        return [thing.pk for thing in self.made[kind]]

    def finish(self) -> "Commune":
        """Add what remembers the texts as they are now: drafts, approvals, remarks, histories."""
        self._make_drafts()
        self._name_what_is_around()
        self._make_settings()
        return self

    def _user(self, role):
        user = make_user(self.branch, role)
        user.first_name, user.last_name = self.word, role.value
        user.save()
        return user

    def _make_pages(self):
        branch, word, head = self.branch, self.word, self.staff[Role.DIRECTOR]
        self.service = ServicePageFactory(branch=branch, title=f"{word} écoute", slug="ecoute")
        self.draft = ServicePageFactory(branch=branch, title=f"{word} brouillon", live=False)
        self.event = AwarenessEventPageFactory(branch=branch, title=f"{word} causerie")
        self.course = TrainingCoursePageFactory(branch=branch, title=f"{word} couture")
        self.waiting = StandardPageFactory(branch=branch, title=f"{word} attend", live=False)
        self.locked = StandardPageFactory(
            branch=branch, title=f"{word} verrou", locked=True, locked_by=head
        )
        alias = self.locked.create_alias(update_slug="alias")
        # The first ones are those that are tried in pairs.
        pages = [self.service, self.waiting, branch.root_page, self.draft, self.event]
        pages += [self.course, self.locked, alias, self.service.get_parent()]
        self.made |= {"page": pages, "event": [self.event], "course": [self.course]}

    def _make_files(self):
        branch, word, user = self.branch, self.word, self.staff[Role.EDITOR]
        image = ImageFactory(branch=branch, title=word, uploaded_by_user=user)
        document = get_document_model().objects.create(
            title=word,
            file=ContentFile(b"Rien.", name="rien.txt"),
            collection=branch.collection,
            uploaded_by_user=user,
        )
        sound = SoundFactory(branch=branch, title=word, uploaded_by_user=user)
        upload = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(get_image_model()),
            file=ContentFile(encoded(photo(), "PNG"), name="a.png"),
            uploaded_by_user=user,
        )
        self.service.image, self.service.image_alt = image, word
        self.service.save()
        self.made |= {"image": [image], "document": [document], "media": [sound]}
        self.made |= {"uploaded": [upload]}

    def write_everywhere(self, lowest: int) -> None:
        """Put the word in every text of ours in the rows whose key is ``lowest`` or more."""
        for model in apps.get_models():
            if model._meta.app_label in OURS and isinstance(model._meta.pk, models.AutoField):
                self._write(model, lowest)
        for page in self.made["page"]:
            page = page.specific
            names = [name for name in _texts(type(page)) if name not in ("content_type",)]
            for name in names:
                setattr(page, name, self.word)
            page.owner = self.staff[Role.EDITOR]
            page.save(clean=False)

    def _write(self, model, lowest: int) -> None:
        names = _texts(model)
        rows = model._base_manager.filter(pk__gte=lowest)
        if names:
            rows.update(**dict.fromkeys(names, self.word))

    def _name_what_is_around(self):
        """Put the word in the names that are made of the commune's, which everybody knows."""
        around = [self.branch.collection, *self.made["workflow"], *self.made["task"]]
        around += Group.objects.filter(branch_group__branch=self.branch)
        for thing in around:
            thing.name = f"{self.word} {thing.pk}"
            thing.save()

    def _make_drafts(self):
        editor, director = self.staff[Role.EDITOR], self.staff[Role.DIRECTOR]
        word = self.word
        revisions = []
        for page in (self.service, self.branch.root_page, self.draft, self.event) * 2:
            text = page.specific_class.objects.get(pk=page.pk)
            text.title = f"{word} corrigé"
            revisions.append(text.save_revision(user=editor, log_action=True))
        later = self.draft.specific_class.objects.get(pk=self.draft.pk)
        later.go_live_at = timezone.now() + dt.timedelta(days=3)
        revisions.append(later.save_revision(user=director))
        revisions[-1].publish(user=director)
        waiting = self.waiting.specific_class.objects.get(pk=self.waiting.pk)
        revisions.insert(1, waiting.save_revision(user=self.staff[Role.PARTNER]))
        workflow = waiting.get_workflow()
        state = workflow.start(waiting, self.staff[Role.PARTNER])
        TaskState.objects.filter(workflow_state=state).update(comment=word)
        remark = Comment.objects.create(
            page=self.service, user=editor, text=word, contentpath="title"
        )
        CommentReply.objects.create(comment=remark, user=director, text=word)
        self.made |= {
            "revision": revisions,
            "comment": [remark],
            "workflow": [workflow],
            "workflow state": [state],
            "task": list(workflow.tasks),
            "task state": list(TaskState.objects.filter(workflow_state=state)),
        }

    def _make_settings(self):
        branch, word, editor = self.branch, self.word, self.staff[Role.EDITOR]
        behind = PageViewRestriction.objects.create(
            page=self.event, restriction_type="password", password=word
        )
        closed = CollectionViewRestriction.objects.create(
            collection=branch.collection, restriction_type="groups"
        )
        closed.groups.set(Group.objects.filter(branch_group__branch=branch))
        redirect = Redirect.objects.create(
            old_path=f"/{word.replace(' ', '-')}", redirect_page=self.service
        )
        session = EditingSession.objects.create(
            user=editor,
            content_type=ContentType.objects.get_for_model(self.service),
            object_id=str(self.service.pk),
            last_seen_at=timezone.now(),
            is_editing=True,
        )
        for things in self.made.values():
            for thing in things:
                if isinstance(thing, Revision | WorkflowState | TaskState | Comment):
                    continue
                log(instance=thing, action="wagtail.edit", user=editor, title=word)
        self.made |= {
            "branch": [branch],
            "collection": [branch.collection],
            "group": list(Group.objects.filter(branch_group__branch=branch)),
            "user": list(self.staff.values()),
            "site": list(branch.root_page.sites_rooted_here.all()),
            "redirect": [redirect],
            "page restriction": [behind],
            "collection restriction": [closed],
            "session": [session],
        }


def _texts(model) -> list[str]:
    """Return the names of the fields in which anything may be written."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if type(field) in TEXTS
        and not field.choices
        and not field.unique
        and not field.is_relation
        and (field.max_length or 999) >= 40
        and not any(part in field.name for part in NO_WORDS)
        and not any(field.name in getattr(c, "fields", ()) for c in model._meta.constraints)
    ]
