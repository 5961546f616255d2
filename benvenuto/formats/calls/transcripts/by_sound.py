"""Who speaks, where a file does not tell: the voice that is heard at that time on a channel of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import groupby

from benvenuto.domain.call import SIDES, Speaker, Turn
from benvenuto.domain.measure import Segments, Speech
from benvenuto.domain.transcript import Utterance

REACH_S = 1.0
"""Words farther than this from a voice are not its own: times of recognisers stray, but not so far."""


def voices_heard(utterances: Sequence[Utterance], speech: Speech) -> Mapping[str, Speaker]:
    """Whose voice each label is: whoever is heard longer while it speaks. Empty unless that tells two voices apart."""
    heard: dict[str, dict[Speaker, float]] = {}
    for utterance in utterances:
        if utterance.label and utterance.start_s is not None and utterance.end_s is not None:
            met = heard.setdefault(utterance.label, dict.fromkeys(SIDES, 0.0))
            for speaker in SIDES:
                met[speaker] += _met_s(_lane(speech, speaker), utterance.start_s, utterance.end_s)
    speakers = {label: max(met, key=met.__getitem__) for label, met in heard.items() if any(met.values())}
    return speakers if set(speakers.values()) == set(SIDES) else {}


def crossed(utterances: Sequence[Utterance], sides: Mapping[str, Speaker], speech: Speech) -> bool:
    """Whether those who are said to speak are heard, for the most part, where the other side is."""
    own = other = 0.0
    for utterance in utterances:
        if utterance.start_s is None or utterance.end_s is None or sides.get(utterance.label) not in SIDES:
            continue
        for speaker in SIDES:
            met = _met_s(_lane(speech, speaker), utterance.start_s, utterance.end_s)
            own, other = (own + met, other) if sides[utterance.label] is speaker else (own, other + met)
    return other > own


def unheard(turn: Turn, speech: Speech) -> bool:
    """Whether nobody is heard anywhere near a turn."""
    start = turn.start_s or 0.0
    end = start if turn.end_s is None else turn.end_s
    return all(_away_s(_lane(speech, speaker), start, end) > REACH_S for speaker in SIDES)


def turns_heard(utterance: Utterance, speech: Speech) -> Sequence[Turn]:
    """An utterance as turns of whoever is heard, word by word where the words have times.

    Where the sound does not tell, not even by another word of the utterance, it is another voice's.
    """
    if utterance.start_s is None:
        return [utterance.turn(Speaker.OTHER)]
    if not utterance.words:
        end = utterance.start_s if utterance.end_s is None else utterance.end_s
        return [utterance.turn(voice_heard(speech, utterance.start_s, end) or Speaker.OTHER)]
    speakers = _filled([voice_heard(speech, word.start_s, word.end_s) for word in utterance.words])
    if len(set(speakers)) == 1:
        return [utterance.turn(speakers[0])]
    turns: list[Turn] = []
    for speaker, run in groupby(zip(speakers, utterance.words, strict=True), key=lambda pair: pair[0]):
        words = tuple(word for _, word in run)
        ends = max(word.end_s for word in words)  # in a file that somebody edited, not always that of the last
        turns.append(Turn(speaker, " ".join(word.text for word in words), words[0].start_s, ends, words))
    return turns


def voice_heard(speech: Speech, start_s: float, end_s: float) -> Speaker | None:
    """Who is heard longest in this time, else who is nearest to it; None where nobody is, or both are as much."""
    met = {speaker: _met_s(_lane(speech, speaker), start_s, end_s) for speaker in SIDES}
    if len(set(met.values())) > 1:
        return max(met, key=met.__getitem__)
    if any(met.values()):
        return None
    away = {speaker: _away_s(_lane(speech, speaker), start_s, end_s) for speaker in SIDES}
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


def _lane(speech: Speech, speaker: Speaker) -> Segments:
    return speech.agent if speaker is Speaker.AGENT else speech.caller


def _met_s(lane: Segments, start_s: float, end_s: float) -> float:
    met = 0.0
    for at in range(_first(lane, start_s), len(lane)):
        if lane[at].start_s >= end_s:
            break
        met += min(lane[at].end_s, end_s) - max(lane[at].start_s, start_s)
    return met


def _away_s(lane: Segments, start_s: float, end_s: float) -> float:
    """How far the nearest stretch of a lane is, 0 where it is met."""
    at = _first(lane, start_s)
    after = lane[at].start_s - end_s if at < len(lane) else float("inf")
    before = start_s - lane[at - 1].end_s if at else float("inf")
    return max(0.0, min(after, before))


def _first(lane: Segments, start_s: float) -> int:
    """The first stretch of a lane that ends after this time."""
    return bisect_right(lane, start_s, key=lambda segment: segment.end_s)
