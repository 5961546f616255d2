"""Who speaks, where a file does not tell: the voice that is heard at that time on a channel of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from benvenuto.domain.call import Speaker, Turn, Word
from benvenuto.domain.measure import Segments, Speech
from benvenuto.domain.transcript import Utterance


def voices_heard(utterances: Sequence[Utterance], speech: Speech) -> Mapping[str, Speaker]:
    """Whose voice each label is: whoever is heard longer while it speaks. Empty unless that tells two voices apart."""
    heard: dict[str, dict[Speaker, float]] = {}
    for utterance in utterances:
        if utterance.label and utterance.start_s is not None and utterance.end_s is not None:
            met = heard.setdefault(utterance.label, dict.fromkeys(Speaker, 0.0))
            for speaker in Speaker:
                met[speaker] += _met_s(_lane(speech, speaker), utterance.start_s, utterance.end_s)
    speakers = {label: max(met, key=met.__getitem__) for label, met in heard.items() if any(met.values())}
    return speakers if set(speakers.values()) == set(Speaker) else {}


def turns_heard(utterances: Sequence[Utterance], speech: Speech) -> Sequence[Turn]:
    """The utterances as turns of whoever is heard, word by word where the words have times.

    What is said while nobody is heard goes on with who spoke before. An utterance without times is left out: nothing
    tells whose it is.
    """
    turns: list[Turn] = []
    last = Speaker.AGENT
    for utterance in utterances:
        for turn in _parts(utterance, speech, last):
            turns.append(turn)
            last = turn.speaker
    return turns


def _parts(utterance: Utterance, speech: Speech, before: Speaker) -> Iterator[Turn]:
    if utterance.start_s is None or utterance.end_s is None:
        return
    if not utterance.words:
        yield utterance.turn(_speaker(speech, utterance.start_s, utterance.end_s, before))
        return
    placed: list[tuple[Speaker, Word]] = []
    for word in utterance.words:
        before = _speaker(speech, word.start_s, word.end_s, before)
        placed.append((before, word))
    if len({speaker for speaker, _ in placed}) == 1:
        yield utterance.turn(before)
        return
    for speaker, run in groupby(placed, key=lambda pair: pair[0]):
        words = tuple(word for _, word in run)
        ends = max(word.end_s for word in words)  # in a file that somebody edited, not always that of the last
        yield Turn(speaker, " ".join(word.text for word in words), words[0].start_s, ends, words)


def _speaker(speech: Speech, start_s: float, end_s: float, before: Speaker) -> Speaker:
    met = {speaker: _met_s(_lane(speech, speaker), start_s, end_s) for speaker in Speaker}
    return before if len(set(met.values())) == 1 else max(met, key=met.__getitem__)


def _lane(speech: Speech, speaker: Speaker) -> Segments:
    return speech.agent if speaker is Speaker.AGENT else speech.caller


def _met_s(lane: Segments, start_s: float, end_s: float) -> float:
    met = 0.0
    for at in range(bisect_right(lane, start_s, key=lambda segment: segment.end_s), len(lane)):
        if lane[at].start_s >= end_s:
            break
        met += min(lane[at].end_s, end_s) - max(lane[at].start_s, start_s)
    return met
