"""Text files written by people: read whole, bounded, UTF-8 or a fault that says where not."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from benvenuto.domain.faults import Fault, message

MAX_BYTES = 256 * 1024
"""More than ten times the longest rubric or chapter that ships; a bound against a recording dropped into the folder."""


class FaultKind(NamedTuple):
    """One thing that can be wrong: the message id and its remedy, both filled in with a fault's params."""

    template: str
    remedy: str


TOO_LARGE = FaultKind(
    message("The file is larger than {limit} KB."),
    message("Check that it is the right file, or split it."),
)
NOT_UTF8 = FaultKind(
    message("The file is not UTF-8 text."),
    message("Save it again from your editor with the encoding UTF-8."),
)
UNREADABLE = FaultKind(
    message("The file cannot be opened: {reason}"),
    message("Check that it exists and that Benvenuto may read it."),
)


def read_text(path: Path) -> tuple[str | None, list[Fault]]:
    """The text of a file without a byte-order mark, or None and the fault. Faults name the file as it was given."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return None, [_fault(path, 0, UNREADABLE, reason=error.strerror or type(error).__name__)]
    if len(raw) > MAX_BYTES:
        return None, [_fault(path, 0, TOO_LARGE, limit=MAX_BYTES // 1024)]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        return None, [_fault(path, raw.count(b"\n", 0, error.start) + 1, NOT_UTF8)]


def _fault(path: Path, line: int, kind: FaultKind, **params: object) -> Fault:
    return Fault(path.as_posix(), line, "", kind.template, kind.remedy, params)
