"""How long the caller waits: which answers count, and what each waited."""

from __future__ import annotations

import pytest

from benvenuto.domain.measure import Measure, Thresholds
from benvenuto.listening.measures import measure
from tests.listening.measures.hearing import of, segments, speech

LATENCY = Measure.RESPONSE_LATENCY


def test_the_median_of_the_waits_and_how_many() -> None:
    # waits: 3-4, 8-8.5, 12-15
    found = of(measure(speech(20, caller="1-3 6-8 10-12", agent="4-5 8.5-9 15-20")), LATENCY)
    assert (found.value, found.n) == (1, 3)
    assert found.segments == segments("3-4 8-8.5 12-15")


def test_of_an_even_number_the_middle_of_the_middle_two() -> None:
    found = of(measure(speech(20, caller="1-3 6-8", agent="4-5 8.5-9")), LATENCY)
    assert (found.value, found.n) == (0.75, 2)


def test_an_answer_before_the_end_waited_nothing() -> None:
    found = of(measure(speech(20, caller="1-5 9-12", agent="4-8 13-14")), LATENCY)
    assert (found.value, found.n) == (0.5, 2)  # 0 and 1
    assert found.segments == segments("12-13")


def test_an_answer_on_the_dot_waited_nothing() -> None:
    found = of(measure(speech(20, caller="1-5", agent="5-8")), LATENCY)
    assert (found.value, found.n, found.segments) == (0, 1, ())


def test_the_wait_runs_from_the_last_thing_the_caller_said() -> None:
    # the caller speaks again after 4 s without an answer: only the wait after that is a response
    found = of(measure(speech(20, caller="1-3 7-8", agent="9.5-12")), LATENCY)
    assert (found.value, found.n) == (1.5, 1)


def test_a_yes_of_the_caller_inside_the_agents_words_asks_for_nothing() -> None:
    found = of(measure(speech(20, caller="4-4.5", agent="1-9")), LATENCY)
    assert (found.value, found.n) == (None, 0)


def test_who_starts_together_with_the_caller_is_not_answering() -> None:
    assert of(measure(speech(20, caller="1-3", agent="1-5")), LATENCY).n == 0


def test_an_answer_is_one_even_when_the_caller_goes_on_at_the_same_moment() -> None:
    found = of(measure(speech(20, caller="1-3 5-6", agent="5-9")), LATENCY)
    assert (found.value, found.n) == (2, 1)


def test_a_caller_who_talks_the_agent_down_is_answered_after_that() -> None:
    found = of(measure(speech(20, caller="4-9", agent="1-6 10-12")), LATENCY)
    assert (found.value, found.n) == (1, 1)


def test_a_listening_word_is_no_answer_when_the_caller_goes_on() -> None:
    found = of(measure(speech(20, caller="1-4 4.8-9", agent="4.2-4.6 11-12")), LATENCY)
    assert (found.value, found.n) == (2, 1)


def test_an_announced_hold_is_no_slow_answer() -> None:
    call = speech(60, caller="1-3 8-9", agent="4-7 40-42")
    assert of(measure(call, holds=segments("10-38")), LATENCY).value == 1
    assert of(measure(call, holds=()), LATENCY).value == 16  # between 1 and 31


@pytest.mark.parametrize(("agent", "caller"), [("", "1-3"), ("1-3", ""), ("1-3", "4-9")])
def test_without_a_response_there_is_no_latency(agent: str, caller: str) -> None:
    found = of(measure(speech(10, agent=agent, caller=caller)), LATENCY)
    assert (found.value, found.n, found.segments) == (None, 0, ())


def test_the_pause_that_ends_a_turn_is_a_threshold() -> None:
    call = speech(20, caller="1-3 3.8-5", agent="3.5-3.7 6-7")
    assert of(measure(call), LATENCY).n == 1
    assert of(measure(call, thresholds=Thresholds(interruption_pause_s=0.5)), LATENCY).n == 2
