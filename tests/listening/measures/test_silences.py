"""Hold and dead air: what the log says, what it sounds like, and what is left."""

from __future__ import annotations

import pytest

from benvenuto.domain.measure import Measure, Speech
from benvenuto.listening.measures import measure
from tests.listening.measures.hearing import moments, of, segments, speech, value

DEAD, HOLD = Measure.DEAD_AIR, Measure.HOLD


def test_a_silence_of_three_seconds_is_not_dead_air_and_a_longer_one_is() -> None:
    assert value(speech(10, agent="0-2.3", caller="5.3-10"), DEAD) == 0
    assert value(speech(10, agent="0-2.3", caller="5.4-10"), DEAD) == pytest.approx(3.1)


def test_dead_air_adds_up_and_shows_each_moment() -> None:
    call = speech(30, agent="4-6 10-12", caller="12-25")
    assert value(call, DEAD) == 4 + 4 + 5
    assert moments(call, DEAD) == segments("0-4 6-10 25-30")


def test_one_who_speaks_breaks_the_others_silence() -> None:
    assert value(speech(10, agent="0-3 7-10", caller="5-5.2"), DEAD) == 0


def test_what_the_line_does_after_the_call_is_no_dead_air() -> None:
    call = speech(80, agent="1-5 12-18", caller="6-11")
    assert of(measure(call), DEAD).segments == segments("18-80")
    # the log knows when it ended: there, or with the last word
    assert of(measure(call, logged_s=22), DEAD).segments == segments("18-22")
    assert of(measure(call, logged_s=10), DEAD).segments == ()
    assert of(measure(call, logged_s=20), Measure.AGENT_TALK_PERCENT).value == 50
    # and where it all but agrees, or the recording is the shorter, the whole recording counts
    assert of(measure(call, logged_s=75), DEAD).segments == segments("18-80")
    assert of(measure(call, logged_s=200), DEAD).segments == segments("18-80")
    assert measure(call, logged_s=20).speech.duration_s == 80


def test_long_sound_between_the_voices_is_an_estimated_hold_and_no_dead_air() -> None:
    call = speech(40, agent="0-5 30-40", other="6-29")
    held = of(measure(call), HOLD)
    assert (held.value, held.n, held.estimated) == (23, 1, True)
    assert value(call, DEAD) == 0


@pytest.mark.parametrize(
    ("other", "held"),
    [
        ("6-11", 5),
        ("6-10.9", 0),  # too short
        ("6-9 9.9-12", 6),  # a rest in the music
        ("6-9 10-12", 0),  # two noises
        ("3-11", 6),  # music under the agent's words counts from their end
        ("", 0),
    ],
)
def test_what_sounds_like_hold(other: str, held: float) -> None:
    assert value(speech(30, agent="0-5 15-30", other=other), HOLD) == held


def test_ringing_before_the_agent_answers_is_neither_hold_nor_dead_air() -> None:
    call = speech(30, agent="10-30", other="0-9")
    assert value(call, HOLD) == 0
    assert value(call, DEAD) == 0


def test_a_caller_who_hangs_up_on_hold_was_on_hold() -> None:
    assert value(speech(60, agent="0-5", other="6-60"), HOLD) == 54


def test_the_log_knows_better_than_the_ear() -> None:
    call = speech(40, agent="0-5 30-40", other="6-16")
    held = of(measure(call, holds=segments("5-29")), HOLD)
    assert (held.value, held.estimated) == (24, False)


def test_a_log_without_holds_says_that_there_was_none() -> None:
    call = speech(40, agent="0-5 30-40", other="6-29")
    measured = measure(call, holds=())
    assert (of(measured, HOLD).value, of(measured, HOLD).estimated) == (0, False)
    assert of(measured, DEAD).value == 25


def test_dead_air_before_and_after_a_hold_is_measured_apart() -> None:
    call = speech(40, agent="0-5 30-40")
    measured = measure(call, holds=segments("7-26"))  # 2 s before it, 4 s after it
    assert of(measured, DEAD).segments == segments("26-30")


def test_a_hold_in_the_log_that_outlasts_the_recording_is_cut_there() -> None:
    assert of(measure(speech(10, agent="0-5"), holds=segments("6-60")), HOLD).value == 4


def test_one_channel_tells_speech_and_silence_and_nothing_else() -> None:
    measured = measure(Speech(20, mixed=segments("1-4 6-10"), other=segments("11-19"), separate=False))
    assert [(one.measure, one.value) for one in measured.measurements] == [(Measure.SPEECH, 7), (Measure.SILENCE, 13)]
    assert measured.of(Measure.AGENT_TALK) is None
