"""Sound resampled in blocks is the sound resampled in one piece."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from benvenuto.listening import resampling
from benvenuto.listening.resampling import resample


@pytest.mark.parametrize(("rate", "new_rate"), [(8000, 16000), (16000, 8000), (11025, 8000), (44100, 48000)])
def test_there_is_no_seam(rate: int, new_rate: int) -> None:
    sound = np.random.default_rng(3).normal(0, 0.2, (200_123, 2)).astype(np.float32)
    pieces = list(resample((sound[at : at + 30_000] for at in range(0, len(sound), 30_000)), rate, new_rate))
    assert len(pieces) > 2
    whole = signal.resample_poly(sound, new_rate, rate, axis=0)
    assert np.concatenate(pieces).shape == whole.shape
    assert np.allclose(np.concatenate(pieces), whole, atol=1e-5)


@settings(deadline=None, max_examples=60)
@given(frames=st.integers(1, 3_000), block=st.integers(1, 700), up=st.integers(1, 7), down=st.integers(1, 7))
def test_the_length_is_right_whatever_the_blocks(frames: int, block: int, up: int, down: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resampling, "WORK_FRAMES", 256)
        sound = np.random.default_rng(frames).normal(0, 0.2, (frames, 1)).astype(np.float32)
        blocks = (sound[at : at + block] for at in range(0, frames, block))
        out = np.concatenate(list(resample(blocks, down * 1000, up * 1000)))
    whole = signal.resample_poly(sound, up, down, axis=0)
    assert out.shape == whole.shape
    assert np.allclose(out, whole, atol=1e-5)


def test_a_tone_keeps_its_pitch_and_strength() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(80_000) / 8000, dtype=np.float32)[:, None] * np.float32(0.5)
    out = np.concatenate(list(resample([tone], 8000, 48000)))[:, 0]
    spectrum = np.abs(np.fft.rfft(out[4800:-4800] * np.hanning(len(out) - 9600)))
    assert np.argmax(spectrum) * 48000 / (len(out) - 9600) == pytest.approx(440, abs=0.2)
    assert np.abs(out[4800:-4800]).max() == pytest.approx(0.5, abs=0.005)


def test_no_sound_stays_no_sound() -> None:
    assert list(resample([], 8000, 16000)) == []
