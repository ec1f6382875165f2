"""A sound or film is what its extension says, is measured, and loses its tags."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.uploads.boxes import Truncated, blank_telltales, boxes
from centre.uploads.names import extension_of
from centre.uploads.refusal import Refusal
from centre.uploads.sounds import clean_sound
from tests.samples import recordings as samples


@pytest.mark.parametrize("name", samples.good_recordings())
def test_a_recording_is_measured_and_loses_its_tags(name):
    content, seconds = samples.good_recordings()[name]
    file = BytesIO(content)
    assert clean_sound(file, extension_of(name)) == pytest.approx(seconds, abs=0.1)
    assert file.tell() == 0
    assert samples.TELLTALE not in file.getvalue()
    if not name.endswith((".ogg", ".opus")):  # their format asks for the name of the encoder
        assert b"TelltaleRecorder" not in file.getvalue()


@pytest.mark.parametrize("name", samples.good_recordings())
def test_cleaning_twice_changes_nothing_more(name):
    file = BytesIO(samples.good_recordings()[name][0])
    first = clean_sound(file, extension_of(name))
    cleaned = file.getvalue()
    assert clean_sound(file, extension_of(name)) == first
    assert file.getvalue() == cleaned


def test_a_film_keeps_its_length_and_content():
    """The index points at places in the file: nothing may move."""
    content = samples.boxed()
    file = BytesIO(content)
    blank_telltales(file)
    assert len(file.getvalue()) == len(content)
    assert file.getvalue().index(b"contentcontent") == content.index(b"contentcontent")


def test_the_samples_do_tell():
    for content, _seconds in samples.good_recordings().values():
        if content != samples.boxed(telltale=False):
            assert samples.TELLTALE in content


@pytest.mark.parametrize("name", samples.cut_recordings())
def test_a_recording_cut_off_is_refused(name):
    with pytest.raises(Refusal) as refused:
        clean_sound(BytesIO(samples.cut_recordings()[name]), extension_of(name))
    assert refused.value.code in ("media_damaged", "media_lies")


@given(st.binary(max_size=300), st.sampled_from(["mp3", "m4a", "mp4", "ogg", "opus"]))
def test_any_bytes_are_refused(content, extension):
    heads = {"mp3": b"ID3", "ogg": b"OggS", "opus": b"OggS"}
    head = heads.get(extension, b"\0\0\0\x08ftyp")
    with pytest.raises(Refusal):
        clean_sound(BytesIO(head + content), extension)


@given(st.data())
def test_changed_bytes_are_taken_or_refused_and_never_break(data):
    name = data.draw(st.sampled_from(sorted(samples.good_recordings())))
    content = bytearray(samples.good_recordings()[name][0])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert clean_sound(BytesIO(bytes(content)), extension_of(name)) > 0
    except Refusal as refusal:
        assert refusal.code.startswith("media_")


@given(st.binary(max_size=200))
def test_boxes_end_or_are_truncated(content):
    try:
        found = list(boxes(BytesIO(content), 0, len(content)))
    except Truncated:
        return
    assert all(one.start < one.content <= one.end <= len(content) for one in found)
