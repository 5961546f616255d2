"""Who the voices of a file are: by what it calls them, else by channel, else by who speaks first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.measure import Speech
from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.by_sound import turns_heard, voices_heard
from benvenuto.formats.calls.transcripts.faults import FIRST_IS_AGENT, HEARD_ONLY, LEFT_OUT, NOBODY_HERE, NobodyNamed
from benvenuto.formats.calls.transcripts.places import FaultReport

CHANNEL = "ch_{}"
"""What readers call the voice on a channel, counted from 0. The first is the agent's, as in recordings the left is."""

_NAMES = {
    **dict.fromkeys(
        ("agent", "operator", "representative", "advisor", "agente", "operatore", "operatrice", "consulente", "a"),
        Speaker.AGENT,
    ),
    **dict.fromkeys(
        ("caller", "customer", "client", "user", "cliente", "chiamante", "utente", "c"),
        Speaker.CALLER,
    ),
}
_AUTOMATIC = frozenset({"system", "sistema", "custom_bot", "bot", "ivr"})
_CHANNEL = re.compile(r"(?:ch|channel|canale)[ _-]?(\d{1,3})", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:spk|speaker)[ _-]?\d{1,3}", re.IGNORECASE)


def speaker_named(label: str) -> Speaker | None:
    """Whom this name means by itself, None where it could be anybody."""
    return _NAMES.get(label.strip().casefold())


def is_label(label: str) -> bool:
    """Whether this is what people and machines call a voice, rather than somebody's name or any word."""
    plain = label.strip()
    return bool(
        speaker_named(plain)
        or plain.casefold() in _AUTOMATIC
        or _CHANNEL.fullmatch(plain)
        or _NUMBERED.fullmatch(plain)
    )


def turns_of(
    utterances: Sequence[Utterance], voice: Speaker | None, report: FaultReport, speech: Speech | None = None
) -> Sequence[Turn]:
    """The utterances as turns, in their order; `voice` is whose file this is, where it holds one voice only.

    `speech` tells who is heard when, where names do not. An utterance without a label goes on with the one before it.
    Raises NobodyNamed.
    """
    if voice is not None:
        return [utterance.turn(voice) for utterance in utterances]
    labels = list(dict.fromkeys(utterance.label for utterance in utterances if utterance.label))
    known = _known(labels) or (voices_heard(utterances, speech) if speech else {}) or _guessed(labels, report)
    if not known and speech:
        report.add(0, "", HEARD_ONLY)
        return turns_heard(utterances, speech)
    if not known:
        raise NobodyNamed
    return _named(utterances, known, report)


def _named(utterances: Sequence[Utterance], known: Mapping[str, Speaker], report: FaultReport) -> Sequence[Turn]:
    turns: list[Turn] = []
    left_out: Counter[str] = Counter()
    label = ""
    for utterance in utterances:
        label = utterance.label or label
        if not label:
            report.add(0, "", NOBODY_HERE)
        elif (speaker := known.get(label)) is not None:
            turns.append(utterance.turn(speaker))
        else:
            left_out[label] += 1
    for nobody, n in left_out.items():
        report.add(0, "", LEFT_OUT, label=_short(nobody), n=n)
    return turns


def _voices(labels: Sequence[str]) -> Sequence[str]:
    """The labels that may be somebody's."""
    return [label for label in labels if label.strip().casefold() not in _AUTOMATIC]


def _known(labels: Sequence[str]) -> Mapping[str, Speaker]:
    """Who speaks under which label, as far as the labels tell."""
    named = {label: who for label in labels if (who := speaker_named(label)) is not None}
    others = [label for label in _voices(labels) if label not in named]
    if set(named.values()) == set(Speaker):
        return named
    if named:
        other = Speaker.CALLER if Speaker.AGENT in named.values() else Speaker.AGENT
        return named | dict.fromkeys(others, other)
    if others and all(_CHANNEL.fullmatch(label.strip()) for label in others):
        return dict(zip(sorted(others, key=_channel), Speaker, strict=False))
    return {}


def _guessed(labels: Sequence[str], report: FaultReport) -> Mapping[str, Speaker]:
    """The first to speak is the agent; nobody is anybody when there is one voice alone."""
    voices = _voices(labels)
    # a single unnamed voice may be either side's
    if len(voices) < 2:
        return {}
    shown = [_short(label) for label in voices[:4]]
    report.add(0, "", FIRST_IS_AGENT, labels=", ".join(f"“{label}”" for label in shown), agent=shown[0])
    return {voices[0]: Speaker.AGENT, **dict.fromkeys(voices[1:], Speaker.CALLER)}


def _short(label: str) -> str:
    return label if len(label) <= 40 else f"{label[:39]}…"


def _channel(label: str) -> int:
    match = _CHANNEL.fullmatch(label.strip())
    return int(match[1]) if match else 0
