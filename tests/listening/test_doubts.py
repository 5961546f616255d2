"""What speaks against believing a recording that can be read."""

from dataclasses import replace

import pytest

from benvenuto.domain.call import Original, Recording, Side
from benvenuto.domain.measure import Segment, Shared, Speech
from benvenuto.listening.doubts import aligned, doubts, held, of_speech, shared
from benvenuto.listening.lengths import lengths_differ
from tests.recorded import stretches


def recording(duration_s: float, *originals: tuple[Side, float]) -> Recording:
    files = tuple(Original(side, "aa/aa.wav", "a" * 64, "x.wav", 1, length_s) for side, length_s in originals)
    return Recording(1, 1, Side.BOTH, files, "aa/aa.wav", "audio/wav", 2, 8000, duration_s)


@pytest.mark.parametrize(
    ("one_s", "other_s", "differ"),
    [
        (20, 20.4, False),
        (20, 80, True),
        (600, 609, False),
        (600, 611, True),  # ten seconds
        (30, 37, True),  # a fifth
        (30, 35, False),
        (4, 5.9, False),  # what counting in whole seconds does
    ],
)
def test_lengths_differ_by_ten_seconds_or_a_fifth(one_s: float, other_s: float, differ: bool) -> None:
    assert lengths_differ(one_s, other_s) is lengths_differ(other_s, one_s) is differ


def test_a_recording_as_long_as_its_call_is_believed() -> None:
    assert doubts(recording(61.2, (Side.BOTH, 61.2)), "x-1", 60) == []
    assert doubts(recording(61.2, (Side.BOTH, 61.2)), "x-1", None) == []


def test_one_much_longer_than_its_call_is_told() -> None:
    (doubt,) = doubts(recording(80, (Side.MIXED, 80)), "x-1", 20)
    assert str(doubt) == "The recording of call x-1 lasts 1:20, the call 0:20 according to the log."


def test_two_voices_of_different_lengths_are_told_and_not_in_step() -> None:
    pair = recording(21.2, (Side.AGENT, 21.2), (Side.CALLER, 6.5))
    assert not aligned(pair)
    (doubt,) = doubts(pair, "x-1", 21)
    assert "agent 0:21, caller 0:06" in str(doubt)
    assert aligned(recording(21.2, (Side.AGENT, 21.2), (Side.CALLER, 21.0)))


def test_of_a_recording_whose_files_lengths_were_not_kept_nothing_is_said() -> None:
    assert doubts(recording(21.2, (Side.AGENT, 0.0), (Side.CALLER, 0.0)), "x-1", None) == []


def test_parts_say_where_they_were_joined() -> None:
    (doubt,) = doubts(recording(100, (Side.BOTH, 40), (Side.BOTH, 35), (Side.BOTH, 25)), "x-1", 101)
    assert str(doubt) == "The recording of call x-1 came in 3 parts, joined at 0:40, 1:15."


def test_parts_of_separate_voices_are_each_compared_and_joined_by_the_longer() -> None:
    sides = (Side.AGENT, 40), (Side.CALLER, 40.2), (Side.AGENT, 35), (Side.CALLER, 35)
    (doubt,) = doubts(recording(75.2, *sides), "x-1", 75)
    assert str(doubt) == "The recording of call x-1 came in 2 parts, joined at 0:40."
    uneven = recording(75.2, *sides[:3], (Side.CALLER, 28))
    assert not aligned(uneven)
    assert "agent 1:15, caller 1:08" in str(doubts(uneven, "x-1", 75)[0])


def test_a_pause_that_was_put_in_is_told_and_lies_in_its_part() -> None:
    pair = recording(60, (Side.AGENT, 20), (Side.CALLER, 20), (Side.AGENT, 40), (Side.CALLER, 28))
    lacking = replace(pair.originals[3], pause_at_s=5.0, pause_s=12.0)
    together = replace(pair, originals=(*pair.originals[:3], lacking))
    assert aligned(together)
    assert held(together) == (Segment(25.0, 37.0),)
    assert "0:25\u20130:37" in str(doubts(together, "x-1", 60)[0])


@pytest.mark.parametrize(
    ("speech", "words"),
    [
        (Speech(20), "Nobody is heard speaking"),
        (Speech(20, mixed=stretches(1, 5), separate=False), "share one channel"),
        (Speech(20, mixed=stretches(1, 5), separate=False, shared=Shared.CALLER_SILENT), "on the caller's channel"),
        (Speech(20, mixed=stretches(1, 5), separate=False, shared=Shared.AGENT_SILENT), "on the agent's channel"),
        (
            Speech(20, mixed=stretches(1, 5), separate=False, shared=Shared.AGENT_HOLDS_BOTH),
            "The agent's channel holds",
        ),
        (
            Speech(20, mixed=stretches(1, 5), separate=False, shared=Shared.CALLER_HOLDS_BOTH),
            "The caller's channel holds",
        ),
    ],
)
def test_who_was_not_heard_is_said(speech: Speech, words: str) -> None:
    (doubt,) = of_speech(speech)
    assert words in str(doubt)
    assert doubt.remedy
    assert of_speech(Speech(20, agent=stretches(1, 5), caller=stretches(6, 8))) == []


def test_each_side_needs_a_voice_of_its_own() -> None:
    agent = stretches(0, 5, 10, 20, 30, 40)
    assert shared(agent, stretches(6, 9)) is None
    assert shared(agent, ()) is Shared.CALLER_SILENT
    assert shared((), agent) is Shared.AGENT_SILENT
    assert shared(agent, stretches(7, 7.2)) is Shared.CALLER_SILENT
    # who is only ever heard within the other's words is that other, or the other side holds both
    assert shared(agent, stretches(0, 5, 12, 19)) is Shared.AGENT_HOLDS_BOTH
    assert shared(stretches(0, 5, 12, 19), agent) is Shared.CALLER_HOLDS_BOTH
    assert shared(agent, stretches(12, 19)) is None  # a caller of few words, spoken into the agent's
    assert shared(agent, stretches(0, 5, 20, 28)) is None
