"""The chunks of a WAV file: how its sound is encoded, how much of it the header promises, and how much is there."""

import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

# A recorder that writes to a pipe, or that was killed, leaves no size or the largest one it can say; nobody's call
# holds two gigabytes.
NEVER_WRITTEN = 0x7FFF_0000
UNWRITTEN_RF64 = 0xFFFF_FFFF
LONGEST_FORMAT = 256  # bytes; the longest in use has 40
MOST_CHUNKS = 10_000  # so that no file of empty ones takes minutes
STALE_S = 0.25  # so much behind the sound that is no chunk is more sound

# PCM, Microsoft ADPCM, float, A-law, mu-law, IMA ADPCM, GSM 6.10, G.721, extensible (which names one of the others)
READ_ENCODINGS = {0x0001, 0x0002, 0x0003, 0x0006, 0x0007, 0x0011, 0x0031, 0x0040, 0xFFFE}


@dataclass(frozen=True, slots=True)
class WavData:
    """The sound of a WAV file: `start` is its first byte, `promised` and `present` count bytes (None: never written).

    `format` is the body of the fmt chunk: encoding number, channels, sample rate, bytes a second, and so on. `rf64` is
    the variant for more than 4 GiB, which browsers do not know. `following` is where another WAV file begins behind
    this one, None where none does.
    """

    start: int
    promised: int | None
    present: int
    format: bytes
    rf64: bool
    following: int | None = None

    @property
    def states_length(self) -> bool:
        """Whether any player finds the length in the header."""
        return self.promised is not None and not self.rf64

    @property
    def encoding_is_read(self) -> bool:
        """Whether the encoding is one of those that are decoded here; G.729, for one, is not."""
        return int.from_bytes(self.format[:2], "little") in READ_ENCODINGS

    @property
    def missing_s(self) -> float:
        """Seconds of sound that were promised and are not there."""
        if self.promised is None:
            return 0.0
        return max(0, self.promised - self.present) / max(1, int.from_bytes(self.format[8:12], "little"))

    def length_header(self) -> bytes:
        """A header that states the true length, to put before sound whose own does not."""
        chunks = struct.pack("<4sI", b"fmt ", len(self.format)) + self.format
        chunks += struct.pack("<4sI", b"data", self.present)
        return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks) + self.present, b"WAVE") + chunks


def read_wav(path: Path, begin: int = 0) -> WavData | None:
    """Walk the chunks from byte `begin` on; None when the file ends before any sound, or has no fmt chunk before it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(begin)
        rf64 = file.read(12).startswith(b"RF64")
        body, true_length = b"", 0
        for _ in range(MOST_CHUNKS):
            if len(header := file.read(8)) < 8:
                break
            name, length = struct.unpack("<4sI", header)
            start = file.tell()
            if name == b"data":
                promised = _promised(length, true_length)
                return _wav_data(file, size, WavData(start, promised, size - start, body, rf64)) if body else None
            if name == b"fmt ":
                body = file.read(min(length, LONGEST_FORMAT))
            elif name == b"ds64":
                # the size of the file, 64 bits, comes before that of the sound
                true_length = int.from_bytes(file.read(16)[8:], "little")
            # chunks of odd length are followed by a byte that they do not count
            file.seek(start + length + length % 2)
    return None


def _wav_data(file: BinaryIO, size: int, data: WavData) -> WavData:
    """With what lies behind the sound: chunks, another file, or more sound than a header written too early counts."""
    if data.promised is None:
        return data
    end = data.start + data.promised
    at = end + end % 2
    for _ in range(MOST_CHUNKS):
        if at >= size:
            break
        file.seek(at)
        head = file.read(12)
        if head[:4] in (b"RIFF", b"RF64") and head[8:] == b"WAVE":
            return replace(data, present=min(data.promised, data.present), following=at)
        at += 8 + int.from_bytes(head[4:8], "little")
        if len(head) < 8 or not head[:4].isascii() or not head[:4].decode("ascii").isprintable() or at > size + 1:
            bytes_a_second = int.from_bytes(data.format[8:12], "little")
            return replace(data, promised=None) if size - end > STALE_S * bytes_a_second > 0 else data
        at += at % 2
    return data


def _promised(length: int, true_length: int) -> int | None:
    if length == UNWRITTEN_RF64 and true_length:
        length = true_length
    return None if length == 0 or length >= NEVER_WRITTEN else length
