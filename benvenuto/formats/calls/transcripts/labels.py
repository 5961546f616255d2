"""Who the voices of a file are: by what it calls them, by the sound, by the words, else by who speaks first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from benvenuto.domain.call import SIDES, Speaker, Turn
from benvenuto.domain.hosting import sounds_like_host
from benvenuto.domain.measure import Speech
from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.by_sound import (
    Lanes,
    as_heard,
    crossed,
    ended,
    fits,
    turns_heard,
    unheard,
    voices_heard,
)
from benvenuto.formats.calls.transcripts.faults import (
    BY_WORDS,
    CHANNELS_CROSSED,
    FIRST_IS_AGENT,
    HEARD_ONLY,
    NAMES_CROSSED,
    NOBODY_HEARD,
    NOBODY_NAMED_HERE,
    THIRD_VOICE,
    TIMES_ELSEWHERE,
    NobodyNamed,
)
from benvenuto.formats.calls.transcripts.places import FaultReport
from benvenuto.formats.calls.transcripts.voice_names import channel_number, is_named, is_nobody, speaker_named

_AGENT, _CALLER, _OTHER = Speaker
Sides = Mapping[str, Speaker]


def turns_of(
    utterances: Sequence[Utterance],
    voice: Speaker | None,
    report: FaultReport,
    speech: Speech | None = None,
    agent: str = "",
) -> Sequence[Turn]:
    """The utterances as turns, in their order; `voice` is whose file this is, where it holds one voice only.

    `speech` tells who is heard when, `agent` is the name of who took the call. What nobody tells is never given to
    whoever spoke before: it is kept as another voice, as a third voice is, and told. Raises NobodyNamed.
    """
    lanes = Lanes(speech) if speech else None
    utterances = [replace(part, label="") if part.label and is_nobody(part.label) else part for part in utterances]
    if voice is not None:
        turns = [part.turn(voice) for part in utterances]
    else:
        sides = _sides(utterances, report, lanes, agent)
        if sides is None and lanes is None:
            raise NobodyNamed
        if sides is None:
            report.add(0, "", HEARD_ONLY)
            sides = {}
            utterances = [replace(part, label="") for part in utterances]
        turns = _turns(utterances, sides, report, lanes)
    return _where_somebody_is_heard(turns, report, speech) if speech else turns


def _turns(utterances: Sequence[Utterance], sides: Sides, report: FaultReport, lanes: Lanes | None) -> list[Turn]:
    turns: list[Turn] = []
    third, nobody = Counter[str](), list[Turn]()
    for part in utterances:
        if part.label:
            turns.append(part.turn(sides.get(part.label, _OTHER)))
            third[part.label] += turns[-1].speaker is _OTHER
            continue
        own = turns_heard(part, lanes) if lanes else [part.turn(_OTHER)]
        nobody += [turn for turn in own if turn.speaker is _OTHER]
        turns += own
    for label, n in third.items():
        if n:
            report.add(0, "", THIRD_VOICE, label=_short(label), n=n)
    if nobody:
        report.add(0, "", NOBODY_NAMED_HERE, n=len(nobody), first=_shown(nobody[0]))
    return turns


def _sides(utterances: Sequence[Utterance], report: FaultReport, lanes: Lanes | None, agent: str) -> Sides | None:
    """Who speaks under which label; what is not in it is neither side. None where nothing tells."""
    labels = _by_first_word(utterances)
    named = {label: speaker for label in labels if (speaker := speaker_named(label)) is not None}
    own = [label for label in labels if label not in named and is_named(label, agent)]
    if len(own) == 1 and _AGENT not in named.values():
        named[own[0]] = _AGENT
    nameless = [label for label in labels if label not in named]
    spans = ended(utterances) if lanes else utterances
    heard = voices_heard(spans, lanes) if lanes else {}
    sides = set(named.values()).intersection(SIDES)
    if not sides:
        return _of_nameless(nameless, utterances, heard, report)
    if len(sides) == 1 and nameless:
        (known,) = sides
        other = _CALLER if known is _AGENT else _AGENT
        if len(nameless) > 1 and heard:
            named = {**{label: heard[label] for label in nameless if label in heard}, **named}
        else:
            named = {**named, _most_said(nameless, utterances): other}
    if lanes and crossed([part for part in spans if part.label in named], named, lanes):
        report.add(0, "", NAMES_CROSSED)
    return named


def _of_nameless(
    labels: Sequence[str], utterances: Sequence[Utterance], heard: Sides, report: FaultReport
) -> Sides | None:
    channels = _by_channel(labels)
    if heard:
        if channels and any(channels[label] is not speaker for label, speaker in heard.items() if label in channels):
            report.add(0, "", CHANNELS_CROSSED)
        return heard
    if channels is None and len(labels) < 2:
        return None  # a single unnamed voice may be either side's, or both
    host = _host(labels, utterances)
    if channels is not None and (host is None or channels.get(host) is _AGENT):
        return channels
    agent = labels[0] if host is None else host
    shown = ", ".join(f"“{_short(label)}”" for label in labels[:4])
    report.add(0, "", FIRST_IS_AGENT if host is None else BY_WORDS, labels=shown, agent=_short(agent))
    others = [label for label in labels if label != agent]
    return {agent: _AGENT, **({_most_said(others, utterances): _CALLER} if others else {})}


def _by_channel(labels: Sequence[str]) -> Sides | None:
    numbers = {label: number for label in labels if (number := channel_number(label)) is not None}
    if not numbers or len(numbers) < len(labels):
        return None
    if len(numbers) == 1:
        # a reader says so only of a file with several channels, and counts them from 0
        ((label, number),) = numbers.items()
        return {label: _CALLER if number else _AGENT} if label.startswith("ch_") else None
    return dict(zip(sorted(labels, key=numbers.__getitem__), SIDES, strict=False))


def _host(labels: Sequence[str], utterances: Sequence[Utterance]) -> str | None:
    """The only voice that answers the telephone, going by its words."""
    hosts = [label for label in labels if sounds_like_host(part.text for part in utterances if part.label == label)]
    return hosts[0] if len(hosts) == 1 else None


def _most_said(labels: Sequence[str], utterances: Sequence[Utterance]) -> str:
    lengths = Counter(dict.fromkeys(labels, 0))
    for part in utterances:
        if part.label in lengths:
            lengths[part.label] += len(part.text)
    return lengths.most_common(1)[0][0]


def _by_first_word(utterances: Sequence[Utterance]) -> Sequence[str]:
    """The labels in the order in which they are first heard; where times are missing, first written."""
    labels = dict[str, float | None]()
    for part in utterances:
        if part.label:
            start, known = part.start_s, labels.get(part.label, part.start_s)
            labels[part.label] = None if start is None or known is None else min(start, known)
    if any(start is None for start in labels.values()):
        return list(labels)
    return sorted(labels, key=lambda label: labels[label] or 0.0)


def _where_somebody_is_heard(turns: Sequence[Turn], report: FaultReport, speech: Speech) -> Sequence[Turn]:
    """The turns, of which those where the sound has no voice are nobody's: recognisers write words over silence."""
    silent = unheard(turns, speech)
    if not any(silent):
        return turns
    if not fits(turns, silent, speech):
        timed = sum(turn.start_s is not None for turn in turns)
        report.add(0, "", TIMES_ELSEWHERE, n=sum(silent), of=timed)
        return turns
    report.add(0, "", NOBODY_HEARD, n=sum(silent), first=_shown(turns[silent.index(True)]))
    return as_heard(turns, speech)


def _shown(turn: Turn) -> str:
    words = turn.text if len(turn.text) <= 60 else f"{turn.text[:59]}…"
    if turn.start_s is None:
        return f"“{words}”"
    minutes, seconds = divmod(int(turn.start_s), 60)
    return f"{minutes}:{seconds:02} “{words}”"


def _short(label: str) -> str:
    return label if len(label) <= 40 else f"{label[:39]}…"
