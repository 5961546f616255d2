"""Whatever the bytes, a recording is taken or refused with a message; nothing else, and nothing left behind."""

import io
import tempfile
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from benvenuto.listening.faults import RecordingError
from benvenuto.listening.prepare import Arriving, prepare

from .conftest import FORMATS, SAMPLE_DATA, speech_like

MAGIC = [b"", b"RIFF\0\0\0\0WAVEfmt ", b"RF64\xff\xff\xff\xffWAVE", b"fLaC", b"OggS", b"ID3\x04", b"\xff\xfb\x90\0"]


def whole_file(name: str) -> bytes:
    container, encoding = FORMATS[name]
    out = io.BytesIO()
    soundfile.write(out, speech_like(2), 8000, encoding, format=container)
    return out.getvalue()


WHOLE = {name: whole_file(name) for name in FORMATS}
WHOLE["sample"] = (SAMPLE_DATA / "casa-lume/06-late-parcel/call.wav").read_bytes()[:100_000]


def taken(data: bytes) -> bool:
    """Whether the bytes are taken as a recording; fails when anything but a RecordingError comes of them."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", folder)
        try:
            with prepare(Arriving(io.BytesIO(data))) as prepared:
                assert prepared.sound.frames > 0
                assert np.array(prepared.peaks.channels).max() <= 1000
        except RecordingError:
            return False
        finally:
            assert list(Path(folder).iterdir()) == []
    return True


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(MAGIC), st.binary(max_size=600))
def test_random_bytes_are_refused_with_a_message(magic: bytes, rest: bytes) -> None:
    taken(magic + rest)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(WHOLE)), st.floats(0, 1))
def test_a_file_cut_anywhere_is_taken_or_refused(name: str, part: float) -> None:
    taken(WHOLE[name][: int(len(WHOLE[name]) * part)])


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.integers(0, 5_000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=4),
)
def test_a_file_with_bytes_overwritten_is_taken_or_refused(name: str, wounds: list[tuple[int, bytes]]) -> None:
    data = bytearray(WHOLE[name])
    for at, wound in wounds:
        start = at % 64 if at % 2 else at % len(data)  # headers are where it hurts
        data[start : start + len(wound)] = wound
    taken(bytes(data))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_unharmed_file_is_taken(name: str) -> None:
    assert taken(WHOLE[name])
