"""Files go away and come back wherever they are kept, and may be stopped between any two moves."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage

from centre.archives import Refused
from centre.backup.media import FolderMedia, StoredMedia, files, media


def put(root, *names):
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{root.name} {name}")


def held(root) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in root.rglob("*")
        if path.is_file()
    }


class TestFolder:
    @pytest.fixture
    def root(self, tmp_path):
        root = tmp_path / "media"
        put(root, "images/a.jpg", "documents/b.pdf", "c.txt")
        return root

    @pytest.fixture
    def folder(self, root):
        """The new files, where they wait."""
        folder = FolderMedia(root).staging()
        put(folder, "images/z.jpg", "other/y.pdf")
        return folder

    def test_new_files_take_the_place_of_old_ones(self, root, folder):
        new = held(folder)
        place = FolderMedia(root)
        place.set_aside()
        assert place.is_bare()
        place.load(folder)
        place.forget()
        assert held(root) == new

    @pytest.mark.parametrize("stop", range(12))
    def test_it_may_be_stopped_at_any_move(self, root, folder, monkeypatch, stop):
        """Killed at move ``stop``, then put back, itself killed at each move before it is done."""
        before = {name: text for name, text in held(root).items() if not name.startswith(".")}
        place = FolderMedia(root)
        rename, moves = type(root).rename, [0]

        class Killed(BaseException):
            pass

        def counted(path, target):
            if moves[0] == 0:
                raise Killed
            moves[0] -= 1
            return rename(path, target)

        monkeypatch.setattr(type(root), "rename", counted)
        moves[0] = stop
        try:
            place.set_aside()
            place.load(folder)
        except Killed:
            pass
        for again in range(12):
            moves[0] = again
            try:
                place.put_back()
            except Killed:
                continue
            break
        assert held(root) == before

    def test_own_folders_are_no_files_of_the_site(self, root, folder):
        storage = FileSystemStorage(root)
        assert list(files(storage)) == ["c.txt", "documents/b.pdf", "images/a.jpg"]

    def test_nothing_is_bare(self, tmp_path):
        assert FolderMedia(tmp_path / "none").is_bare()
        assert list(files(FileSystemStorage(tmp_path / "none"))) == []


class TestStorage:
    @pytest.fixture
    def storage(self, settings, tmp_path):
        settings.VAR_DIR = tmp_path
        return InMemoryStorage()

    def test_files_are_stored_under_their_names(self, storage):
        place = media(storage)
        assert isinstance(place, StoredMedia)
        folder = place.staging()
        put(folder, "images/z.jpg", "y.pdf")
        place.set_aside()
        place.load(folder)
        assert sorted(files(storage)) == ["images/z.jpg", "y.pdf"]
        with storage.open("images/z.jpg") as file:
            assert file.read() == f"{folder.name} images/z.jpg".encode()
        place.put_back()
        assert place.is_bare() and not folder.exists()

    def test_what_is_there_is_never_replaced(self, storage):
        storage.save("images/a.jpg", ContentFile(b"a"))
        with pytest.raises(Refused, match="n’est pas vide"):
            media(storage).staging()
        media(storage).put_back()
        assert list(files(storage)) == ["images/a.jpg"]
