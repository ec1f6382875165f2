"""A document is what its extension says, whole, and runs nothing."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.uploads.documents import CHECKS, check_document
from centre.uploads.names import extension_of
from centre.uploads.refusal import Refusal
from tests.samples import documents as samples


@pytest.mark.parametrize("name", samples.good_documents())
def test_a_good_document_is_taken(name):
    file = BytesIO(samples.good_documents()[name])
    check_document(file, extension_of(name))
    assert file.tell() == 0


@pytest.mark.parametrize("name", samples.cut_documents())
def test_a_document_cut_off_is_refused(name):
    with pytest.raises(Refusal) as refused:
        check_document(BytesIO(samples.cut_documents()[name]), extension_of(name))
    assert refused.value.code in ("document_damaged", "document_lies")


@pytest.mark.parametrize("name", samples.hostile_documents())
def test_a_hostile_document_is_refused(name):
    content, _sentence = samples.hostile_documents()[name]
    with pytest.raises(Refusal):
        check_document(BytesIO(content), extension_of(name))


@given(st.data())
def test_changed_bytes_are_taken_or_refused_and_never_break(data):
    name = data.draw(st.sampled_from(sorted(samples.good_documents())))
    content = bytearray(samples.good_documents()[name])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        check_document(BytesIO(bytes(content)), extension_of(name))
    except Refusal as refusal:
        assert refusal.code.startswith("document_") or refusal.code == "empty"


@given(st.binary(max_size=300), st.sampled_from(sorted(set(CHECKS) - {"csv", "txt"})))
def test_any_bytes_are_refused(content, extension):
    with pytest.raises(Refusal):
        check_document(BytesIO(b"PK\x03\x04" + content), extension)
