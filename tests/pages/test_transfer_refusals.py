"""What comes from elsewhere is judged before anything is written, and a refusal leaves nothing."""

import json
import stat
import zipfile

import pytest
from django.utils import translation
from wagtail.models import Collection, Locale, Page, Site

from centre.archives import MANIFEST, Refused
from centre.models import Branch, CentreImage, Language
from communes.transfer import archive
from communes.transfer.archive import FORMAT, open_archive
from communes.transfer.close import remove
from communes.transfer.export import export_commune
from services.models import HelpLine, Place
from tests.factories import (
    HelpLineFactory,
    ImageFactory,
    LanguageFactory,
    PlaceFactory,
    StandardPageFactory,
    make_branch,
)
from tests.pages.moving import NOW, bring, forge, read_members, rezip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


@pytest.fixture
def kozah(branch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    branch = make_branch("Kozah 1", hostname="kozah-1.example.com")
    ImageFactory(branch=branch)
    PlaceFactory(branch=branch, name="Maison", slug="maison")
    HelpLineFactory(branch=branch, languages=[LanguageFactory(code="kbp", name="Kabiyè")])
    StandardPageFactory(branch=branch, title="Page", slug="page", body=[("text", "<p>Ici</p>")])
    return branch


@pytest.fixture
def path(kozah, tmp_path):
    """The archive of Kozah 1, which is here no more."""
    path = tmp_path / "kozah.zip"
    export_commune(kozah, path, NOW)
    remove(kozah)
    return path


def member(path, folder: str, words: str = "") -> str:
    """Return the name of the member below ``folder`` that holds ``words``."""
    found = [
        name
        for name, data in read_members(path).items()
        if name.startswith(folder) and words.encode() in data
    ]
    assert len(found) == 1
    return found[0]


def counts(settings):
    models = (Page, Branch, Collection, Place, CentreImage, HelpLine, Site)
    files = sorted(one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file())
    return [model.objects.count() for model in models], files


@pytest.fixture
def refused(settings):
    """A function that imports an archive, and says why it was refused: nothing is left."""

    def why(path, **options) -> str:
        before = counts(settings)
        with pytest.raises(Refused) as refusal:
            bring(path, **options)
        assert counts(settings) == before
        return str(refusal.value)

    return why


def test_a_truncated_or_foreign_file(path, tmp_path, refused):
    short = tmp_path / "short.zip"
    short.write_bytes(path.read_bytes()[:-400])
    assert "recopiez" in refused(short)
    assert "recopiez" in refused(tmp_path / "absent.zip")
    assert "pas l’archive d’une commune" in refused(rezip({"a.txt": b"a"}, tmp_path / "a.zip"))


def test_a_newer_format(path, tmp_path, refused):
    manifest = json.loads(read_members(path)[MANIFEST]) | {"format": FORMAT + 1}
    newer = rezip(
        read_members(path) | {MANIFEST: json.dumps(manifest).encode()}, tmp_path / "n.zip"
    )
    assert "plus récente" in refused(newer)


def test_a_changed_member(path, tmp_path, refused):
    changed = rezip(read_members(path) | {"tree.json": b"[]"}, tmp_path / "c.zip")
    assert "pas ce qui a été exporté" in refused(changed)
    added = rezip(read_members(path) | {"files/more.jpg": b"-"}, tmp_path / "d.zip")
    assert "abîmée" in refused(added)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "pages/../../x.json", "files\\x", "C:/x", "a//b", "d/"],
)
def test_a_name_that_leads_outside(path, tmp_path, refused, name):
    assert "aucun export" in refused(forge(path, {name: b"-"}, tmp_path / "p.zip"))


def test_a_symbolic_link(path, tmp_path, refused):
    linked = tmp_path / "l.zip"
    linked.write_bytes(path.read_bytes())
    info = zipfile.ZipInfo("files/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(linked, "a") as file:
        file.writestr(info, "/etc/passwd")
    assert "aucun export" in refused(linked)


def test_a_bomb(path, tmp_path, refused, monkeypatch):
    steep = forge(path, {"files/big.txt": b"0" * 9_000_000}, tmp_path / "b.zip")
    assert "démesurée" in refused(steep)
    for name in ("MOST_MEMBERS", "LARGEST_TOTAL"):
        with monkeypatch.context() as patched:
            patched.setattr(archive, name, 3)
            assert "démesurée" in refused(path)
    monkeypatch.setattr(archive, "LARGEST_TEXT", 20)
    assert "abîmée" in refused(path)


def test_an_archive_of_another_commune_s_numbers(path, tmp_path, refused, kozah):
    theirs = make_branch("Zio 1")
    page = StandardPageFactory(branch=theirs, title="Zio")
    key = member(path, "pages/", "<p>Ici</p>").removeprefix("pages/").removesuffix(".fr.json")
    Page.objects.filter(pk=page.pk).update(translation_key=key)
    assert "appartient à une autre commune" in refused(path)


def test_the_uuid_of_another_branch(path, refused, kozah):
    Branch.objects.filter(pk=make_branch("Zio 1").pk).update(uuid=kozah.uuid)
    assert "appartient à une autre commune" in refused(path)


def test_an_object_of_another_branch(path, tmp_path, refused):
    theirs = make_branch("Zio 1")
    taken = PlaceFactory(branch=theirs, name="Ici")
    key = member(path, "objects/services.place/").rpartition("/")[2].removesuffix(".json")
    theirs.carried_objects.create(model="services.place", object_id=taken.pk, key=key)
    assert "appartient à une autre commune" in refused(path)
    taken.refresh_from_db()
    assert taken.name == "Ici"


def test_a_commune_that_has_its_site_already(path, refused):
    make_branch("Kozah 1")
    assert "a ici un site" in refused(path)


def test_an_address_that_is_taken(path, refused, branch):
    StandardPageFactory(parent=Page.get_first_root_node(), title="Autre", slug="kozah-1")
    assert "kozah-1" in refused(path)


def test_what_this_install_lacks(path, tmp_path, refused):
    Language.objects.filter(code="kbp").delete()
    assert "kbp" in refused(path)


def test_a_language_of_pages_that_is_not_here(path, tmp_path, refused):
    members = read_members(path)
    name = member(path, "pages/", "<p>Ici</p>")
    other = name.replace(".fr.", ".ee.")
    members[other] = members.pop(name)
    key = name.removeprefix("pages/").removesuffix(".json")
    members["tree.json"] = members["tree.json"].replace(
        key.encode(), key.replace(".fr", ".ee").encode()
    )
    assert not Locale.objects.filter(language_code="ee").exists()
    bare = rezip(members, tmp_path / "bare.zip")
    assert "ee" in refused(forge(bare, {}, tmp_path / "e.zip"))


def test_texts_that_no_editor_writes(path, tmp_path, refused):
    name = member(path, "pages/", "<p>Ici</p>")
    said = read_members(path)[name]
    for text in ("<script>1</script>", "<p onclick='x'>a</p>", "<a href='javascript:x'>a</a>"):
        changed = said.replace(b"<p>Ici</p>", text.encode())
        assert "aucun éditeur" in refused(forge(path, {name: changed}, tmp_path / "t.zip"))


def test_fields_and_blocks_of_a_version_to_come(path, tmp_path, refused):
    name = member(path, "pages/", "<p>Ici</p>")
    said = json.loads(read_members(path)[name])
    said["content"]["hologram"] = "oui"
    changed = json.dumps(said).encode()
    assert "hologram" in refused(forge(path, {name: changed}, tmp_path / "h.zip"))
    said = json.loads(read_members(path)[name])
    said["content"]["body"][0]["type"] = "hologram"
    changed = json.dumps(said).encode()
    assert "hologram" in refused(forge(path, {name: changed}, tmp_path / "i.zip"))


@pytest.mark.parametrize("said", [b"[]", b"{}", b'{"type": 3}', b"null", b'{"content": []}'])
def test_members_that_make_no_sense(path, tmp_path, refused, said):
    for folder, words in (("pages/", "<p>Ici</p>"), ("objects/services.place/", "")):
        forged = forge(path, {member(path, folder, words): said}, tmp_path / "x.zip")
        assert refused(forged)


def test_what_no_form_would_take(path, tmp_path, refused):
    name = member(path, "objects/services.place/")
    said = json.loads(read_members(path)[name])
    said["content"] |= {"visibility": "confidential"}
    changed = forge(path, {name: json.dumps(said).encode()}, tmp_path / "v.zip")
    assert "confidentiel" in refused(changed)


def test_a_file_that_no_upload_would_take(path, tmp_path, refused):
    picture = member(path, "files/")
    assert "refusé" in refused(forge(path, {picture: b"<?php ?>"}, tmp_path / "f.zip"))


def test_a_kind_of_page_that_does_not_belong_in_a_commune(path, tmp_path, refused):
    name = member(path, "pages/", "<p>Ici</p>")
    said = json.loads(read_members(path)[name])
    said["type"] = "communes.FederationHomePage"
    assert refused(forge(path, {name: json.dumps(said).encode()}, tmp_path / "k.zip"))


def test_the_archive_itself_is_taken(path):
    assert bring(path).created > 5
    assert open_archive(path).manifest.format == FORMAT
