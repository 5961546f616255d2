"""How long files of the rarer kinds claim to be: libsndfile reads what there is, and never says that it broke off."""

import struct
from pathlib import Path

from benvenuto.listening.sound import Container

TOLERATED_LOSS_BYTES = 1024  # a quarter of a second where a second has least bytes: G.723 at 24 kbit/s has 3,000
NEVER_WRITTEN = 0xFFFF_FFFF
NO_FILE_HAS = 1 << 62  # bytes; what a stream says where it cannot know
ASF_HEAD = 1 << 16
ASF_FILE = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")  # its File Properties Object


def promised_bytes(path: Path, container: Container) -> int:
    """The length of the whole file by its header; 0 where that says nothing."""
    with path.open("rb") as file:
        head = file.read(24)
        if container is Container.AIFF and len(head) >= 8:
            return 8 + int.from_bytes(head[4:8], "big")
        if container is Container.W64 and len(head) >= 24:
            length = int.from_bytes(head[16:24], "little")
            return length if length < NO_FILE_HAS else 0
        if container is Container.WMA:
            # FFmpeg makes a shorter duration of a shorter file
            head += file.read(ASF_HEAD)
            at = head.find(ASF_FILE)
            return int.from_bytes(head[at + 40 : at + 48], "little") if at >= 0 else 0
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
