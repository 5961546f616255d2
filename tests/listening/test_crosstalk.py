"""Leakage is told from a voice by its level, and one channel stored twice from two."""

import numpy as np
import pytest

from benvenuto.listening.crosstalk import leakage, stored_twice
from benvenuto.listening.frames import STEPS, Frames

QUIET, LOUD = -70.0, -20.0
LENGTH = 400


def frames(agent_db: np.ndarray, caller_db: np.ndarray) -> Frames:
    """As heard: levels given one a frame; the rest is not looked at."""
    level = np.repeat(np.stack([agent_db, caller_db]), STEPS, axis=1).astype(np.float32)
    likelihood = (level[:, ::STEPS] > -60).astype(np.float32)
    return Frames(likelihood, level, np.ones_like(likelihood), np.eye(2), LENGTH * 0.032)


def lane(*spoken: tuple[int, int, float]) -> np.ndarray:
    level = np.full(LENGTH, QUIET)
    for start, end, loud in spoken:
        level[start:end] = loud
    return level


def leaks(agent_db: np.ndarray, caller_db: np.ndarray) -> np.ndarray:
    heard = frames(agent_db, caller_db)
    return leakage(heard, heard.likelihood > 0.5)


def test_a_faint_copy_of_the_other_voice_is_leakage() -> None:
    flags = leaks(lane((0, 200, LOUD)), lane((0, 200, LOUD - 25), (250, 350, LOUD)))
    assert not flags[0, :200].any()
    assert flags[1, 5:195].all()
    assert not flags[1, 250:350].any()


def test_twelve_decibels_are_the_limit_where_much_leaks() -> None:
    voice = lane((0, 200, LOUD))
    assert leaks(voice, lane((0, 200, LOUD - 13)))[1, 5:195].all()
    assert not leaks(voice, lane((0, 200, LOUD - 11))).any()


def test_a_quiet_word_into_a_loud_one_is_kept_where_little_leaks() -> None:
    assert not leaks(lane((0, 300, LOUD)), lane((100, 130, LOUD - 20)))[1, 100:130].any()


def test_the_same_word_is_leakage_where_all_else_leaks_as_loud() -> None:
    assert leaks(lane((0, 300, LOUD)), lane((0, 300, LOUD - 22), (100, 130, LOUD - 20)))[1, 100:130].all()


def test_both_at_once_and_as_loud_are_two_voices() -> None:
    assert not leaks(lane((0, 200, LOUD)), lane((0, 200, LOUD - 3))).any()


def test_where_the_other_is_silent_nothing_leaks() -> None:
    assert not leaks(lane((0, 100, LOUD)), lane((150, 300, LOUD - 30)))[1, 150:300].any()


@pytest.mark.parametrize(
    ("left", "right", "both", "twice"),
    [
        (1.0, 1.0, 1.0, True),
        (1.0, 1.0, -1.0, True),  # one wire the other way round
        (1.0, 0.25, 0.5, True),  # 6 dB quieter
        (1.0, 0.0031, 0.0559, False),  # 25 dB quieter: leakage
        (1.0, 1.0, 0.5, False),
        (1.0, 0.0, 0.0, False),
        (0.0, 0.0, 0.0, False),
    ],
)
def test_the_same_sound_on_both_channels_is_one_recording(left: float, right: float, both: float, twice: bool) -> None:
    heard = frames(lane(), lane())
    products = np.array([[left, both], [both, right]])
    assert stored_twice(Frames(heard.likelihood, heard.level_db, heard.flatness, products, 1.0)) is twice
