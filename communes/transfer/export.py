"""Write a commune to a file: everything it needs to live elsewhere, and nothing of another."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from centre import __version__
from centre.archives import Refused
from centre.models import Branch
from centre.tenancy.team import members
from communes.transfer.archive import FORMAT, Manifest, Writer, open_archive
from communes.transfer.encode import Encoder
from communes.transfer.kinds import MEDIA, REGISTER, carried, label
from communes.transfer.media import write_files
from communes.transfer.names import Names, owned, page_key
from communes.transfer.pages import encode_page, pages_of
from communes.transfer.surroundings import (
    collection_places,
    encode_branch,
    encode_redirects,
    encode_tree,
)

BRANCH, TREE, REDIRECTS = "branch.json", "tree.json", "redirects.json"
PAGES, OBJECTS = "pages/", "objects/"


@dataclass
class Exported:
    """What an archive holds. ``left``: what the commune points at and does not own."""

    path: Path
    manifest: Manifest
    left: list[str] = field(default_factory=list)
    register_left: int = 0
    nameless: int = 0


@transaction.atomic
def export_commune(
    branch: Branch, path: Path, made_on: dt.datetime, with_register: bool = False
) -> Exported:
    """Write ``branch`` to a new file ``path``, read it again and return what it holds.

    Raises ``Refused``, and then there is no file.
    """
    with Writer(path) as writer:
        manifest, lost = _write(branch, writer, made_on, with_register)
    try:
        open_archive(path)
    except Refused:
        path.unlink(missing_ok=True)
        raise
    left = 0 if with_register else sum(owned(branch, model).count() for model in REGISTER)
    return Exported(path, manifest, sorted(lost), left, members(branch).filter(email="").count())


def verify(path: Path, branch: Branch) -> Manifest:
    """Return the manifest of the archive ``path`` of ``branch``, whole. Raises ``Refused``."""
    manifest = open_archive(path).manifest
    if manifest.branch != str(branch.uuid):
        raise Refused(_("%(path)s is the archive of another commune.") % {"path": path})
    return manifest


def _write(branch: Branch, writer: Writer, made_on, with_register: bool):
    names = Names(branch)
    encoder = Encoder(names)
    counts = {}
    for page in pages_of(branch):
        writer.add(f"{PAGES}{page_key(page)}.json", encode_page(page, encoder))
        counts["wagtailcore.page"] = counts.get("wagtailcore.page", 0) + 1
    places = {found.pk: place for place, found in collection_places(branch).items()}
    for model in carried(with_register):
        for pk in owned(branch, model):
            key = names.key(model, pk)
            instance = model._base_manager.get(pk=pk)
            said = encode_object(instance, encoder, places)
            if model in MEDIA:
                said["files"] = write_files(instance, key, writer)
            writer.add(f"{OBJECTS}{label(model)}/{key}.json", said)
            counts[label(model)] = counts.get(label(model), 0) + 1
    writer.add(TREE, encode_tree(branch))
    writer.add(REDIRECTS, encode_redirects(branch, encoder))
    writer.add(BRANCH, encode_branch(branch))
    manifest = Manifest(
        format=FORMAT,
        template=__version__,
        commune=branch.commune.code,
        branch=str(branch.uuid),
        made_on=made_on.isoformat(timespec="seconds"),
        with_register=with_register,
        counts=counts,
    )
    writer.finish(manifest)
    return manifest, encoder.lost


def encode_object(instance, encoder: Encoder, places: dict[int, str]) -> dict:
    """Return what an archive says of an object; ``places``: collections by number."""
    said = {"type": instance._meta.label, "content": encoder.encode(instance)}
    if type(instance) in MEDIA:
        said["collection"] = places[instance.collection_id]
    return said
