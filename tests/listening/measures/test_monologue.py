"""The longest monologue: what belongs to it, and what breaks it."""

from __future__ import annotations

import pytest

from benvenuto.domain.measure import Measure
from tests.listening.measures.hearing import moments, segments, speech, value

MONOLOGUE = Measure.LONGEST_MONOLOGUE


@pytest.mark.parametrize(
    ("agent", "caller", "longest"),
    [
        ("1-5 6.9-10", "", "1-10"),  # a pause of 1.9 s
        ("1-5 7-10", "", "1-5"),  # a pause of 2 s ends it
        ("1-3 10-15", "", "10-15"),
        ("1-3 10-12", "", "1-3"),  # two of a length: the first
        ("1-5 6-10", "5.2-5.8", "1-10"),  # a short "yes"
        ("1-5 6-10", "5-6", "1-5"),  # a second of speech breaks it
        ("1-10", "4-5", "5-10"),  # even when the agent talks on
        ("1-10", "4-4.9", "1-10"),
        ("1-10", "3-3.4 4.2-4.6", "1-10"),  # two short words, 0.8 s of speech
        ("1-10", "3-3.6 4.2-4.6", "4.6-10"),  # a second of speech with a breath in it
        ("1-10", "0-20", None),
    ],
)
def test_pauses_and_the_callers_words_decide(agent: str, caller: str, longest: str | None) -> None:
    call = speech(20, agent=agent, caller=caller)
    expected = segments(longest or "")
    assert moments(call, MONOLOGUE) == expected
    assert value(call, MONOLOGUE) == (expected[0].length_s if expected else 0)


def test_who_never_speaks_holds_no_monologue() -> None:
    assert value(speech(20, caller="1-9"), MONOLOGUE) is None
