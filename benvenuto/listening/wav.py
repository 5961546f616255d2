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

# PCM, Microsoft ADPCM, float, A-law, mu-law, IMA ADPCM, GSM 6.10, NMS ADPCM, G.721, extensible (which names another)
READ_ENCODINGS = {0x0001, 0x0002, 0x0003, 0x0006, 0x0007, 0x0011, 0x0031, 0x0038, 0x0040, 0xFFFE}
GSM = 0x0031
CHUNKS = {b"fmt ", b"data", b"fact", b"LIST", b"bext", b"cue ", b"id3 ", b"JUNK"}


@dataclass(frozen=True, slots=True)
class WavData:
    """The sound of a WAV file: `start` is its first byte, `promised` and `present` count bytes (None: never written).

    `format` is the body of the fmt chunk: encoding number, channels, sample rate, bytes a second, and so on. `rf64` is
    the variant for more than 4 GiB, which browsers do not know. `following` is where another WAV file begins behind
    this one, None where none does. `unpadded` says that a chunk of odd length lacks the byte behind it.
    """

    start: int
    promised: int | None
    present: int
    format: bytes
    rf64: bool
    following: int | None = None
    unpadded: bool = False

    @property
    def states_length(self) -> bool:
        """Whether any player finds sound and length by the header."""
        return self.promised is not None and not (self.rf64 or self.unpadded)

    @property
    def encoding_is_read(self) -> bool:
        """Whether the encoding is one of those that are decoded here; G.729, for one, is not."""
        return int.from_bytes(self.format[:2], "little") in READ_ENCODINGS

    @property
    def missing_s(self) -> float:
        """Seconds of sound that were promised and are not there."""
        if self.promised is None:
            return 0.0
        return max(0, self.promised - self.present) / self._bytes_a_second

    @property
    def end(self) -> int:
        """Where the sound ends: with its last whole block."""
        length = self.present if self.promised is None else min(self.present, self.promised)
        return self.start + length // self._block * self._block

    @property
    def most_frames(self) -> int | None:
        """How many samples there are of GSM: libsndfile makes a block of noise more of every odd number of blocks."""
        if int.from_bytes(self.format[:2], "little") != GSM:
            return None
        return (self.end - self.start) // self._block * int.from_bytes(self.format[18:20], "little")

    @property
    def _block(self) -> int:
        return max(1, int.from_bytes(self.format[12:14], "little"))

    @property
    def _bytes_a_second(self) -> int:
        """The less of what is stated and what the bits of a sample make: FFmpeg states twice too much of G.722."""
        channels, rate = struct.unpack_from("<HI", self.format.ljust(16, b"\0"), 2)
        bits = int.from_bytes(self.format[14:16], "little")
        stated = int.from_bytes(self.format[8:12], "little")
        return max(1, min(filter(None, (stated, channels * rate * bits // 8)), default=1))

    def length_header(self) -> bytes:
        """A header that states the true length, to put before sound whose own does not."""
        length = self.end - self.start
        chunks = struct.pack("<4sI", b"fmt ", len(self.format)) + self.format
        chunks += struct.pack("<4sI", b"data", length)
        return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks) + length, b"WAVE") + chunks


def read_wav(path: Path, begin: int = 0) -> WavData | None:
    """Walk the chunks from byte `begin` on; None when the file ends before any sound, or has no fmt chunk before it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(begin)
        rf64 = file.read(12).startswith(b"RF64")
        body, true_length, unpadded = b"", 0, False
        for _ in range(MOST_CHUNKS):
            if len(header := file.read(8)) < 8:
                break
            name, length = struct.unpack("<4sI", header)
            start = file.tell()
            if name == b"data":
                promised = _promised(length, true_length)
                data = WavData(start, promised, size - start, body, rf64, unpadded=unpadded)
                return _wav_data(file, size, data) if body else None
            if name == b"fmt ":
                body = file.read(min(length, LONGEST_FORMAT))
            elif name == b"ds64":
                # the size of the file, 64 bits, comes before that of the sound
                true_length = int.from_bytes(file.read(16)[8:], "little")
            # chunks of odd length are followed by a byte that they do not count, but some writers leave it out
            file.seek(start + length)
            ahead = file.read(5) if length % 2 else b""
            lacking = ahead[:4] in CHUNKS and ahead[1:] not in CHUNKS
            unpadded = unpadded or lacking
            file.seek(start + length + (length % 2 and not lacking))
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
