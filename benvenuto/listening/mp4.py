"""The boxes of an MPEG-4 file: whether the last one is all there, and whether another file follows."""

import struct
from pathlib import Path

from benvenuto.listening.faults import JoinedRecording, TruncatedRecording


def check_whole(path: Path) -> None:
    """Raises TruncatedRecording where a box at the top level promises more bytes than the file holds, or the index of
    the sound is not there, and JoinedRecording where there are two indexes, of which any decoder reads one.

    Box layout: ISO/IEC 14496-12, section 4.2: a size in 32 bits, a name; size 1 means 64 bits follow, 0 to the end.
    """
    size, at, indexes = path.stat().st_size, 0, list[bytes]()
    with path.open("rb") as file:
        while at + 8 <= size:
            file.seek(at)
            length, name = struct.unpack(">I4s", file.read(8))
            if length == 1:
                length = int.from_bytes(file.read(8), "big")
            if name in (b"moov", b"moof"):
                indexes.append(name)
            if length == 0:
                break
            if length < 8 or at + length > size:
                raise TruncatedRecording
            at += length
    if not indexes:
        raise TruncatedRecording
    if indexes.count(b"moov") > 1:
        raise JoinedRecording
