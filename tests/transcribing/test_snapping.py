"""What was written is laid over what was heard."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.call import Speaker, Turn, Word
from benvenuto.domain.measure import Segment, Segments
from benvenuto.transcribing.snapping import REACH_S, snapped

SPEECH = (Segment(1.0, 3.0), Segment(3.4, 5.0), Segment(9.0, 11.0))


def turn(*words: tuple[str, float, float]) -> Turn:
    said = tuple(Word(*word) for word in words)
    return Turn(Speaker.AGENT, " ".join(word.text for word in said), said[0].start_s, said[-1].end_s, said)


def told(turns: Iterable[Turn]) -> list[tuple[str, float | None, float | None]]:
    return [(one.text, one.start_s, one.end_s) for one in turns]


def test_a_turn_begins_and_ends_where_the_voice_does() -> None:
    said = [turn(("Casa", 0.6, 1.4), ("Lume,", 1.4, 2.9), ("buongiorno.", 3.0, 5.4))]
    assert told(snapped(said, SPEECH)) == [("Casa Lume, buongiorno.", 1.0, 5.0)]


def test_words_lie_inside_the_speech_they_belong_to() -> None:
    (one,) = snapped([turn(("Casa", 0.6, 1.4), ("Lume,", 1.4, 2.9), ("buongiorno.", 3.0, 5.4))], SPEECH)
    assert [(word.start_s, word.end_s) for word in one.words] == [(1.0, 1.4), (1.4, 2.9), (3.4, 5.0)]


def test_two_turns_in_one_stretch_of_speech_meet_between_their_words() -> None:
    said = [turn(("Prego,", 0.8, 1.2), ("dica.", 1.2, 1.8)), turn(("Sì?", 2.1, 2.8))]
    assert told(snapped(said, SPEECH)) == [("Prego, dica.", 1.0, 1.8), ("Sì?", 2.1, 3.0)]


def test_a_turn_over_a_long_silence_is_parted_there() -> None:
    said = [turn(("Un", 3.4, 3.8), ("momento.", 3.8, 4.9), ("Eccomi.", 9.2, 10.0))]
    assert told(snapped(said, SPEECH)) == [("Un momento.", 3.4, 5.0), ("Eccomi.", 9.0, 11.0)]


def test_a_short_pause_parts_nothing() -> None:
    assert len(snapped([turn(("Un", 1.0, 2.9), ("momento.", 3.5, 4.9))], SPEECH)) == 1


def test_words_that_nobody_said_are_left_out() -> None:
    invented = [turn(("Sottotitoli", 6.2, 7.0), ("a", 7.0, 7.1), ("cura", 7.1, 7.9))]
    assert snapped(invented, SPEECH) == []
    assert snapped(invented, ()) == []


def test_a_word_far_from_any_voice_is_left_out_of_a_turn_that_was_said() -> None:
    greeted = turn(("Buongiorno.", 16.0, 16.6), ("Un", 31.0, 31.4), ("momento.", 31.4, 31.9))
    (said,) = snapped([greeted], (*SPEECH, Segment(31.0, 32.0)))
    assert (said.text, [word.text for word in said.words]) == ("Un momento.", ["Un", "momento."])


def test_words_a_little_beside_the_voice_were_said() -> None:
    assert told(snapped([turn(("Sì.", 5.0 + REACH_S, 6.3))], SPEECH)) == [("Sì.", 3.4, 5.0)]


def test_without_words_the_turn_itself_is_laid_over_the_speech() -> None:
    said = [Turn(Speaker.AGENT, "Casa Lume, buongiorno.", 0.7, 5.2), Turn(Speaker.AGENT, "Eccomi.", 9.3, 10.5)]
    assert told(snapped(said, SPEECH)) == [("Casa Lume, buongiorno.", 1.0, 5.0), ("Eccomi.", 9.0, 11.0)]


@st.composite
def speech(draw: st.DrawFn) -> Segments:
    edges = sorted(draw(st.sets(st.integers(0, 600), min_size=2, max_size=16)))
    edges = edges[: len(edges) // 2 * 2]
    return tuple(Segment(a / 10, b / 10) for a, b in zip(edges[::2], edges[1::2], strict=True))


@st.composite
def writing(draw: st.DrawFn) -> list[Turn]:
    at, turns = 0.0, []
    for _ in range(draw(st.integers(1, 5))):
        words = []
        for _ in range(draw(st.integers(1, 5))):
            at += draw(st.integers(0, 30)) / 10
            length = draw(st.integers(0, 15)) / 10
            words.append(("w", at, at + length))
            at += length
        turns.append(turn(*words))
    return turns


@given(writing(), speech())
def test_whatever_was_written_ends_up_in_order_and_inside_speech(said: list[Turn], heard: Segments) -> None:
    laid = snapped(said, heard)
    for one in laid:
        assert one.start_s is not None
        assert one.end_s is not None
        assert one.start_s <= one.words[0].start_s <= one.words[-1].end_s <= one.end_s
        assert any(stretch.start_s <= one.start_s <= stretch.end_s for stretch in heard)
        for word in one.words:
            assert any(stretch.start_s <= word.start_s <= word.end_s <= stretch.end_s for stretch in heard)
    assert all((a.start_s or 0) <= (b.start_s or 0) for a, b in pairwise(laid))
    assert sum(len(one.words) for one in laid) <= sum(len(one.words) for one in said)
