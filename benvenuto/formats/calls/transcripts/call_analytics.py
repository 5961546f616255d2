"""Transcribe Call Analytics and Contact Lens: turns with a participant, times in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benvenuto.domain.call import Word
from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.kinds import NAMES, Format
from benvenuto.formats.calls.transcripts.places import JsonPlace


def read_call_analytics(root: JsonPlace) -> Sequence[Utterance]:
    """`Transcript`: turns with `ParticipantRole` and, word by word, `Items`."""
    return _said(root["Transcript"].needed(NAMES[Format.CALL_ANALYTICS]), {})


def read_contact_lens(root: JsonPlace) -> Sequence[Utterance]:
    """`Transcript`: turns with a `ParticipantId`, whose role is in `Participants`; or a live stream's `Segments`."""
    if root["Segments"].there:
        segments = root["Segments"].needed(NAMES[Format.CONTACT_LENS])
        return _said((one["Transcript"] for one in segments if one["Transcript"].there), {})
    roles: dict[str, str] = {}
    if root["Participants"].there:
        roles = {one["ParticipantId"].text(): one["ParticipantRole"].text() for one in root["Participants"]}
    return _said(root["Transcript"].needed(NAMES[Format.CONTACT_LENS]), roles)


def _said(turns: JsonPlace | Iterator[JsonPlace], roles: Mapping[str, str]) -> Sequence[Utterance]:
    said = []
    for turn in turns:
        participant = turn["ParticipantId"].text()
        label = turn["ParticipantRole"].text() or roles.get(participant) or participant
        text = turn["Content"].text()
        if not text:
            continue
        # a chat has the hour of each message instead of an offset
        timed = turn["BeginOffsetMillis"].there or not turn["AbsoluteTime"].there
        start, end = turn.span("BeginOffsetMillis", "EndOffsetMillis", milliseconds=True) if timed else (None, None)
        said.append(Utterance(text, start, end, _words(turn["Items"]), label))
    return said


def _words(items: JsonPlace) -> tuple[Word, ...]:
    words: list[Word] = []
    for item in items if items.there else ():
        text = item["Content"].text()
        if item["Type"].value == "punctuation":
            if words:
                last = words[-1]
                words[-1] = Word(f"{last.text}{text}", last.start_s, last.end_s, last.confidence)
            continue
        span = item.span("BeginOffsetMillis", "EndOffsetMillis", milliseconds=True)
        if text and (word := item.word(text, span, item["Confidence"])) is not None:
            words.append(word)
    return tuple(words)
