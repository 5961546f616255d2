"""The boxes of an MPEG-4 file: whether the last one is all there."""

import struct
from pathlib import Path


def ends_whole(path: Path) -> bool:
    """Whether no box at the top level promises more bytes than the file holds, and the index of the sound is there.

    Box layout: ISO/IEC 14496-12, section 4.2: a size in 32 bits, a name; size 1 means 64 bits follow, 0 to the end.
    """
    size, at, indexed = path.stat().st_size, 0, False
    with path.open("rb") as file:
        while at + 8 <= size:
            file.seek(at)
            length, name = struct.unpack(">I4s", file.read(8))
            if length == 1:
                length = int.from_bytes(file.read(8), "big")
            indexed |= name in (b"moov", b"moof")
            if length == 0:
                return indexed
            if length < 8 or at + length > size:
                return False
            at += length
    return indexed
