"""The pages of an Ogg file: where each of its links begins, and whether the last page is whole."""

import mmap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benvenuto.listening.faults import JoinedRecording
from benvenuto.listening.sound import MOST_PARTS

HEADER = 27  # bytes before the segment table; RFC 3533, section 6
FLAGS, SEGMENT_COUNT = 5, 26  # where they stand in the header
BEGINS = 2  # flag of a stream's first page


@dataclass(frozen=True, slots=True)
class OggPages:
    """What a walk over all pages found.

    `links` are the bytes at which a chained file (RFC 3533, section 4) begins anew, as recorders do after a pause; the
    first is where it begins at all. `whole` says that the last page holds all its header promises: a stream without a
    closing mark passes, for a recorder that was switched off leaves one, and all it heard is there.
    """

    links: Sequence[int]
    whole: bool


def walk(path: Path) -> OggPages:
    """Walk over the pages. Time grows with the length, memory does not. Raises JoinedRecording for too many links."""
    links: list[int] = []
    beginning, whole = False, False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = data.find(b"OggS")
        while at >= 0:
            table = data[at + HEADER : at + HEADER + data[at + SEGMENT_COUNT]] if at + HEADER <= len(data) else b""
            end = at + HEADER + len(table) + sum(table)
            whole = at + HEADER <= len(data) and len(table) == data[at + SEGMENT_COUNT] and end <= len(data)
            if not whole:
                break
            begins = bool(data[at + FLAGS] & BEGINS)
            # several streams side by side begin one after the other, before any goes on
            if begins and not beginning:
                links.append(at)
                if len(links) > MOST_PARTS:
                    raise JoinedRecording
            beginning = begins
            at = data.find(b"OggS", end)
    return OggPages(links or [0], whole)
