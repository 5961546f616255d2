"""A recording is decoded block by block, and what comes out is what went in."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from benvenuto.listening.decoding import open_sound
from benvenuto.listening.sound import BLOCK_FRAMES

from .conftest import FORMATS, Record, speech_like


@pytest.mark.parametrize("name", FORMATS)
def test_blocks_add_up_to_the_whole_sound(record: Record, name: str) -> None:
    channels = 1 if "gsm" in name else 2
    path = record(name, seconds=20, channels=channels)
    with open_sound(path) as decoder:
        blocks = list(decoder.blocks())
    assert all(block.shape[1] == channels and len(block) <= BLOCK_FRAMES for block in blocks)
    assert len(blocks) > 1
    with path.open("rb") as file:
        whole, _ = soundfile.read(file, dtype="float32", always_2d=True)
    assert np.allclose(np.concatenate(blocks), whole, atol=1e-6)


def test_an_mp3_without_a_length_is_decoded_from_its_first_frame_on(record: Record) -> None:
    path = record("call.mp3", seconds=20, bitrate_mode="VARIABLE", compression_level=0.5)
    data = path.read_bytes()
    path.write_bytes(data[data.index(data[:2], 4) :])
    with open_sound(path) as decoder:
        heard = np.concatenate(list(decoder.blocks()))[:, 0]
    said = speech_like(20)[:, 0]
    # The encoder delays the sound by some hundred samples; found by correlation it must be one delay throughout.
    delays = [_delay(said[at : at + 8000], heard[at : at + 12_000]) for at in (8_000, 80_000, 144_000)]
    assert max(delays) - min(delays) <= 1
    assert max(delays) < 2_400


def _delay(said: np.ndarray, heard: np.ndarray) -> int:
    return int(np.argmax(np.correlate(heard, said, mode="valid")))


def test_a_wav_larger_than_riff_allows_is_read_and_known_to_need_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, speech_like(3), 8000, "PCM_16", format="RF64")
    assert path.read_bytes().startswith(b"RF64")
    with open_sound(path) as decoder:
        assert sum(len(block) for block in decoder.blocks()) == 24_000
        assert not decoder.seeks_exactly


def test_a_variable_rate_mp3_does_not_seek_exactly_and_a_constant_one_does(record: Record) -> None:
    steady = record("steady.mp3", like="call.mp3", seconds=10, bitrate_mode="CONSTANT", compression_level=0.5)
    varying = record("varying.mp3", like="call.mp3", seconds=10, bitrate_mode="VARIABLE", compression_level=0.5)
    with open_sound(steady) as one, open_sound(varying) as other:
        assert one.seeks_exactly
        assert not other.seeks_exactly
