"""Where a browser cannot play the original, a copy is made that it can."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from benvenuto.listening.faults import TruncatedRecording
from benvenuto.listening.listening_copy import make_listening_copy, needs_listening_copy
from benvenuto.listening.probe import probe

from .conftest import FORMATS, SAMPLE_DATA, Record

PLAYED_AS_THEY_ARE = {"pcm.wav", "pcm8.wav", "call.flac"}


@pytest.mark.parametrize("name", FORMATS)
def test_only_what_every_browser_plays_goes_without_a_copy(record: Record, name: str) -> None:
    options = {"bitrate_mode": "VARIABLE", "compression_level": 0.5} if name == "call.mp3" else {}
    assert needs_listening_copy(probe(record(name, **options))) is (name not in PLAYED_AS_THEY_ARE)


def test_an_mp3_of_one_bit_rate_needs_no_copy(record: Record) -> None:
    path = record("call.mp3", seconds=10, bitrate_mode="CONSTANT", compression_level=0.5)
    assert not needs_listening_copy(probe(path))


def test_inexact_seeking_and_very_high_rates_need_a_copy(record: Record) -> None:
    sound = probe(record("pcm.wav"))
    assert needs_listening_copy(replace(sound, seeks_exactly=False))
    assert needs_listening_copy(replace(sound, sample_rate=96_000))


@pytest.mark.parametrize("name", FORMATS)
def test_a_copy_sounds_and_lasts_as_the_original(record: Record, tmp_path: Path, name: str) -> None:
    channels = 1 if "gsm" in name else 2
    source, target = record(name, seconds=20, channels=channels), tmp_path / "listening.wav"
    made = make_listening_copy(source, target)
    assert made == probe(target)
    assert (made.encoding, made.channels, made.frames) == ("PCM_16", channels, probe(source).frames)
    assert not needs_listening_copy(made)
    with source.open("rb") as before:
        original, _ = soundfile.read(before, always_2d=True)
    copied, _ = soundfile.read(target, always_2d=True)
    assert np.abs(original - copied).max() <= 1 / 32768


def test_a_mu_law_copy_is_exact_to_the_sample(tmp_path: Path) -> None:
    source = SAMPLE_DATA / "casa-lume/08-change-of-address/call.wav"
    make_listening_copy(source, tmp_path / "listening.wav")
    original, _ = soundfile.read(source, dtype="int16")
    copied, _ = soundfile.read(tmp_path / "listening.wav", dtype="int16")
    assert np.array_equal(original, copied)


def test_a_very_high_rate_comes_down_to_48_khz(record: Record, tmp_path: Path) -> None:
    made = make_listening_copy(record("float.wav", seconds=2, rate=96_000), tmp_path / "listening.wav")
    assert (made.sample_rate, made.frames) == (48_000, 96_000)


def test_a_broken_source_leaves_no_copy(record: Record, tmp_path: Path) -> None:
    source = record("mu-law.wav", seconds=30)
    source.write_bytes(source.read_bytes()[:-100_000])
    with pytest.raises(TruncatedRecording):
        make_listening_copy(source, tmp_path / "listening.wav")
    assert list(tmp_path.iterdir()) == [source]
