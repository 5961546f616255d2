"""Interruptions and listening words: each threshold just met and just missed."""

from __future__ import annotations

import pytest

from benvenuto.domain.measure import PROFILES, Measure, Thresholds
from tests.listening.measures.hearing import moments, segments, speech, value

AGENT, CALLER = Measure.AGENT_INTERRUPTIONS, Measure.CALLER_INTERRUPTIONS
LISTENING = Measure.AGENT_BACKCHANNELS


def test_whoever_starts_in_the_middle_and_goes_on_interrupts() -> None:
    call = speech(20, caller="1-6", agent="4-9")
    assert value(call, AGENT) == 1
    assert value(call, CALLER) == 0
    assert moments(call, AGENT) == segments("4-6")


def test_the_caller_interrupts_by_the_same_rule() -> None:
    call = speech(20, agent="1-6", caller="4-9")
    assert (value(call, AGENT), value(call, CALLER)) == (0, 1)


@pytest.mark.parametrize(
    ("caller", "agent", "count"),
    [
        ("2-6", "2.3-9", 1),  # 0.3 s into it counts, whatever binary fractions make of 2.3 - 2
        ("2-6", "2.29-9", 0),
        ("1-6", "5.5-9", 1),  # 0.5 s together
        ("1-6", "5.51-9", 0),
        ("1-6", "4-4.8", 1),  # a turn of 0.8 s
        ("1-6", "4-4.79", 0),
        ("1-6", "6-9", 0),  # touching
        ("1-6", "1-9", 0),  # both start together
        ("1-6", "", 0),
        ("", "1-6", 0),
    ],
)
def test_each_threshold_decides(caller: str, agent: str, count: int) -> None:
    assert value(speech(20, caller=caller, agent=agent), AGENT) == count


@pytest.mark.parametrize(("agent", "count"), [("5.89-9", 1), ("5.9-9", 0)])
def test_the_last_tenth_of_a_second_is_nobodys_middle(agent: str, count: int) -> None:
    # with the usual overlap of 0.5 s an interruption starts earlier anyway; a shorter one makes it tell
    thresholds = Thresholds(interruption_overlap_s=0.05)
    assert value(speech(20, caller="1-6", agent=agent), AGENT, thresholds) == count


@pytest.mark.parametrize(("agent", "count"), [("5.89-5.95", 1), ("5.9-5.95", 0)])
def test_nor_is_a_word_in_it_a_listening_word(agent: str, count: int) -> None:
    assert value(speech(20, caller="1-6", agent=agent), LISTENING) == count


def test_pauses_shorter_than_a_second_hold_a_turn_together() -> None:
    # 0.4 + 0.4 s of speech are a turn of 1.4 s that shares 0.8 s with the caller
    assert value(speech(20, caller="1-8", agent="4-4.4 5-5.4"), AGENT) == 1
    # a second apart they are two listening words
    apart = speech(20, caller="1-8", agent="4-4.4 5.4-5.8")
    assert (value(apart, AGENT), value(apart, LISTENING)) == (0, 2)


def test_starting_in_a_breath_of_the_other_who_goes_on_is_an_interruption() -> None:
    assert value(speech(20, caller="1-4 4.6-9", agent="4.2-6"), AGENT) == 1
    # a whole second of silence is no breath: the caller has ended, and starts again over the agent
    assert value(speech(20, caller="1-4 5-9", agent="4.5-6"), AGENT) == 0


def test_a_short_word_inside_the_others_turn_is_a_listening_word() -> None:
    call = speech(20, caller="1-9", agent="4-4.3 7-7.4")
    assert (value(call, AGENT), value(call, LISTENING)) == (0, 2)
    assert moments(call, LISTENING) == segments("4-4.3 7-7.4")


def test_an_answer_that_comes_a_moment_early_is_neither() -> None:
    call = speech(20, caller="1-6", agent="5.7-9")
    assert (value(call, AGENT), value(call, LISTENING)) == (0, 0)
    assert value(call, Measure.OVERLAP) == pytest.approx(0.3)


def test_a_nested_sentence_of_the_other_is_an_interruption() -> None:
    assert value(speech(20, caller="1-9", agent="4-6"), AGENT) == 1


def test_the_aws_profile_asks_for_two_seconds_together() -> None:
    aws = PROFILES["aws"]
    assert value(speech(20, caller="1-6", agent="4.01-9"), AGENT, aws) == 0
    assert value(speech(20, caller="1-6", agent="4-9"), AGENT, aws) == 1


def test_what_is_no_interruption_under_aws_is_no_listening_word_when_it_takes_the_floor() -> None:
    assert value(speech(20, caller="1-6", agent="4.5-9"), LISTENING, PROFILES["aws"]) == 0
