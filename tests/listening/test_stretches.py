"""Frames become stretches of time, whose edges are found by level where that can be heard."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.measure import Segment
from benvenuto.listening.frames import FRAME_S, STEP_S, STEPS
from benvenuto.listening.stretches import REACH, Stretches

QUIET, LOUD = -65.0, -20.0


def frames(pattern: str) -> np.ndarray:
    """One frame a sign, "#" for on."""
    return np.array([sign == "#" for sign in pattern])


def spans(stretches: Stretches) -> list[tuple[int, int]]:
    """In frames."""
    return [(a // STEPS, b // STEPS) for a, b in zip(stretches.starts.tolist(), stretches.ends.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [("", []), ("....", []), ("####", [(0, 4)]), ("#..#", [(0, 1), (3, 4)]), (".##.#", [(1, 3), (4, 5)])],
)
def test_what_is_on_is_a_stretch(pattern: str, found: list[tuple[int, int]]) -> None:
    assert spans(Stretches.where(frames(pattern))) == found


def test_a_short_pause_belongs_to_the_word_around_it() -> None:
    stretches = Stretches.where(frames("##.##...#"))
    assert spans(stretches.joined(2 * FRAME_S)) == [(0, 5), (8, 9)]


def test_a_pause_of_just_that_length_stays() -> None:
    assert spans(Stretches.where(frames("##..##")).joined(2 * FRAME_S)) == [(0, 2), (4, 6)]


def test_a_click_is_no_word() -> None:
    assert spans(Stretches.where(frames("#..###")).lasting(2 * FRAME_S)) == [(3, 6)]


def test_nothing_starts_before_the_recording_or_ends_after_it() -> None:
    stretches = Stretches.where(frames("#####")).earlier(STEPS, 0)
    assert stretches.segments(0.15) == (Segment(0.0, 0.15),)
    assert Stretches.where(frames("....#")).segments(0.1) == ()


def test_what_overlaps_after_moving_is_one() -> None:
    overlapping = Stretches(np.array([0, 5, 6]), np.array([10, 8, 20]))
    assert Stretches(np.array([0]), np.array([20])).segments(1.0) == overlapping.joined(0.0).segments(1.0)


def sharpened(level: np.ndarray, start: int, end: int, leaked: np.ndarray | None = None) -> tuple[int, int]:
    rough = Stretches(np.array([start]), np.array([end]))
    sharp = rough.sharpened(level, np.zeros(len(level), bool) if leaked is None else leaked)
    return int(sharp.starts[0]), int(sharp.ends[0])


def word(start: int, end: int, loud: float = LOUD, quiet: float = QUIET) -> np.ndarray:
    level = np.full(200, quiet)
    level[start:end] = loud
    return level


@pytest.mark.parametrize(("start", "end"), [(50, 100), (55, 95), (45, 105), (45, 95), (60, 110)])
def test_an_edge_moves_to_where_the_sound_begins_and_ends(start: int, end: int) -> None:
    assert sharpened(word(50, 100), start, end) == (50, 100)


def test_it_moves_no_further_than_the_model_errs() -> None:
    assert sharpened(word(20, 150), 60, 100) == (60 - REACH, 100 + REACH)


def test_in_noise_the_edge_of_the_model_stands() -> None:
    assert sharpened(word(50, 100, loud=-40, quiet=-50), 55, 95) == (55, 95)


def test_an_echo_far_below_the_word_is_no_part_of_it() -> None:
    level = word(50, 100, quiet=-99.0)
    level[100:112] = LOUD - 45
    assert sharpened(level, 50, 95) == (50, 100)


def test_leakage_does_not_lengthen_a_word() -> None:
    leaked = np.zeros(200, bool)
    leaked[100:] = True
    assert sharpened(word(50, 120), 55, 98, leaked) == (50, 100)


@given(st.lists(st.booleans(), max_size=60), st.floats(0, 0.3), st.floats(0, 0.3))
def test_segments_are_always_in_order_apart_and_inside(on: list[bool], pause_s: float, shortest_s: float) -> None:
    duration_s = len(on) * FRAME_S
    level = np.where(np.repeat(np.array(on, bool), STEPS), LOUD, QUIET)
    stretches = Stretches.where(np.array(on, bool)).joined(pause_s).lasting(shortest_s).earlier(STEPS, 2 * STEPS)
    segments = stretches.sharpened(level, np.zeros(len(level), bool)).joined(pause_s).segments(duration_s)
    assert all(0 <= one.start_s < one.end_s <= duration_s for one in segments)
    assert all(b.start_s - a.end_s >= STEP_S * 0.99 for a, b in pairwise(segments))
