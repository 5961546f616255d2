"""The frames of an MP3 file are found and counted by their headers."""

from pathlib import Path

import pytest

from benvenuto.listening.mp3 import begins, read_frame, walk

from .conftest import Record

STEREO_44100_128K = bytes.fromhex("fffb9000")
MONO_8000_16K = bytes.fromhex("ffe328c0")


def test_a_header_says_size_and_rate_by_hand() -> None:
    # MPEG 1: 144 * 128000 / 44100 = 417.96 -> 417 bytes, 418 with the padding bit; MPEG 2.5: 72 * 16000 / 8000 = 144.
    large = read_frame(STEREO_44100_128K, 0)
    small = read_frame(MONO_8000_16K, 0)
    assert large is not None
    assert small is not None
    assert (large.size, large.sample_rate, large.kbps, large.samples, large.mono) == (417, 44100, 128, 1152, False)
    assert (small.size, small.sample_rate, small.kbps, small.samples, small.mono) == (144, 8000, 16, 576, True)
    padded = read_frame(bytes.fromhex("fffb9200"), 0)
    assert padded is not None
    assert padded.size == 418


@pytest.mark.parametrize("header", ["fffb0000", "fffbf000", "fffb9c00", "ffeb9000", "fff19000", "fffd9000", "fffb"])
def test_an_invalid_header_is_no_frame(header: str) -> None:
    assert read_frame(bytes.fromhex(header), 0) is None


def test_frames_are_counted_without_the_one_that_holds_the_length(record: Record) -> None:
    found = walk(record("call.mp3", seconds=10))
    assert found is not None
    assert found.promised == found.frames
    assert found.frames == pytest.approx(10 * 8000 / 576, abs=3)
    assert found.length_known


def test_a_frame_that_states_the_length_is_a_frame(record: Record) -> None:
    found = walk(record("call.mp3", seconds=10))
    assert found is not None
    made = found.length_frame()
    frame = read_frame(made, 0)
    assert frame is not None
    assert frame.size == len(made)
    assert int.from_bytes(made[made.index(b"Xing") + 8 :][:4], "big") == found.frames


def test_a_single_frame_header_in_other_bytes_is_no_mp3(tmp_path: Path) -> None:
    path = tmp_path / "call.mp3"
    path.write_bytes(bytes(100) + STEREO_44100_128K + bytes(1000))
    assert not begins(path)
    assert walk(path) is None


def test_an_id3_tag_that_claims_more_than_the_file_is_no_mp3(tmp_path: Path) -> None:
    path = tmp_path / "call.mp3"
    path.write_bytes(b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + STEREO_44100_128K)
    assert not begins(path)
