"""Write pages as an archive has them, and put them where they stand in it."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Revision

from centre.archives import Refused, digest
from communes.models import CarriedObject
from communes.transfer.encode import serializable
from communes.transfer.export import PAGES, TREE
from communes.transfer.kinds import PAGE_LEFT, model_called
from communes.transfer.merge import Decision
from communes.transfer.names import page_called, page_key
from communes.transfer.pages import encode_page, restrict
from communes.transfer.shared import put_beside, source_of
from communes.transfer.surroundings import encode_tree
from communes.transfer.write_objects import WRITES, ObjectWriter
from events.materialise import materialise
from events.models import EventPage
from home.models import CentreHomePage

TREE_OF = "tree"
PAGE = Page._meta.label_lower


class PageWriter:
    """Writes pages of one branch beside its objects. ``fresh``: made a moment ago, still empty."""

    def __init__(self, objects: ObjectWriter, fresh: set[int]):
        self.objects, self.fresh = objects, fresh
        self.names, self.archive = objects.names, objects.archive
        self.decoder, self.encoder = objects.decoder, objects.encoder
        self.branch = objects.names.branch
        self.written: dict[str, dict] = {}
        self.waiting: set[str] = set()
        self.tree = self.names.by_key.get((TREE_OF, str(self.branch.uuid)))
        here = None if fresh else digest(encode_tree(self.branch))
        self.is_arranged = objects.decide(self.tree, TREE, here, _("the order of the pages"))

    @staticmethod
    def locale(code: str) -> Locale:
        """Return the language of pages, which must be here. Raises ``Refused``."""
        found = Locale.objects.filter(language_code=code).first()
        if found is None:
            raise Refused(
                _("This install has no pages in the language “%(code)s”: add it first.")
                % {"code": code[:12]}
            )
        return found

    def write(self, name: str, above: str | None) -> None:
        """Write the page ``name`` below the page ``above``, unless it stays as it is here."""
        member = f"{PAGES}{name}.json"
        page = page_called(name)
        is_here = page is not None and page.pk not in self.fresh
        here = digest(encode_page(page, self.encoder)) if is_here else None
        record = self.names.by_key.get((PAGE, name))
        decision = self.objects.decide(record, member, here, page.title if page else name)
        if decision is Decision.SAME:
            record = record or self.names.record(Page, page.pk, name)
            self.objects.note(record, member, here)
        elif decision in WRITES:
            said = self.archive.read(member)
            parent = page_called(above) if page is None else page.get_parent()
            if parent is None:
                self.objects.done.lost.add(said["content"]["title"])
                return
            self.written[name] = said
            self.names.record(Page, self._save(name, said, page, parent), name)
            if self.decoder.waiting:
                self.waiting.add(name)

    def finish(self, tree: list) -> None:
        """Write links to what came later, drafts, who may read, the order and the calendar."""
        for name in sorted(self.waiting):
            page = page_called(name)
            self._save(name, self.written[name], page, page.get_parent())
            self.objects.done.lost.update(self.decoder.waiting)
        for name, said in self.written.items():
            self._surround(page_called(name), said)
        if self.is_arranged in WRITES:
            arrange(tree)
        for name in self.written:
            page = page_called(name)
            if issubclass(page.specific_class, EventPage):
                materialise(page.specific, self.objects.today)
            here = digest(encode_page(page, self.encoder))
            self.objects.note(self.names.by_key[PAGE, name], f"{PAGES}{name}.json", here)
        self._note_tree()

    def _note_tree(self) -> None:
        if self.is_arranged is Decision.KEEP:
            return
        record = self.tree or CarriedObject(
            branch=self.branch, model=TREE_OF, key=str(self.branch.uuid), object_id=self.branch.pk
        )
        self.objects.note(record, TREE, digest(encode_tree(self.branch)))

    def _save(self, name: str, said: dict, page: Page | None, parent: Page) -> int:
        """Write the live row of a page and return its number."""
        model = model_called(said["type"])
        if model is None or not issubclass(model, Page):
            self.decoder.unknown(str(said["type"]))
        built = self.decoder.build(model, said["content"])
        key, _dot, code = name.partition(".")
        try:
            if page is None:
                self._check_place(model, parent)
                built.translation_key, built.locale = key, self.locale(code)
                parent.add_child(instance=built)
            else:
                take_place(built, page.specific)
                built.save()
        except ValidationError as error:
            raise Refused(
                _("The page “%(title)s”: %(reason)s")
                % {"title": built.title, "reason": " ".join(error.messages)}
            ) from error
        return built.pk

    def _check_place(self, model, parent: Page) -> None:
        allowed = parent.specific_class.allowed_subpage_models()
        if model is CentreHomePage or model not in allowed:
            self.decoder.unknown(f"{model._meta.label} < {parent.specific_class._meta.label}")

    def _surround(self, page: Page, said: dict) -> None:
        """Give a page its readers, the page it repeats, the words beside it, its versions."""
        restrict(page, said["restrictions"], self.branch)
        source = source_of(said["alias_of"], self.branch)
        if said["alias_of"] and source is None:
            self.objects.done.lost.add(f"{page.title} = {said['alias_of']}")
        Page.objects.filter(pk=page.pk).update(alias_of=source)
        page = page_called(page_key(page))
        put_beside(page, self.branch, self.decoder.html(said["words"]))
        write_versions(page.specific, said, self.encoder, self.decoder)


def take_place(built: Page, before: Page) -> None:
    """Let ``built`` be saved over ``before``, where that stands and as far as it is."""
    if type(built) is not type(before):
        raise Refused(
            _("“%(title)s” is another kind of page here: nothing was done.")
            % {"title": before.title}
        )
    built.pk, built._state.adding = before.pk, False
    for link in built._meta.parents.values():
        setattr(built, link.attname, before.pk)
    built.id = before.pk
    for field in built._meta.concrete_fields:
        if field.name in PAGE_LEFT:
            setattr(built, field.attname, getattr(before, field.attname))


def write_versions(page: Page, said: dict, encoder, decoder) -> None:
    """Write the last version of a page, and its last draft where that says something else."""
    edited = said["edited_at"] and parse_datetime(said["edited_at"])
    told = {"latest_revision_created_at": edited, "draft_title": page.title}
    told["has_unpublished_changes"] = said["has_unpublished_changes"]
    if edited:
        live = serializable(page)
        draft = said["draft"]
        if page.live or draft is None:
            at = (draft and page.last_published_at) or edited
            revision = _revision(page, live, min(at, edited))
            told["latest_revision"] = revision
            told["live_revision"] = revision if page.live else None
        if draft is not None:
            encoder.encode(page)
            content = live | decoder.draft(type(page), draft, encoder.numbers())
            told["latest_revision"] = _revision(page, content, edited)
            told["draft_title"] = content["title"]
        goes_live = said["goes_live_at"] and parse_datetime(said["goes_live_at"])
        Revision.objects.filter(pk=told["latest_revision"].pk).update(approved_go_live_at=goes_live)
    Page.objects.filter(pk=page.pk).update(**told)


def _revision(page: Page, content: dict, at) -> Revision:
    return Revision.objects.create(
        content_type=ContentType.objects.get_for_model(page, for_concrete_model=False),
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        object_str=str(page),
        created_at=at,
        content=content,
    )


def arrange(tree: list) -> None:
    """Put the pages of ``tree`` below the page it says, in its order; others stay first."""
    below = {}
    for name, above in tree:
        below.setdefault(above, []).append(name)
    for above, names in below.items():
        parent = above and page_called(above)
        pages = [page for name in names if (page := page_called(name))]
        if not parent:
            continue
        there = list(parent.get_children().values_list("pk", flat=True))
        wanted = [page.pk for page in pages]
        if [pk for pk in there if pk in wanted] == wanted:
            continue
        for pk in wanted:
            Page.objects.get(pk=pk).move(Page.objects.get(pk=parent.pk), pos="last-child")
