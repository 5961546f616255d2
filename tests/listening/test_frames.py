"""What is left of the sound does not depend on how it came, and survives what no microphone makes."""

import numpy as np
import pytest

from benvenuto.listening.frames import FRAME_S, STEPS, Frames, hear_frames
from benvenuto.listening.resampling import resample
from benvenuto.listening.voice import RATE, WINDOW

from .casa_lume import call


@pytest.fixture(scope="module")
def two_seconds() -> np.ndarray:
    sound = call("08-change-of-address").sound[8000 : 3 * 8000]
    return np.concatenate(list(resample([sound], 8000, RATE)))


@pytest.fixture(scope="module")
def whole(two_seconds: np.ndarray) -> Frames:
    return hear_frames([two_seconds], channels=2)


def test_speech_is_likely_where_it_is(whole: Frames) -> None:
    agent, caller = whole.likelihood
    assert np.median(agent) > 0.9
    assert caller.max() < 0.5


@pytest.mark.parametrize("length", [160, WINDOW - 1, WINDOW, WINDOW + 1, 9000])
def test_the_length_of_the_blocks_does_not_matter(two_seconds: np.ndarray, whole: Frames, length: int) -> None:
    blocks = (two_seconds[at : at + length] for at in range(0, len(two_seconds), length))
    pieces = hear_frames(blocks, channels=2)
    assert np.array_equal(pieces.likelihood, whole.likelihood)
    assert np.array_equal(pieces.level_db, whole.level_db)
    assert np.allclose(pieces.flatness, whole.flatness, rtol=1e-3)
    assert np.allclose(pieces.products, whole.products, rtol=1e-3)
    assert pieces.duration_s == whole.duration_s


def test_the_last_frame_is_filled_up_and_the_length_stays_true() -> None:
    frames = hear_frames([np.zeros((WINDOW + 7, 1), np.float32)], channels=1)
    assert frames.likelihood.shape == (1, 2)
    assert frames.level_db.shape == (1, 2 * STEPS)
    assert frames.duration_s == (WINDOW + 7) / RATE


def test_a_level_is_in_decibels_of_full_scale() -> None:
    half = np.full((WINDOW, 1), 0.5, np.float32)
    # 20 * log10(0.5) = -6.02
    assert hear_frames([half], channels=1).level_db == pytest.approx(-6.02, abs=0.01)


def test_noise_is_flat_and_a_tone_is_not() -> None:
    noise = np.random.default_rng(3).normal(0, 0.1, RATE)
    tone = 0.1 * np.sin(2 * np.pi * 425 * np.arange(RATE) / RATE)
    flat, pointed = hear_frames([np.stack([noise, tone], axis=1).astype(np.float32)], channels=2).flatness
    assert np.median(flat) > 0.4
    assert np.median(pointed) < 0.05


def test_broken_and_overdriven_samples_do_no_harm() -> None:
    sound = np.full((4 * WINDOW, 1), 3.0, np.float32)
    sound[100:200] = np.nan
    sound[300] = np.inf
    frames = hear_frames([sound], channels=1)
    assert np.isfinite(frames.likelihood).all()
    assert frames.level_db.max() <= 0


def test_an_hour_leaves_a_few_megabytes() -> None:
    one_second = round(1 / FRAME_S)
    frames = hear_frames([np.zeros((RATE, 2), np.float32)], channels=2)
    bytes_a_frame = sum(kept[:, :one_second].nbytes for kept in (frames.likelihood, frames.flatness)) / one_second
    bytes_a_frame += frames.level_db[:, : one_second * STEPS].nbytes / one_second
    assert bytes_a_frame == 2 * 24  # 5.4 MB for an hour in stereo
