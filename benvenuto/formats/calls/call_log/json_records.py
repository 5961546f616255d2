"""JSON as a table: one object a call, in an array, one a line, or one after another; contact records (CTR) of Amazon
Connect are such objects. A record at a time in memory."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, TextIO

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.columns import REQUIRED
from benvenuto.formats.calls.call_log.dialects import detect_dialect
from benvenuto.formats.calls.call_log.faults import NotSeparated
from benvenuto.formats.calls.call_log.lines import RejectedLine
from benvenuto.formats.calls.call_log.table import MOST_COLUMNS, Block, LogTable, Row, Source

_PIECE = 200_000  # characters
_LONGEST_RECORD = 1_000_000
_BETWEEN = re.compile(r"[\s,\[\]\ufeff]*")
_SAMPLE = 400  # records, by whose keys the columns are named
_TOGETHER = 500
_MOST_DAMAGED = 200  # records, after which the rest of a file is one
_LONGEST_TEXT = 5_000
_DEEPEST = 4  # objects within objects

_DAMAGED = message("This is not a JSON record, or it is damaged.")

_Record = Mapping[str, str] | None
# numbers stay as they are written
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def open_records(source: Source) -> LogTable:
    """The table of the records in JSON. Raises NotSeparated where they name no start of a call and no agent."""
    names = dict[str, None]()
    for record in islice(_records(source), _SAMPLE):
        names |= dict.fromkeys(record or ())
    headers = tuple(names)[:MOST_COLUMNS]
    mapping = detect_dialect(headers).guess(headers)
    if any(field not in mapping for field in REQUIRED):
        raise NotSeparated(kind="JSON")
    return LogTable(headers, partial(_blocks, source, headers))


def _blocks(source: Source, headers: Sequence[str]) -> Iterator[Block]:
    numbered = enumerate(_records(source), start=1)
    while some := list(islice(numbered, _TOGETHER)):
        rows: list[Row] = [(number, [record.get(name, "") for name in headers]) for number, record in some if record]
        yield Block.of(rows, len(headers), (RejectedLine(number, _DAMAGED) for number, record in some if not record))


def _records(source: Source) -> Iterator[_Record]:
    """Each record by its keys; None for what is none. After a damaged one those are read that begin on a line."""
    raw = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    with io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace") as file:
        text, damaged = "", 0
        while damaged < _MOST_DAMAGED and (text := _begun(text, file)):
            try:
                value, end = _DECODER.raw_decode(text)
            except (ValueError, RecursionError):
                if len(text) < _LONGEST_RECORD and (more := file.read(_PIECE)):
                    text += more
                    continue
                yield None
                damaged += 1
                text = _from_next_line(text, file)
            else:
                yield dict(_cells(value)) if isinstance(value, dict) else None
                text = text[end:]


def _begun(text: str, file: TextIO) -> str:
    """The text from its next record on, with enough of the file behind it."""
    while True:
        text = text[_BETWEEN.match(text).end() :]  # type: ignore[union-attr] # which matches nothing, too
        if len(text) >= _PIECE // 2 or not (more := file.read(_PIECE)):
            return text
        text += more


def _from_next_line(text: str, file: TextIO) -> str:
    while (start := text.find("\n{")) < 0:
        if not (more := file.read(_PIECE)):
            return ""
        text = text[-1:] + more
    return text[start:]


def _cells(value: Mapping[str, Any], before: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    """The values of an object as text, by their keys from the outermost to the innermost."""
    for key, member in value.items():
        name, inner = f"{before}{key}", member
        if isinstance(member, list):
            inner = member[0] if len(member) == 1 else "; ".join(map(_text, member))
        if isinstance(inner, dict):
            if depth < _DEEPEST:
                yield from _cells(inner, f"{name} ", depth + 1)
        else:
            yield name, _text(inner)


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)[:_LONGEST_TEXT]
