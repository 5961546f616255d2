"""vCon, the IETF's container for conversations: its transcripts are those of other makers, its texts are turns.

The draft says whose each channel of a recording is: `dialog[].parties` holds one party for each.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import UnknownShape
from benvenuto.formats.calls.transcripts.kinds import JsonFormat, TextFormat, within
from benvenuto.formats.calls.transcripts.places import JsonPlace, sketch, within_a_call
from benvenuto.formats.calls.transcripts.voice_names import CHANNEL

Formats = tuple[Sequence[JsonFormat], Sequence[TextFormat]]


def vcon(json_formats: Sequence[JsonFormat], text_formats: Sequence[TextFormat]) -> JsonFormat:
    """The container of transcripts in these formats."""
    return JsonFormat("vcon", "vCon", _fits, partial(_read, (json_formats, text_formats)))


def _fits(data: Any) -> bool:
    return within(data, "vcon") is not None and isinstance(within(data, "parties"), list)


def _read(formats: Formats, root: JsonPlace) -> Sequence[Utterance]:
    """The transcripts, one of each dialog, else the texts that parties sent. Raises UnknownShape."""
    names = [_name(party) for party in root["parties"]]
    dialogs = list(root["dialog"]) if root["dialog"].there else []
    starts = [_start(dialog) for dialog in dialogs]
    first = min(filter(None, starts), default=0.0)
    offsets = [within_a_call(start - first) or 0.0 if start else 0.0 for start in starts]
    transcripts = dict[int, JsonPlace]()
    for analysis in root["analysis"] if root["analysis"].there else ():
        if "transcript" in str(analysis["type"].value).casefold():
            transcripts.setdefault(next(iter(_numbers(analysis["dialog"].value)), 0), analysis)
    utterances = list[Utterance]()
    for number, analysis in transcripts.items():
        sides = _numbers(dialogs[number]["parties"].value) if number < len(dialogs) else []
        voices = [names[side] if side < len(names) else "" for side in sides]
        for part in _transcript(formats, analysis):
            moved = part.earlier(-offsets[number]) if number < len(offsets) and part.start_s is not None else part
            utterances.append(replace(moved, label=_voice(part.label, voices)))
    return utterances or [
        Utterance(text, offset, label=next((names[side] for side in _speaking(dialog) if side < len(names)), ""))
        for dialog, offset in zip(dialogs, offsets, strict=True)
        if dialog["type"].value == "text" and (text := _body(dialog).text())
    ]


def _transcript(formats: Formats, analysis: JsonPlace) -> Sequence[Utterance]:
    body, (json_formats, text_formats) = _body(analysis).value, formats
    if isinstance(body, str):
        with suppress(ValueError, RecursionError):
            body = json.loads(body)
    if isinstance(body, str):
        stripped = body.lstrip()
        return next(known for known in text_formats if known.fits(stripped)).read(body, analysis.report)
    if within(body, "words") and within(body, "transcript") is not None:  # Deepgram's answer without what is around it
        body = {"results": {"channels": [{"alternatives": [body]}]}}
    for known in json_formats:
        if known.fits(body):
            return known.read(JsonPlace(body, analysis.report, analysis, "body"))
    raise UnknownShape(known=", ".join(dict.fromkeys(known.product for known in json_formats)), found=sketch(body))


def _body(part: JsonPlace) -> JsonPlace:
    """What a dialog or an analysis holds, out of base64url, in which any body may be written."""
    body = part["body"]
    if isinstance(body.value, str) and part["encoding"].value == "base64url":
        with suppress(ValueError):
            decoded = urlsafe_b64decode(body.value + "=" * (-len(body.value) % 4)).decode()
            return JsonPlace(decoded, part.report, part, "body")
    return body


def _name(party: JsonPlace) -> str:
    return next((party[key].text() for key in ("role", "name", "tel", "mailto") if party[key].there), "")


def _voice(label: str, voices: Sequence[str]) -> str:
    """Whose a channel is; a recording of one party alone is theirs. Numbers of a diariser are none of parties."""
    if len(voices) == 1:
        return voices[0]
    return {CHANNEL.format(number): voice for number, voice in enumerate(voices)}.get(label) or label


def _speaking(dialog: JsonPlace) -> Sequence[int]:
    return [*_numbers(dialog["originator"].value), *_numbers(dialog["parties"].value)]


def _numbers(value: Any) -> Sequence[int]:
    """The numbers of parties or dialogs: one, several, or lists of one each."""
    listed = value if isinstance(value, list) else [value]
    return [number for each in listed for number in _whole(each[0] if isinstance(each, list) and each else each)]


def _whole(value: Any) -> Iterator[int]:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        yield value


def _start(dialog: JsonPlace) -> float | None:
    with suppress(TypeError, ValueError, OverflowError):
        return datetime.fromisoformat(dialog["start"].value).timestamp()
    return None
