"""A backup that was cut, changed by one bit or put together otherwise is never taken for whole."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from centre.archives import Refused
from centre.backup import sealed
from centre.backup.reading import open_backup
from centre.backup.sealed import CHUNK, HEADER, TAG, Sealing, Unsealing
from tests.samples.backups import KEY, put, small_backup

SMALL = 64


@pytest.fixture(autouse=True, scope="module")
def cheap_key():
    """Guessing the key is made slow on purpose, and what is slow is not what is examined."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sealed, "COST", 2)
        yield


@pytest.fixture(scope="class")
def small_chunks():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sealed, "CHUNK", SMALL)
        yield


def sealed_bytes(content: bytes, *sizes: int) -> bytes:
    """Return ``content`` sealed, written in pieces of ``sizes`` and then the rest."""
    file, start = BytesIO(), 0
    target = Sealing(file, KEY)
    for size in sizes:
        target.write(content[start : start + size])
        start += size
    target.write(content[start:])
    target.finish()
    return file.getvalue()


def opened(content: bytes) -> bytes:
    return Unsealing(BytesIO(content), KEY).read()


def is_whole(path) -> bool:
    try:
        with open_backup(path, KEY) as backup:
            backup.check(lambda done, total: None)
    except Refused:
        return False
    return True


@pytest.mark.usefixtures("small_chunks")
class TestSealed:
    @settings(deadline=None)
    @given(content=st.binary(max_size=5 * SMALL), sizes=st.lists(st.integers(0, 2 * SMALL)))
    def test_what_is_sealed_opens_the_same_however_it_was_written(self, content, sizes):
        assert opened(sealed_bytes(content, *sizes)) == content

    @pytest.mark.parametrize("size", [0, 1, SMALL - 1, SMALL, SMALL + 1, 3 * SMALL])
    def test_the_borders_of_chunks(self, size):
        content = bytes(range(256))[:size] or b"x" * size
        assert opened(sealed_bytes(content)) == content

    @settings(deadline=None)
    @given(start=st.integers(0, 400), size=st.integers(0, 400))
    def test_any_part_is_read_as_from_a_file(self, start, size):
        content = bytes(range(200))
        file, plain = Unsealing(BytesIO(sealed_bytes(content)), KEY), BytesIO(content)
        file.seek(start), plain.seek(start)
        found = b""
        while chunk := file.read(size - len(found)):
            found += chunk
        assert found == plain.read(size)

    def test_every_bit_counts(self):
        whole = sealed_bytes(b"words " * 30)
        for place in range(8 * len(whole)):
            changed = bytearray(whole)
            changed[place // 8] ^= 1 << place % 8
            with pytest.raises(Refused):
                opened_or_refused(bytes(changed))

    def test_no_chunk_may_move_go_or_come(self):
        first, second = (sealed_bytes(bytes([n]) * 3 * SMALL) for n in (1, 2))
        step = SMALL + TAG
        chunks = [first[at : at + step] for at in range(HEADER, len(first), step)]
        assert len(chunks) == 3
        foreign = second[HEADER : HEADER + step]
        for others in (
            [chunks[1], chunks[0], chunks[2]],
            [chunks[0], chunks[2], chunks[1]],
            chunks[:2],
            chunks[:1],
            [],
            chunks[1:],
            [chunks[0], chunks[2]],
            [*chunks, chunks[2]],
            [foreign, *chunks[1:]],
        ):
            with pytest.raises(Refused):
                opened_or_refused(first[:HEADER] + b"".join(others))

    def test_another_key_is_told_from_damage(self):
        with pytest.raises(Refused, match="n’est pas la clé"):
            Unsealing(BytesIO(sealed_bytes(b"words")), KEY + "x")

    def test_the_same_words_never_look_the_same(self):
        first, second = (sealed_bytes(b"\0" * 3 * SMALL)[HEADER:] for _time in range(2))
        assert first[:SMALL] != second[:SMALL]
        assert first[:SMALL] != first[SMALL + TAG :][:SMALL]


def opened_or_refused(content: bytes) -> None:
    """Open all of ``content``; a file that does not even start as sealed ones do is refused too."""
    if not sealed.is_sealed(BytesIO(content)) or len(content) < HEADER + TAG:
        raise Refused("not sealed")
    opened(content)


def test_a_chunk_is_not_so_small_that_tags_weigh():
    assert CHUNK // TAG > 10_000


def test_every_bit_of_a_plain_backup_counts(tmp_path):
    """Those of a sealed one were counted above."""
    whole = small_backup()
    believed = []
    for place in range(8 * len(whole)):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << place % 8
        if is_whole(put(tmp_path / "b", changed)):
            believed.append(divmod(place, 8))
    assert believed == []


@pytest.mark.parametrize("key", ["", KEY], ids=["plain", "sealed"])
class TestWholeFiles:
    def test_what_was_written_is_whole(self, key, tmp_path):
        assert is_whole(put(tmp_path / "b", small_backup(key)))

    def test_every_cut_counts(self, key, tmp_path):
        whole = small_backup(key)
        path = tmp_path / "b"
        assert [end for end in range(len(whole)) if is_whole(put(path, whole[:end]))] == []

    def test_nothing_may_stand_before_or_behind(self, key, tmp_path):
        whole = small_backup(key)
        for changed in (b"x" + whole, whole + b"x", whole + whole):
            assert not is_whole(put(tmp_path / "b", changed))


def refusal(path, key=KEY) -> str:
    with pytest.raises(Refused) as refused, open_backup(path, key) as backup:
        backup.check(lambda done, total: None)
    return str(refused.value)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"format": 2}, "version plus récente"),
        ({"template": "99.0"}, "version plus récente du site (99.0)"),
        ({"template": "not a version"}, "abîmée"),
        ({"database": "other"}, "abîmée"),
        ({"members": {}}, "abîmée"),
    ],
)
def test_what_the_manifest_says_is_judged(fields, said, tmp_path):
    assert said in refusal(put(tmp_path / "b", small_backup(**fields)))


@pytest.mark.parametrize("name", ["../out.jpg", "/out.jpg", "a/../../out.jpg", "a\\b.jpg", "./a"])
def test_no_name_leads_out_of_the_folder(name, tmp_path):
    path = put(tmp_path / "b", small_backup(media={name: b"x"}))
    assert "aucune de nos sauvegardes" in refusal(path) or "abîmée" in refusal(path)


def test_a_member_in_no_place_of_ours_is_refused(tmp_path):
    content = small_backup().replace(b"media/a.jpg", b"nadia/a.jpg")
    assert "abîmée" in refusal(put(tmp_path / "b", content))


def test_other_files_are_told_apart(tmp_path):
    assert "n’est pas une sauvegarde" in refusal(put(tmp_path / "b", b"some words"))
    assert "n’est pas une sauvegarde" in refusal(put(tmp_path / "b", b""))
    assert "ne peut pas être lu" in refusal(tmp_path / "missing")
    assert "est chiffrée" in refusal(put(tmp_path / "b", small_backup(KEY)), key="")
