"""Write what is not a page, as an archive has it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from centre.archives import Refused, digest
from communes.transfer.archive import Archive
from communes.transfer.decode import Decoder, required
from communes.transfer.encode import Encoder
from communes.transfer.export import OBJECTS, encode_object
from communes.transfer.kinds import MEDIA, OWNERS, REGISTER, ROWS, label
from communes.transfer.media import file_fields, files_of, give_back, give_files
from communes.transfer.merge import Decision, decide
from communes.transfer.names import Names
from communes.transfer.surroundings import collection_places

WRITES = (Decision.CREATE, Decision.UPDATE, Decision.OVERWRITE)


class ObjectWriter:
    """Writes objects of one branch, one after the other; ``stored``: the files it stored."""

    def __init__(self, archive: Archive, names: Names, done, overwrite: bool, today: dt.date):
        self.archive, self.names, self.done = archive, names, done
        self.overwrite, self.today = overwrite, today
        self.decoder, self.encoder = Decoder(names), Encoder(names)
        self.collections = collection_places(names.branch)
        self.places = {one.pk: place for place, one in self.collections.items()}
        self.stored: list[tuple] = []
        self.written: list[tuple] = []
        self.waiting: list[tuple] = []

    def write(self, model, key: str) -> None:
        """Write the object that the archive calls ``key``, unless it stays as it is here."""
        member = f"{OBJECTS}{label(model)}/{key}.json"
        said = self.archive.read(member)
        if model in REGISTER and self._is_over(said):
            return
        record = self.names.by_key.get((label(model), key))
        before = record and model._base_manager.filter(pk=record.object_id).first()
        here = before and digest(self.encode(before))
        decision = self.decide(record, member, here, f"{model._meta.verbose_name} {before or key}")
        if decision in WRITES:
            self._write(model, key, said, before)
        elif decision is Decision.SAME:
            self.note(record, member, here)

    def decide(self, record, member: str, here: str | None, title: str) -> Decision:
        """Return what becomes of a member, and count it."""
        decision = decide(
            self.archive.manifest.members[member]["sha256"],
            here,
            record.received if record else "",
            record.left_as if record else "",
            self.overwrite,
        )
        if decision is Decision.KEEP:
            self.done.kept.append(title)
        elif decision is Decision.OVERWRITE:
            self.done.overwritten.append(title)
        counted = {Decision.CREATE: "created", Decision.UPDATE: "updated", Decision.SAME: "same"}
        if name := counted.get(decision):
            setattr(self.done, name, getattr(self.done, name) + 1)
        return decision

    def encode(self, instance) -> dict:
        """Return what an archive would say of an object as it is here."""
        said = encode_object(instance, self.encoder, self.places)
        if type(instance) in MEDIA:
            said["files"] = files_of(instance)
        return said

    def note(self, record, member: str, here: str) -> None:
        """Remember what an archive said and what it was made into."""
        record.received = self.archive.manifest.members[member]["sha256"]
        record.left_as = here
        record.save()

    def finish(self) -> None:
        """Write again what pointed at something that came later, then remember everything."""
        for model, key, said, pk in self.waiting:
            self._save(model, key, said, model._base_manager.get(pk=pk))
            self.done.lost.update(self.decoder.waiting)
        for model, key, pk in self.written:
            here = digest(self.encode(model._base_manager.get(pk=pk)))
            record = self.names.record(model, pk, key)
            self.note(record, f"{OBJECTS}{label(model)}/{key}.json", here)

    def _write(self, model, key: str, said: dict, before) -> None:
        instance = self._save(model, key, said, before)
        if instance is None:
            self.done.lost.update(self.decoder.waiting)
            return
        self.names.adopt(model, instance.pk)
        self.names.record(model, instance.pk, key)
        self.written.append((model, key, instance.pk))
        if self.decoder.waiting:
            self.waiting.append((model, key, said, instance.pk))

    def _save(self, model, key: str, said: dict, before):
        """Return the saved object, ``None`` when what it hangs on is not here."""
        if said["type"] != model._meta.label:
            self.decoder.unknown(said["type"])
        instance = self.decoder.build(model, said["content"])
        if self._hangs_on_nothing(instance):
            return None
        self._place(instance, said)
        if before is not None:
            instance.pk, instance._state.adding = before.pk, False
        try:
            self._store(instance, said, key, before)
        except ValidationError as error:
            raise Refused(
                _("%(what)s “%(title)s”: %(reason)s")
                % {
                    "what": model._meta.verbose_name,
                    "title": instance,
                    "reason": " ".join(error.messages),
                }
            ) from error
        return instance

    def _store(self, instance, said: dict, key: str, before) -> None:
        model = type(instance)
        if model in MEDIA:
            if before is not None:
                give_back(instance, before)
            if before is None or files_of(before) != said["files"]:
                give_files(instance, said["files"], key, self.archive)
        instance.full_clean()
        instance.save()
        self.stored += [
            (getattr(instance, field.name).storage, getattr(instance, field.name).name)
            for field in file_fields(model)
            if getattr(instance, field.name)
            and getattr(before, field.name, None) != getattr(instance, field.name)
        ]
        self._rows(instance, said["content"])
        if hasattr(model, "tags"):
            instance.tags.set(said["content"].get("tags", []))
        restore_times(instance, said["content"])

    def _rows(self, instance, said: dict) -> None:
        for name in ROWS.get(type(instance), {}):
            getattr(instance, name).all().delete()
        for row in self.decoder.rows(instance, said):
            row.full_clean()
            row.save()

    def _place(self, instance, said: dict) -> None:
        """Give ``instance`` to the branch."""
        model = type(instance)
        if model in MEDIA:
            instance.collection = self.collections[said["collection"]]
        elif model not in OWNERS:
            instance.branch = self.names.branch

    def _hangs_on_nothing(self, instance) -> bool:
        left = {"branch", "collection"}
        return any(
            getattr(instance, instance._meta.get_field(name).attname) is None
            for name in required(type(instance)) - left
        )

    def _is_over(self, said: dict) -> bool:
        """Return whether an enrolment is past the last day on which it may be kept."""
        last = said["content"].get("delete_after")
        return bool(last) and last < self.today.isoformat()


def restore_times(instance, said: dict) -> None:
    """Give ``instance`` the times that saving it wrote over."""
    times = {
        field.name: parse_datetime(said[field.name])
        for field in instance._meta.concrete_fields
        if (getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))
        and said.get(field.name)
    }
    if times:
        type(instance)._base_manager.filter(pk=instance.pk).update(**times)
