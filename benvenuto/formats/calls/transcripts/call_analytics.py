"""Transcribe Call Analytics and Contact Lens: turns with a participant, times in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benvenuto.domain.call import Word
from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.kinds import JsonFormat, head_of, list_at, within
from benvenuto.formats.calls.transcripts.places import JsonPlace

_CALL_ANALYTICS, _CONTACT_LENS = "Transcribe Call Analytics", "Contact Lens"


def read_call_analytics(root: JsonPlace) -> Sequence[Utterance]:
    """`Transcript`: turns with `ParticipantRole` and, word by word, `Items`."""
    return _utterances(root["Transcript"].needed(_CALL_ANALYTICS), {})


def read_contact_lens(root: JsonPlace) -> Sequence[Utterance]:
    """`Transcript`: turns with a `ParticipantId`, whose role is in `Participants`; or a live stream's `Segments`.

    A stream may be kept event by event, one document after the other.
    """
    documents = list(root) if isinstance(root.value, list) else [root]
    if any(document["Segments"].there for document in documents):
        streams = [document["Segments"].needed(_CONTACT_LENS) for document in documents if document["Segments"].there]
        segments = (segment for stream in streams for segment in stream)
        return _utterances((segment["Transcript"] for segment in segments if segment["Transcript"].there), {})
    roles: dict[str, str] = {}
    if root["Participants"].there:
        roles = {
            participant["ParticipantId"].text(): participant["ParticipantRole"].text()
            for participant in root["Participants"]
        }
    return _utterances(root["Transcript"].needed(_CONTACT_LENS), roles)


def _utterances(turns: JsonPlace | Iterator[JsonPlace], roles: Mapping[str, str]) -> Sequence[Utterance]:
    utterances = []
    for turn in turns:
        participant = turn["ParticipantId"].text()
        label = turn["ParticipantRole"].text() or roles.get(participant) or participant
        text = turn["Content"].text()
        if not text:
            continue
        # a chat has the hour of each message instead of an offset
        timed = turn["BeginOffsetMillis"].there or not turn["AbsoluteTime"].there
        start, end = turn.span("BeginOffsetMillis", "EndOffsetMillis", milliseconds=True) if timed else (None, None)
        utterances.append(Utterance(text, start, end, _words(turn["Items"]), label))
    return utterances


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


def _is_call_analytics(data: Any) -> bool:
    first = head_of(list_at(data, "Transcript"))
    own = not first or not {"ParticipantRole", "ParticipantId", "Content", "BeginOffsetMillis"}.isdisjoint(first)
    return own and isinstance(data, dict) and "Transcript" in data


def _is_contact_lens(data: Any) -> bool:
    documents = data if isinstance(data, list) else [data]
    if any(isinstance(within(document, "Segments"), list) for document in documents):
        return True
    turns = within(data, "Transcript")
    first = turns[0] if isinstance(turns, list) and turns else None
    return turns is not None and (
        within(data, "CustomerMetadata") is not None or (within(first, "ParticipantId") is not None)
    )


CALL_ANALYTICS = JsonFormat("call-analytics", _CALL_ANALYTICS, _is_call_analytics, read_call_analytics)
CONTACT_LENS = JsonFormat("contact-lens", _CONTACT_LENS, _is_contact_lens, read_contact_lens)
