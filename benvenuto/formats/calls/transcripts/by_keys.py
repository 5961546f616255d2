"""JSON of a maker that is not known by name: lines whose keys say plainly what is said, when, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import Any

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import READ_BY_KEYS
from benvenuto.formats.calls.transcripts.kinds import JsonFormat
from benvenuto.formats.calls.transcripts.places import JsonPlace, as_number
from benvenuto.formats.calls.transcripts.shapes import Fields, FileShape, read_shape
from benvenuto.formats.calls.transcripts.times import Times, Unit, milliseconds, seconds, ticks

_TEXTS = ("text", "transcript", "content", "sentence", "utterance", "message", "body")
_WHO = (
    "role", "participant_role", "participant_type", "participant", "participant_purpose", "party", "speaker_role",
    "speaker", "speaker_name", "speaker_label", "speaker_id", "channel", "channel_id", "channel_tag", "name", "user",
)  # fmt: skip
_STARTS = (
    "start", "start_time", "start_time_ms", "start_offset", "start_offset_ms", "start_millis",
    "begin", "begin_time", "from", "offset", "timestamp", "start_ms", "ts",
    "time", "date", "created_at", "sent_at",
)  # fmt: skip
_ENDS = (
    "end",
    "end_time",
    "end_time_ms",
    "end_offset",
    "end_offset_ms",
    "end_millis",
    "to",
    "stop",
    "end_ms",
    "end_ts",
)
_LENGTHS = ("duration", "duration_ms", "length")
_SPOKEN = frozenset(("transcript", "transcription", "speech", "utterance", "sentence", "text", "message"))
"""What a line is called that says words, beside others that tell of moods or moments."""
_UNITS = (seconds, milliseconds, ticks)
_SLOWEST, _FASTEST = 2.0, 60.0
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:")
_SINCE_1970, _SINCE_1970_AT_MOST = 1_000_000_000, 5_000_000_000
_DEEPEST, _LOOKED_AT = 4, 50
_PRODUCT = "JSON"

Way = tuple[str, ...]


def read_by_keys(root: JsonPlace) -> Sequence[Utterance]:
    """The lines, in the unit of time in which somebody could have spoken them; how they were read is told."""
    (way, lines) = next(_lists(root.value))
    who, text, start, end, length = (_key(lines, names) for names in (_WHO, _TEXTS, _STARTS, _ENDS, _LENGTHS))
    unit = _since(lines, start) or _unit(lines, text, start, end, length)
    begins, ends, lasts = (((key, unit),) if key else () for key in (start, end, length))
    times = Times(begins, ends, lasts)
    used = [key for key in (who, text, start, end or length) if key]
    root.fault(READ_BY_KEYS, keys=", ".join(f"“{key}”" for key in used), unit=_NAMES.get(unit, "ISO 8601"))
    shape = FileShape(
        lines=((*way, "*"),),
        line=Fields((text,), times, speaker=(who,)),
        words_at=("…",),
        words=Fields((), times),
        chosen=_spoken,
    )
    return read_shape(_PRODUCT, shape, root)


def _spoken(lines: list[JsonPlace]) -> list[JsonPlace]:
    return [line for line in lines if str(line["type"].value).casefold() in _SPOKEN] or lines


_NAMES: Mapping[Unit, str] = {seconds: "s", milliseconds: "ms", ticks: "100 ns"}


def _lists(value: Any, way: Way = ()) -> Iterator[tuple[Way, Sequence[Mapping[str, Any]]]]:
    """The lists of lines that say what is said and by whom, the first as it stands in the file."""
    if isinstance(value, list):
        lines = [line for line in value[:_LOOKED_AT] if isinstance(line, dict)]
        if lines and len(lines) == len(value[:_LOOKED_AT]) and _key(lines, _TEXTS) and _key(lines, _WHO):
            yield way, lines
    elif isinstance(value, dict) and len(way) < _DEEPEST:
        for key, inner in value.items():
            yield from _lists(inner, (*way, key))


def _key(lines: Sequence[Mapping[str, Any]], names: Sequence[str]) -> str:
    """The key by which most of the lines name this, however it is spelt; "" where they do not."""
    keys = {_plain(key): key for line in lines for key, value in line.items() if not isinstance(value, list)}
    for name in names:
        key = keys.get(name.replace("_", ""))
        if key is not None and 2 * sum(line.get(key) is not None for line in lines) > len(lines):
            return key
    return ""


def _plain(key: str) -> str:
    return "".join(sign for sign in key.casefold() if sign.isalnum())


def _unit(lines: Sequence[Mapping[str, Any]], text: str, start: str, end: str, length: str) -> Unit:
    """The unit in which what is said takes a time in which it can be said; seconds where nothing tells."""
    for unit in _UNITS:
        paces = []
        for line in lines:
            begins, ends, lasts = (unit(line.get(key)) if key else None for key in (start, end, length))
            lasts = ends - begins if ends is not None and begins is not None else lasts
            if lasts and lasts > 0:
                paces.append(len(str(line.get(text))) / lasts)
        if paces and _SLOWEST <= median(paces) <= _FASTEST:
            return unit
    if start and "ms" in start.casefold().replace("_", " ").split():
        return milliseconds
    return seconds


def _since(lines: Sequence[Mapping[str, Any]], start: str) -> Unit | None:
    """Seconds from the first of the lines, where their times are those of the calendar; None where they are not."""
    clocks = [clock for line in lines if (clock := _clock(line.get(start))) is not None] if start else []
    if not clocks or 2 * len(clocks) <= len(lines):
        return None
    first = min(clocks)
    return lambda value: None if (clock := _clock(value)) is None else round(clock - first, 3)


def _clock(value: Any) -> float | None:
    """Seconds since 1970: of a day and hour as in ISO 8601, or of a count of seconds or milliseconds since then."""
    if isinstance(value, str) and _ISO.match(value) and len(value) <= 40:
        try:
            return datetime.fromisoformat(value).timestamp()
        except (ValueError, OverflowError):
            return None
    number = as_number(value)
    if number is None or not _SINCE_1970 <= number <= 1000 * _SINCE_1970_AT_MOST:
        return None
    return number if number <= _SINCE_1970_AT_MOST else number / 1000


def _fits(data: Any) -> bool:
    return next(_lists(data), None) is not None


BY_KEYS = JsonFormat("json", _PRODUCT, _fits, read_by_keys)
