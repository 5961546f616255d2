"""Talk time, share, overlap and first word, on calls small enough to reckon by hand."""

from __future__ import annotations

import pytest

from benvenuto.domain.measure import Measure
from tests.listening.measures.hearing import moments, segments, speech, value


def test_talk_time_is_the_sum_of_a_sides_speech() -> None:
    call = speech(20, agent="1-3 4-5", caller="6-12")
    assert value(call, Measure.AGENT_TALK) == 3  # 2 + 1
    assert value(call, Measure.CALLER_TALK) == 6
    assert value(call, Measure.AGENT_TALK_PERCENT) == 15  # 3 / 20
    assert value(call, Measure.CALLER_TALK_PERCENT) == 30  # 6 / 20
    assert value(call, Measure.AGENT_SHARE) == pytest.approx(100 / 3)  # 3 / (3 + 6)


def test_overlapping_pieces_of_one_side_count_once() -> None:
    call = speech(20, agent="1-4 2-3 4-6")
    assert value(call, Measure.AGENT_TALK) == 5
    assert moments(call, Measure.AGENT_TALK) == segments("1-6")


def test_time_in_which_both_speak_counts_for_both() -> None:
    call = speech(10, agent="0-6", caller="4-8")
    assert value(call, Measure.AGENT_SHARE) == 60  # 6 / (6 + 4)
    assert value(call, Measure.OVERLAP) == 2
    assert moments(call, Measure.OVERLAP) == segments("4-6")


def test_voices_that_touch_do_not_overlap() -> None:
    assert value(speech(10, agent="0-4", caller="4-8"), Measure.OVERLAP) == 0


def test_a_nested_word_overlaps_with_all_it_has() -> None:
    assert value(speech(10, agent="0-8", caller="2-2.4 5-6"), Measure.OVERLAP) == pytest.approx(1.4)


def test_a_call_of_one_side_is_all_its_share() -> None:
    assert value(speech(10, agent="0-4"), Measure.AGENT_SHARE) == 100
    assert value(speech(10, caller="0-4"), Measure.AGENT_SHARE) == 0


def test_speech_behind_the_end_of_the_call_is_not_counted() -> None:
    assert value(speech(5, agent="4-8"), Measure.AGENT_TALK) == 1


def test_the_first_word_is_the_agents_own() -> None:
    call = speech(20, agent="6.2-7", caller="2-3")
    assert value(call, Measure.FIRST_SPEECH) == 6.2
    assert moments(call, Measure.FIRST_SPEECH) == segments("0-6.2")


def test_a_word_at_the_very_start_waits_for_nothing() -> None:
    assert value(speech(20, agent="0-1"), Measure.FIRST_SPEECH) == 0
    assert moments(speech(20, agent="0-1"), Measure.FIRST_SPEECH) == ()


def test_an_agent_who_never_speaks_has_no_first_word() -> None:
    assert value(speech(20, caller="0-1"), Measure.FIRST_SPEECH) is None
