"""Who speaks, where a file does not tell: the voice that is heard at that time on a channel of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby

from benvenuto.domain.call import SIDES, Speaker, Turn
from benvenuto.domain.measure import Segments, Speech
from benvenuto.domain.transcript import Utterance

REACH_S = 1.0
"""Words farther than this from a voice are not its own: times of recognisers stray, but not so far."""

_ELSEWHERE = 0.5
_LETTERS_A_SECOND = 12.0


def ended(utterances: Sequence[Utterance]) -> Sequence[Utterance]:
    """The utterances, of which those that only say when they begin end where the next one begins, or soon."""
    starts = sorted({part.start_s for part in utterances if part.start_s is not None})

    def whole(part: Utterance) -> Utterance:
        if part.start_s is None or part.end_s is not None:
            return part
        at = bisect_right(starts, part.start_s)
        longest = part.start_s + max(1.0, len(part.text) / _LETTERS_A_SECOND)
        return replace(part, end_s=min(longest, starts[at]) if at < len(starts) else longest)

    return [whole(part) for part in utterances]


def voices_heard(utterances: Sequence[Utterance], lanes: Lanes) -> Mapping[str, Speaker]:
    """Whose voice each label is: whoever is heard longer while it speaks. Empty unless that tells two voices apart."""
    heard: dict[str, dict[Speaker, float]] = {}
    for utterance in utterances:
        if utterance.label and utterance.start_s is not None and utterance.end_s is not None:
            met = heard.setdefault(utterance.label, dict.fromkeys(SIDES, 0.0))
            for speaker in SIDES:
                met[speaker] += lanes.met_s(speaker, utterance.start_s, utterance.end_s)
    speakers = {label: max(met, key=met.__getitem__) for label, met in heard.items() if any(met.values())}
    return speakers if set(speakers.values()) == set(SIDES) else {}


def crossed(utterances: Sequence[Utterance], sides: Mapping[str, Speaker], lanes: Lanes) -> bool:
    """Whether those who are said to speak are heard, for the most part, where the other side is."""
    own = other = 0.0
    for utterance in utterances:
        if utterance.start_s is None or utterance.end_s is None or sides.get(utterance.label) not in SIDES:
            continue
        for speaker in SIDES:
            met = lanes.met_s(speaker, utterance.start_s, utterance.end_s)
            own, other = (own + met, other) if sides[utterance.label] is speaker else (own, other + met)
    return other > own


def unheard(turns: Sequence[Turn], speech: Speech) -> Sequence[bool]:
    """Of each turn, whether nobody is heard anywhere near it; of those without a time it is not known, and False."""
    lanes = [_Lane(lane) for lane in (speech.agent, speech.caller, speech.mixed) if lane]

    def away(start_s: float, end_s: float | None) -> bool:
        return all(lane.away_s(start_s, start_s if end_s is None else end_s) > REACH_S for lane in lanes)

    return [turn.start_s is not None and away(turn.start_s, turn.end_s) for turn in turns]


def fits(turns: Sequence[Turn], silent: Sequence[bool], speech: Speech) -> bool:
    """Whether the times of a transcript are those of its recording: else nobody is heard in most of it.

    Over a recording in which nobody is heard at all there are no words that could be meant for another time.
    """
    if not (speech.agent or speech.caller or speech.mixed):
        return True
    return sum(silent) <= _ELSEWHERE * sum(turn.start_s is not None for turn in turns)


def as_heard(turns: Sequence[Turn], speech: Speech) -> Sequence[Turn]:
    """The turns, of which those where the sound has no voice are nobody's: recognisers write words over silence."""
    silent = unheard(turns, speech)
    if not any(silent) or not fits(turns, silent, speech):
        return turns
    return [replace(turn, speaker=Speaker.OTHER) if mute else turn for turn, mute in zip(turns, silent, strict=True)]


def turns_heard(utterance: Utterance, lanes: Lanes) -> Sequence[Turn]:
    """An utterance as turns of whoever is heard, word by word where the words have times.

    Where the sound does not tell, not even by another word of the utterance, it is another voice's.
    """
    if utterance.start_s is None:
        return [utterance.turn(Speaker.OTHER)]
    if not utterance.words:
        end = utterance.start_s if utterance.end_s is None else utterance.end_s
        return [utterance.turn(voice_heard(lanes, utterance.start_s, end) or Speaker.OTHER)]
    speakers = _filled([voice_heard(lanes, word.start_s, word.end_s) for word in utterance.words])
    if len(set(speakers)) == 1:
        return [utterance.turn(speakers[0])]
    turns: list[Turn] = []
    for speaker, run in groupby(zip(speakers, utterance.words, strict=True), key=lambda pair: pair[0]):
        words = tuple(word for _, word in run)
        ends = max(word.end_s for word in words)  # in a file that somebody edited, not always that of the last
        turns.append(Turn(speaker, " ".join(word.text for word in words), words[0].start_s, ends, words))
    return turns


def voice_heard(lanes: Lanes, start_s: float, end_s: float) -> Speaker | None:
    """Who is heard longest in this time, else who is nearest to it; None where nobody is, or both are as much."""
    met = {speaker: lanes.met_s(speaker, start_s, end_s) for speaker in SIDES}
    if len(set(met.values())) > 1:
        return max(met, key=met.__getitem__)
    if any(met.values()):
        return None
    away = {speaker: lanes.away_s(speaker, start_s, end_s) for speaker in SIDES}
    nearest = min(away, key=away.__getitem__)
    return nearest if away[nearest] <= REACH_S and len(set(away.values())) > 1 else None


def _filled(heard: Sequence[Speaker | None]) -> Sequence[Speaker]:
    """Each word's voice; one in a gap of the sound is in the mouth of the word before it, or else behind it."""
    last = next((speaker for speaker in heard if speaker is not None), Speaker.OTHER)
    filled: list[Speaker] = []
    for speaker in heard:
        last = speaker or last
        filled.append(last)
    return filled


class Lanes:
    """Who is heard when, with what has been spoken up to each stretch added up: asking is as quick for a whole call."""

    def __init__(self, speech: Speech) -> None:
        self._lanes = {Speaker.AGENT: _Lane(speech.agent), Speaker.CALLER: _Lane(speech.caller)}

    def met_s(self, speaker: Speaker, start_s: float, end_s: float) -> float:
        """How long one side is heard in this time."""
        return self._lanes[speaker].met_s(start_s, end_s)

    def away_s(self, speaker: Speaker, start_s: float, end_s: float) -> float:
        """How far the nearest stretch of a side is, 0 where it is met."""
        return self._lanes[speaker].away_s(start_s, end_s)


class _Lane:
    def __init__(self, segments: Segments) -> None:
        self.starts = [segment.start_s for segment in segments]
        self.ends = [segment.end_s for segment in segments]
        self.before = list(accumulate((segment.end_s - segment.start_s for segment in segments), initial=0.0))

    def met_s(self, start_s: float, end_s: float) -> float:
        first, last = bisect_right(self.ends, start_s), bisect_left(self.starts, end_s)
        if first >= last:
            return 0.0
        outside = max(0.0, start_s - self.starts[first]) + max(0.0, self.ends[last - 1] - end_s)
        return max(0.0, self.before[last] - self.before[first] - outside)

    def away_s(self, start_s: float, end_s: float) -> float:
        at = bisect_right(self.ends, start_s)
        after = self.starts[at] - end_s if at < len(self.starts) else float("inf")
        before = start_s - self.ends[at - 1] if at else float("inf")
        return max(0.0, min(after, before))
