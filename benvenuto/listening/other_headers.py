"""How long files of the rarer kinds claim to be: libsndfile reads what there is, and never says that it broke off."""

import struct
from pathlib import Path

from benvenuto.listening.sound import Container

TOLERATED_LOSS_BYTES = 4096  # a quarter of a second at 8 kHz in 16 bits
NEVER_WRITTEN = 0xFFFF_FFFF


def promised_bytes(path: Path, container: Container) -> int:
    """The length of the whole file by its header; 0 where that says nothing."""
    with path.open("rb") as file:
        head = file.read(24)
        if container is Container.AIFF and len(head) >= 8:
            return 8 + int.from_bytes(head[4:8], "big")
        if container is Container.W64 and len(head) >= 24:
            return int.from_bytes(head[16:24], "little")
        if container is Container.AU and len(head) >= 12:
            start, length = struct.unpack(">II", head[4:12])
            return 0 if length == NEVER_WRITTEN else start + length
        if container is Container.CAF:
            file.seek(8)
            while len(chunk := file.read(12)) == 12:
                name, length = struct.unpack(">4sq", chunk)
                if name == b"data":
                    return max(0, file.tell() + int(length))
                if length < 0:
                    break
                file.seek(length, 1)
    return 0
