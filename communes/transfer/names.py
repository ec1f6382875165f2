"""What everything is called in the archives of a branch: no number of one install ever travels.

Reference data goes by its code, a page by its ``translation_key`` and language, a member of the
team by her e-mail, and anything else by a UUID that is drawn when it is first exported.
"""

import uuid

from django.contrib.auth import get_user_model
from wagtail.models import Collection, Page

from centre.models import Branch
from centre.tenancy.team import members
from communes.models import CarriedObject
from communes.transfer.kinds import MEDIA, OWNERS, REFERENCE, carried, label


class Names:
    """The names of what belongs to ``branch``, read once and kept in step while it is imported."""

    def __init__(self, branch: Branch):
        self.branch = branch
        self.records = {}
        self.by_key = {}
        for record in CarriedObject.objects.filter(branch=branch):
            self._note(record)
        self._reference = {
            model: dict(model.objects.values_list("pk", field))
            for model, field in REFERENCE.items()
        }
        self._codes = {
            model: {str(code): pk for pk, code in codes.items()}
            for model, codes in self._reference.items()
        }
        self.read_team()
        self._pages = {}
        self._own = {model: set(owned(branch, model)) for model in carried(with_register=True)}

    def read_team(self) -> None:
        """Read again who is in the team: nobody else's name travels or is found."""
        team = members(self.branch).exclude(email="").values_list("pk", "email")
        self._emails = {pk: email.lower() for pk, email in team}
        self._members = {email: pk for pk, email in self._emails.items()}

    def belongs(self, model, pk) -> bool:
        """Return whether the object is the branch's: then it is in its archive."""
        return pk in self._own.get(model, ())

    def adopt(self, model, pk) -> None:
        """Note that an object is the branch's from now on."""
        self._own[model].add(pk)

    def name_of(self, model, pk):
        """Return the name of an object, ``None`` for one that does not travel with the branch."""
        if model in REFERENCE:
            return self._reference[model].get(pk)
        if issubclass(model, Page):
            return self._page_name(pk)
        if model is get_user_model():
            return self._emails.get(pk)
        return self.key(model, pk) if self.belongs(model, pk) else None

    def find(self, model, name):
        """Return the number of what is called ``name``, ``None`` when nothing here is."""
        if model in REFERENCE:
            return self._codes[model].get(str(name))
        if issubclass(model, Page):
            return self._find_page(str(name))
        if model is get_user_model():
            return self._members.get(name)
        record = self.by_key.get((label(model), name))
        return record.object_id if record and self.belongs(model, record.object_id) else None

    def key(self, model, pk) -> str:
        """Return the UUID of an object of the branch; drawn and kept when it has none yet."""
        record = self.records.get((label(model), pk))
        return (record or self.record(model, pk, str(uuid.uuid4()))).key

    def record(self, model, pk, key: str) -> CarriedObject:
        """Return the record of an object that is called ``key``, made when there is none."""
        record = self.by_key.get((label(model), key))
        if record is None:
            record = CarriedObject(branch=self.branch, model=label(model), key=key)
        elif record.object_id == pk:
            return record
        record.object_id = pk
        record.save()
        self._note(record)
        return record

    def _note(self, record: CarriedObject) -> None:
        self.records[record.model, record.object_id] = record
        self.by_key[record.model, record.key] = record

    def _page_name(self, pk) -> str | None:
        if pk not in self._pages:
            page = Page.objects.filter(pk=pk).select_related("locale").first()
            self._pages[pk] = page and page_key(page)
        return self._pages[pk]

    def _find_page(self, name: str) -> int | None:
        """Return a page of the branch, or one elsewhere that everybody may see."""
        found = page_called(name)
        if found is None:
            return None
        is_own = found.path.startswith(self.branch.root_page.path)
        return found.pk if is_own or found.live else None


def page_key(page: Page) -> str:
    """Return what a page is called: its ``translation_key`` and its language."""
    return f"{page.translation_key}.{page.locale.language_code}"


def page_called(name: str) -> Page | None:
    """Return the page of that name, wherever it stands."""
    key, _dot, code = name.partition(".")
    if not is_uuid(key):
        return None
    return Page.objects.filter(translation_key=key, locale__language_code=code).first()


def is_uuid(text) -> bool:
    """Return whether ``text`` is a UUID as archives write it."""
    try:
        return str(uuid.UUID(str(text))) == text
    except ValueError:
        return False


def owned(branch: Branch, model):
    """Return the numbers of the objects of ``model`` that belong to ``branch``, in order."""
    if model in MEDIA:
        found = {"collection__path__startswith": branch.collection.path}
    elif model in OWNERS:
        found = {OWNERS[model]: branch.root_page.path}
    else:
        found = {"branch": branch}
    return model._base_manager.filter(**found).order_by("pk").values_list("pk", flat=True)


def collections_of(branch: Branch):
    """Return the collections of ``branch``, its own first."""
    path = branch.collection.path
    return Collection.objects.filter(path__startswith=path).order_by("path")
