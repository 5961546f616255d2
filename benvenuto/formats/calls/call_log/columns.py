"""The columns of a call log: which header of a file holds which field of a call."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log import synonyms
from benvenuto.formats.calls.call_log.faults import MissingColumns, UnknownColumns
from benvenuto.formats.calls.call_log.vocabulary import fold


class CallField(StrEnum):
    """What a log can tell of a call. `START_TIME` is the time of day where `STARTED_AT` holds only the date;
    `LINKED_ID` is the same for all lines of a call that have ids of their own; `TRANSFERRED_TO` is only counted."""

    EXTERNAL_ID = "external_id"
    STARTED_AT = "started_at"
    START_TIME = "start_time"
    AGENT = "agent"
    DURATION = "duration_s"
    CONTACT_REASON = "contact_reason"
    LANGUAGE = "language"
    CALLER = "caller"
    CHANNEL = "channel"
    DIRECTION = "direction"
    ANSWERED = "answered"
    OUTCOME = "outcome"
    NOTE = "note"
    RECORDING = "recording"
    LINKED_ID = "linked_id"
    TRANSFERRED_TO = "transferred_to"


ColumnMapping = Mapping[CallField, str]

TITLES: Mapping[CallField, str] = {
    CallField.EXTERNAL_ID: message("Call id"),
    CallField.STARTED_AT: message("Date and time"),
    CallField.START_TIME: message("Time, if separate from the date"),
    CallField.AGENT: message("Agent"),
    CallField.DURATION: message("Duration"),
    CallField.CONTACT_REASON: message("Contact reason"),
    CallField.LANGUAGE: message("Language"),
    CallField.CALLER: message("Caller"),
    CallField.CHANNEL: message("Channel: telephone, chat, e-mail"),
    CallField.DIRECTION: message("Direction: inbound or outbound"),
    CallField.ANSWERED: message("Answered or missed"),
    CallField.OUTCOME: message("Outcome"),
    CallField.NOTE: message("Note"),
    CallField.RECORDING: message("Name of the recording"),
    CallField.LINKED_ID: message("Id of the whole call, if each part has its own"),
    CallField.TRANSFERRED_TO: message("Transferred to"),
}

REQUIRED = (CallField.STARTED_AT, CallField.AGENT)

LONGEST: Mapping[CallField, int] = {
    CallField.EXTERNAL_ID: 200,
    CallField.AGENT: 120,
    CallField.CONTACT_REASON: 80,
    CallField.LANGUAGE: 10,
    CallField.CALLER: 120,
    CallField.OUTCOME: 200,
    CallField.NOTE: 4000,
    CallField.RECORDING: 200,
}
"""How many characters of a text are kept: no database has room for more."""

_COUNT = re.compile(r" \(\d+\)$")
_FILLERS = frozenset(synonyms.phrases(synonyms.FILLERS))


def _keys(text: str) -> tuple[str, ...]:
    """The names under which a header is looked up, the closest first: whole, in one word, without fillers.

    The count of a second column of one name is no part of it.
    """
    words = fold(_COUNT.sub("", text)).split()
    telling = sorted(word for word in words if word not in _FILLERS)
    return tuple(dict.fromkeys(key for key in (" ".join(words), "".join(words), " ".join(telling)) if key))


def _known_headers() -> dict[str, tuple[CallField, int]]:
    """The field and the rank behind each key; where two fields share a key, the closer one has it."""
    candidates = [
        (closeness, key, (CallField(name), rank))
        for name, listed in synonyms.HEADERS.items()
        for rank, phrase in enumerate(synonyms.phrases(listed))
        for closeness, key in enumerate(_keys(phrase))
    ]
    known: dict[str, tuple[CallField, int]] = {}
    for _closeness, key, meaning in sorted(candidates, key=lambda candidate: candidate[0]):
        known.setdefault(key, meaning)
    return known


_KNOWN = _known_headers()
_DATES = frozenset(key for phrase in synonyms.phrases(synonyms.DATES) for key in _keys(phrase))
_BEGINNINGS = frozenset(synonyms.phrases(synonyms.BEGINNINGS))


def candidates(headers: Sequence[str], call_field: CallField) -> list[str]:
    """The headers that could hold a field, the likeliest first."""
    ranked = [(meaning[1], place) for place, header in enumerate(headers) if (meaning := _meaning(header))
              and meaning[0] is call_field]  # fmt: skip
    return [headers[place] for _, place in sorted(ranked)]


def _meaning(header: str) -> tuple[CallField, int] | None:
    return next((_KNOWN[key] for key in _keys(header) if key in _KNOWN), None)


def guess_mapping(headers: Sequence[str]) -> dict[CallField, str]:
    """The likely header of each field, in the order of the fields; each header serves one field at most.

    Case, accents, punctuation and the order of the words do not matter. Fields without a likely header are absent.
    """
    likely = [(*meaning, place) for place, header in enumerate(headers) if (meaning := _meaning(header))]
    best: dict[CallField, str] = {}
    for call_field, _rank, place in sorted(likely, key=lambda candidate: candidate[1:]):
        best.setdefault(call_field, headers[place])
    _settle_start(best, headers)
    return {call_field: best[call_field] for call_field in CallField if call_field in best}


def _settle_start(best: dict[CallField, str], headers: Sequence[str]) -> None:
    """A `Start time` alone is the whole timestamp; an `Inizio` beside a `Data` is the time of day."""
    if CallField.STARTED_AT not in best and CallField.START_TIME in best:
        best[CallField.STARTED_AT] = best.pop(CallField.START_TIME)
    started = best.get(CallField.STARTED_AT, "")
    if CallField.START_TIME not in best and not _DATES.isdisjoint(_keys(started)):
        beginning = next((header for header in headers if not _BEGINNINGS.isdisjoint(_keys(header))), None)
        if beginning is not None:
            best[CallField.START_TIME] = beginning


def check_mapping(headers: Sequence[str], mapping: ColumnMapping) -> None:
    """Raise MissingColumns, or UnknownColumns naming every one."""
    if not all(mapping.get(call_field) for call_field in REQUIRED):
        raise MissingColumns(columns=", ".join(filter(None, headers)))
    if unknown := sorted({header for header in mapping.values() if header and header not in headers}):
        raise UnknownColumns(columns=", ".join(unknown))
