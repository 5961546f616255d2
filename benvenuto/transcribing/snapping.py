"""Lays what a recogniser wrote over the speech that is heard: a recogniser's times are guesses, the sound's are not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from benvenuto.domain.call import Turn, Word
from benvenuto.domain.measure import Segment, Segments
from benvenuto.domain.transcript import PAUSE_S

REACH_S = 1.0
"""Words farther than this from anybody's voice were not said: recognisers fill silence and music with words."""


STRAY_S = 3.0
"""A word farther from any voice was not said either, though words beside it were: its time is no slip."""


def snapped(turns: Sequence[Turn], speech: Segments) -> Sequence[Turn]:
    """The turns of one voice with the times of its speech; what was written where nobody speaks is left out.

    Each word goes to the stretch of speech it meets the longest, or the nearest one, and never before the word it
    follows. A turn begins where the stretch of its first word does, unless an earlier word was said in it too; it ends
    likewise. A turn whose words lie in stretches more than a second apart is parted there.
    """
    spoken = [_without_strays(turn, speech) for turn in turns if _within_reach(turn, speech)]
    placed = [part for turn in spoken for part in _parts(turn, speech)]
    return list(_timed(placed, speech))


def _within_reach(turn: Turn, speech: Segments) -> bool:
    stretches = [(word.start_s, word.end_s) for word in turn.words] or [_span(turn)]
    return any(_away(*stretch, speech) <= REACH_S for stretch in stretches) if speech else False


def _without_strays(turn: Turn, speech: Segments) -> Turn:
    words = tuple(word for word in turn.words if _away(word.start_s, word.end_s, speech) <= STRAY_S)
    if len(words) == len(turn.words):
        return turn
    return replace(turn, text=" ".join(word.text for word in words), words=words)


def _away(start: float, end: float, speech: Segments) -> float:
    return _gap(speech[_nearest(start, end, speech)], start, end)


def _span(turn: Turn) -> tuple[float, float]:
    start = turn.start_s or 0.0
    return start, start if turn.end_s is None else turn.end_s


def _parts(turn: Turn, speech: Segments) -> Iterator[tuple[Turn, int, int]]:
    """The turn, parted at long pauses, with the stretches of speech in which each part begins and ends."""
    if not turn.words:
        start, end = _span(turn)
        first = _nearest(start, start, speech) if end - start > 2 * REACH_S else _nearest(start, end, speech)
        yield turn, first, max(first, _nearest(end, end, speech) if end - start > 2 * REACH_S else first)
        return
    places: list[int] = []
    for word in turn.words:
        places.append(max(_nearest(word.start_s, word.end_s, speech), places[-1] if places else 0))
    cuts = [at for at, (a, b) in enumerate(pairwise(places), 1) if speech[b].start_s - speech[a].end_s > PAUSE_S]
    for begin, end in pairwise([0, *cuts, len(places)]):
        words = tuple(
            _inside(word, speech[place]) for word, place in zip(turn.words[begin:end], places[begin:end], strict=True)
        )
        text = " ".join(word.text for word in words) if cuts else turn.text
        yield replace(turn, text=text, words=words), places[begin], places[end - 1]


def _timed(placed: Sequence[tuple[Turn, int, int]], speech: Segments) -> Iterator[Turn]:
    """The parts with their times; two in one stretch of speech share it at the words where they meet."""
    for at, (turn, first, last) in enumerate(placed):
        start, end = speech[first].start_s, speech[last].end_s
        if at and placed[at - 1][2] == first:
            start = turn.words[0].start_s if turn.words else max(start, _span(turn)[0])
        if at + 1 < len(placed) and placed[at + 1][1] == last:
            end = turn.words[-1].end_s if turn.words else min(end, _span(turn)[1])
        yield replace(turn, start_s=start, end_s=max(start, end))


def _inside(word: Word, stretch: Segment) -> Word:
    start = min(max(word.start_s, stretch.start_s), stretch.end_s)
    return replace(word, start_s=start, end_s=max(start, min(word.end_s, stretch.end_s)))


def _nearest(start: float, end: float, speech: Segments) -> int:
    """The stretch that is met the longest, else the one with the shortest way to it."""
    after = bisect_left(speech, start, key=lambda segment: segment.end_s)
    best, score = 0, float("-inf")
    for at in range(max(0, after - 1), len(speech)):
        met = min(speech[at].end_s, end) - max(speech[at].start_s, start)
        if met > score:
            best, score = at, met
        if speech[at].start_s > end:
            break
    return best


def _gap(stretch: Segment, start: float, end: float) -> float:
    return max(0.0, stretch.start_s - end, start - stretch.end_s)
