"""Recordings to test with: sounds made on the spot in every format, and the sample calls."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

SAMPLE_DATA = Path(__file__).parents[2] / "sample_data"
RATE = 8000

FORMATS = {
    "pcm.wav": ("WAV", "PCM_16"),
    "pcm8.wav": ("WAV", "PCM_U8"),
    "mu-law.wav": ("WAV", "ULAW"),
    "a-law.wav": ("WAV", "ALAW"),
    "gsm.wav": ("WAV", "GSM610"),
    "float.wav": ("WAV", "FLOAT"),
    "call.mp3": ("MP3", "MPEG_LAYER_III"),
    "call.flac": ("FLAC", "PCM_16"),
    "vorbis.ogg": ("OGG", "VORBIS"),
    "opus.ogg": ("OGG", "OPUS"),
}

Record = Callable[..., Path]


def speech_like(seconds: float, channels: int = 1, seed: int = 1) -> NDArray[np.float64]:
    """Noise that comes and goes a few times a second, shape (frames, channels)."""
    frames = int(seconds * RATE)
    noise = np.random.default_rng(seed).normal(0, 0.1, (frames, channels))
    return np.asarray(noise * (1 + np.sin(np.arange(frames) / RATE * 20))[:, None])


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Write a recording under one of the names in FORMATS, or as `name` in the format of `like`."""

    def write(
        name: str, seconds: float = 3.0, channels: int = 1, like: str = "", rate: int = RATE, **options: object
    ) -> Path:
        container, encoding = FORMATS[like or name]
        path = tmp_path / name
        sound = speech_like(seconds * rate / RATE, channels)
        with (
            path.open("wb") as file,
            soundfile.SoundFile(file, "w", rate, channels, encoding, format=container, **options) as out,
        ):
            out.write(sound)
        return path

    return write


@pytest.fixture
def workroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary files are made, to see that it is empty afterwards."""
    room = tmp_path / "workroom"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    return room
