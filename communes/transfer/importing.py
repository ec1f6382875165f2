"""Put a commune from its archive into this install: all of it or nothing."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page, Site

from centre.archives import Refused
from centre.cache.versions import bump
from centre.models import Branch, Commune, Role
from centre.tenancy.branches import create_branch
from centre.tenancy.invitations import CannotInvite, Guest, Invitation, invite
from centre.whole import whole
from communes.models import CarriedObject
from communes.plan import portal
from communes.sharing.acts import share_with_new
from communes.transfer.archive import Archive
from communes.transfer.export import BRANCH, OBJECTS, PAGES, REDIRECTS, TREE
from communes.transfer.kinds import AFTER_PAGES, BEFORE_PAGES, MEDIA, REGISTER, label
from communes.transfer.names import Names, is_uuid, page_called
from communes.transfer.pages import restrict
from communes.transfer.refusal import foreign, forged
from communes.transfer.surroundings import add_redirects, collection_places
from communes.transfer.write_objects import ObjectWriter
from communes.transfer.write_pages import PageWriter
from home.models import CentreHomePage
from home.serving import own_port, serve


@dataclass
class Imported:
    """What an import did, or would do. ``kept``: edited here since, so left as it is."""

    branch: Branch
    is_new: bool
    created: int = 0
    updated: int = 0
    same: int = 0
    overwritten: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)


class _Undone(Exception):
    """Takes back what was only tried."""


def import_commune(
    archive: Archive,
    today: dt.date,
    parent: Page | None = None,
    overwrite: bool = False,
    dry_run: bool = False,
) -> Imported:
    """Put what ``archive`` holds below ``parent``, by default the portal or the tree's root.

    What was edited here since the last import stays unless ``overwrite``. Raises ``Refused``, and
    then nothing has changed and no file is left. With ``dry_run`` nothing stays either.
    """
    importer = Importer(archive, today, parent, overwrite)
    try:
        with whole():
            done = importer.run()
            if dry_run:
                raise _Undone
    except _Undone:
        importer.remove_files()
        return done
    except BaseException as error:
        importer.remove_files()
        raise refusal_of(error) from error
    return done


def refusal_of(error: BaseException) -> BaseException:
    """Return what went wrong as whoever typed the command reads it."""
    if isinstance(error, ValidationError):
        return Refused(" ".join(error.messages))
    if isinstance(error, DatabaseError | KeyError | TypeError | AttributeError | ValueError):
        # A forged archive is whole and still says what no export writes.
        return Refused(
            _("The archive says what cannot be stored here (%(reason)s): nothing was done.")
            % {"reason": f"{type(error).__name__}: {error}"[:160]}
        )
    return error


class Importer:
    """One import."""

    def __init__(self, archive: Archive, today: dt.date, parent: Page | None, overwrite: bool):
        self.archive, self.today, self.overwrite = archive, today, overwrite
        self.parent = parent
        self.objects = None

    def run(self) -> Imported:
        """Do it all, in the order in which things point at each other."""
        said, tree = self.archive.read(BRANCH), self.archive.read(TREE)
        self._check_tree(tree)
        branch, is_new = self._branch(said)
        done = Imported(branch, is_new)
        names = Names(branch)
        self._check_owners(names)
        self._hosts(branch, said, done)
        self._collections(branch, said)
        self._invite(branch, said, done)
        names.read_team()
        self.objects = ObjectWriter(self.archive, names, done, self.overwrite, self.today)
        pages = PageWriter(self.objects, fresh={branch.root_page_id} if is_new else set())
        self._objects((*MEDIA, *BEFORE_PAGES))
        for name, above in tree:
            pages.write(name, above)
        self._objects((*AFTER_PAGES, *REGISTER))
        self.objects.finish()
        pages.finish(tree)
        self._redirects(branch, names, done)
        self._refuse_lacking()
        if is_new:
            share_with_new(branch)
        bump(branch.pk)
        return done

    def remove_files(self) -> None:
        """Delete the files that were stored."""
        for storage, name in self.objects.stored if self.objects else ():
            storage.delete(name)

    def _objects(self, models) -> None:
        for model in models:
            folder = f"{OBJECTS}{label(model)}/"
            for member in self.archive.names(folder):
                self.objects.write(model, member.removeprefix(folder).removesuffix(".json"))

    def _branch(self, said: dict) -> tuple[Branch, bool]:
        """Return the branch to import into, made when there is none. Raises ``Refused``."""
        commune = Commune.objects.select_for_update().filter(code=said["commune"]).first()
        if commune is None:
            raise Refused(
                _("No commune has the code %(code)s here: run manage.py load_reference first.")
                % {"code": str(said["commune"])[:20]}
            )
        if not is_uuid(said["uuid"]):
            raise forged(said["uuid"])
        branch = Branch.objects.filter(uuid=said["uuid"]).first()
        if branch and branch.commune_id != commune.pk:
            raise foreign(branch.commune)
        if branch:
            return branch, False
        if Branch.objects.filter(commune=commune).exists():
            raise Refused(
                _("%(commune)s has a site here that this archive does not come from.")
                % {"commune": commune}
            )
        return self._new_branch(said, commune), True

    def _new_branch(self, said: dict, commune: Commune) -> Branch:
        content = self.archive.read(f"{PAGES}{said['root']}.json")["content"]
        if page_called(said["root"]):
            raise foreign(content["title"])
        home = CentreHomePage(title=content["title"], slug=content["slug"], live=False)
        key, _dot, code = said["root"].partition(".")
        home.translation_key = key
        home.locale = PageWriter.locale(code)
        parent = self.parent or portal() or Page.get_first_root_node()
        try:
            Page.objects.get(pk=parent.pk).add_child(instance=home)
        except ValidationError as error:
            raise Refused(
                _("The address “%(slug)s” is taken by another page here: change that one first.")
                % {"slug": content["slug"]}
            ) from error
        branch = create_branch(home, commune)
        branch.uuid, branch.template_version = said["uuid"], said["template_version"]
        branch.full_clean()
        branch.save()
        return Branch.objects.get(pk=branch.pk)

    def _check_tree(self, tree: list) -> None:
        """Refuse a tree that is none, or not that of the pages in the archive."""
        known = set()
        for name, above in tree:
            if name in known or (above not in known if known else above is not None):
                raise forged(name)
            known.add(name)
        if {f"{PAGES}{name}.json" for name in known} != set(self.archive.names(PAGES)):
            raise forged(TREE)

    def _check_owners(self, names: Names) -> None:
        """Refuse what is another commune's here, whoever says that it is this one's."""
        path = names.branch.root_page.path
        for member in self.archive.names(PAGES):
            page = page_called(member.removeprefix(PAGES).removesuffix(".json"))
            if page and not page.path.startswith(path):
                raise foreign(page)
        carried = CarriedObject.objects.exclude(branch=names.branch)
        elsewhere = set(carried.values_list("model", "key"))
        for member in self.archive.names(OBJECTS):
            _folder, model, name = member.split("/")
            key = name.removesuffix(".json")
            if not is_uuid(key):
                raise forged(key)
            if (model, key) in elsewhere:
                raise foreign(key)

    def _hosts(self, branch: Branch, said: dict, done: Imported) -> None:
        home = branch.root_page.specific
        if home.depth == 2:
            serve(home)
        for host in said["hosts"]:
            site = Site.objects.filter(hostname=host).first()
            if site is None:
                site = Site(hostname=host, port=own_port(), root_page=branch.root_page)
                site.site_name = home.title
                site.full_clean()
                site.save()
            elif site.root_page_id != branch.root_page_id:
                done.notes.append(
                    _("The address %(host)s leads elsewhere here: it was left so.") % {"host": host}
                )

    def _collections(self, branch: Branch, said: dict) -> None:
        there = collection_places(branch)
        for place in sorted(said["collections"]):
            if place not in there:
                above, _slash, name = place.rpartition("/")
                parent = Collection.objects.get(pk=there[above].pk)
                there[place] = parent.add_child(instance=Collection(name=name[:255]))
            restrict(there[place], said["collections"][place], branch)

    def _invite(self, branch: Branch, said: dict, done: Imported) -> None:
        """Invite the team anew: an archive holds no password."""
        if not done.is_new:
            return
        for one in said["team"]:
            guest = Guest(Role(one["role"]), one["first_name"], one["last_name"], one["email"])
            try:
                done.invitations.append(invite(branch, guest))
            except CannotInvite as error:
                done.notes.append(f"{guest.address}: {error}")

    def _redirects(self, branch: Branch, names: Names, done: Imported) -> None:
        added, lost = add_redirects(branch, self.archive.read(REDIRECTS), names)
        done.created += added
        done.lost.update(lost)

    def _refuse_lacking(self) -> None:
        if lacking := sorted(self.objects.decoder.lacking):
            raise Refused(
                _("This install lacks: %(names)s. Load or create them, then import again.")
                % {"names": ", ".join(lacking)}
            )
