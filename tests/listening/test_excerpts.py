"""Stretches of a recording: as long as asked, with both voices in one channel."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from benvenuto.listening.excerpts import cut, length_s


@pytest.fixture
def call(tmp_path: Path) -> Path:
    """Two seconds at 8 kHz: the agent at 0.25 in the first, the caller at -0.5 in the second."""
    sound = np.zeros((16_000, 2), dtype=np.float32)
    sound[:8_000, 0], sound[8_000:, 1] = 0.25, -0.5
    path = tmp_path / "call.wav"
    soundfile.write(path, sound, 8_000, subtype="PCM_16")
    return path


def heard(sound: bytes) -> NDArray[np.float64]:
    with wave.open(io.BytesIO(sound)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 8_000)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767


def test_both_voices_are_heard_where_they_were(call: Path) -> None:
    samples = heard(cut(call, 0.5, 1.5))
    assert len(samples) == 8_000
    assert np.allclose(samples[:4_000], 0.25, atol=1e-3)
    assert np.allclose(samples[4_000:], -0.5, atol=1e-3)


def test_what_goes_past_the_end_ends_with_the_recording(call: Path) -> None:
    assert len(heard(cut(call, 1.5, 9.0))) == 4_000


def test_a_recording_knows_its_length(call: Path) -> None:
    assert length_s(call) == 2.0
