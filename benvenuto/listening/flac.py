"""The frames of a FLAC file: where its sound ends, whatever the header says, and whether another stream follows.

A recorder that writes to a pipe cannot go back to write the length, and libsndfile reads no such file; two files put
together are read by it as the first. Frame layout: RFC 9639, sections 8.2 and 9.1.
"""

import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from benvenuto.listening.faults import JoinedRecording

STREAMINFO = range(8, 42)  # bytes of it, behind "fLaC" and a block header of four
BEGINNINGS = (b"fLaC\x00\x00\x00\x22", b"fLaC\x80\x00\x00\x22")  # STREAMINFO comes first and has 34 bytes
TAIL = 1 << 20  # bytes from the end in which the last frame is looked for; frames of sound take some thousand
MOST_CHECKED, MOST_STREAMS = 1 << 20, 50  # bytes, and how often, so that no file made for it takes minutes
ID3V1_BYTES = 128
MOST_SAMPLES = (1 << 36) - 1

Buffer = mmap.mmap | bytes


@dataclass(frozen=True, slots=True)
class FlacStream:
    """One stream: its bytes are `start` to `end`, `header` the first 42 of them, and its last frame ends at `samples`.

    `promised` is what the header says, 0 where it was never written; `samples` is None where no frame was found, and
    `breaks_off` says that another frame begins and is not all there.
    """

    start: int
    end: int
    header: bytes
    promised: int
    samples: int | None
    breaks_off: bool

    @property
    def states_length(self) -> bool:
        """Whether the header is to be believed; one that was written before the last frames came says less."""
        return self.samples is None or self.samples <= self.promised

    def length_header(self) -> bytes:
        """The header with the true length."""
        samples = min(self.samples or 0, MOST_SAMPLES)
        packed = bytes((self.header[21] & 0xF0 | samples >> 32,)) + (samples & 0xFFFF_FFFF).to_bytes(4, "big")
        return self.header[:21] + packed + self.header[26:]


def streams(path: Path) -> Sequence[FlacStream]:
    """The streams of the file, one behind the other: one, unless files were put together; JoinedRecording for many."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        places = [islice(_places(data, beginning, STREAMINFO.stop), MOST_STREAMS) for beginning in BEGINNINGS]
        starts = [0, *sorted(chain(*places))]
        if len(starts) > MOST_STREAMS:
            raise JoinedRecording
        return [_stream(data, start, end) for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]


def _places(data: mmap.mmap, what: bytes, at: int) -> Iterator[int]:
    while (at := data.find(what, at)) >= 0:
        yield at
        at += len(what)


def _stream(data: Buffer, start: int, end: int) -> FlacStream:
    header = data[start : start + STREAMINFO.stop].ljust(STREAMINFO.stop, b"\0")
    promised = (header[21] & 0x0F) << 32 | int.from_bytes(header[22:26], "big")
    tail = data[max(start + STREAMINFO.stop, end - TAIL) : end]
    if tail[-ID3V1_BYTES:].startswith(b"TAG"):
        tail = tail[:-ID3V1_BYTES]
    return FlacStream(start, end, header, promised, *_last_sample(tail, int.from_bytes(header[10:12], "big")))


def _last_sample(tail: bytes, block_size: int) -> tuple[int | None, bool]:
    """Where the last whole frame ends, in samples of one channel, and whether one that is not whole follows.

    It is the last one whose checksum holds; none may be there.
    """
    ends, left = [len(tail)], MOST_CHECKED
    at = len(tail)
    while left > 0 and (at := tail.rfind(b"\xff", 0, at)) >= 0:
        frame = _frame(tail, at, block_size)
        if frame is None:
            continue
        for end in ends:
            left -= end - at
            if left > 0 and _crc16(tail[at:end]) == 0:
                return frame, end != len(tail)
        ends.append(at)
    return None, False


def _frame(data: bytes, at: int, block_size: int) -> int | None:
    """The sample at which the frame at byte `at` ends; None where there is no frame."""
    head = data[at : at + 16].ljust(16, b"\0")
    if head[1] & 0xFE != 0xF8 or head[3] & 1 or head[3] >> 4 > 10:
        return None
    size_code, rate_code = head[2] >> 4, head[2] & 15
    number = _coded_number(head)
    if not size_code or rate_code == 15 or number is None:
        return None
    value, place = number
    if size_code in (6, 7):
        size = int.from_bytes(head[place : place + size_code - 5], "big") + 1
        place += size_code - 5
    else:
        size = {1: 192}.get(size_code, 576 << (size_code - 2) if size_code < 6 else 256 << (size_code - 8))
    place += {12: 1, 13: 2, 14: 2}.get(rate_code, 0)
    if _crc8(head[:place]) != head[place]:
        return None
    # frames of one size are numbered, those of several say their first sample
    return (value if head[1] & 1 else value * block_size) + size


def _coded_number(head: bytes) -> tuple[int, int] | None:
    """The number at byte 4, written as UTF-8 writes characters but up to seven bytes, and where it ends."""
    first = head[4]
    if first < 0x80:
        return first, 5
    more = next(bit for bit in range(8) if not first << bit & 0x80) if first < 0xFF else 8
    if not 2 <= more <= 7:
        return None
    value = first & (0x7F >> more)
    for byte in head[5 : 4 + more]:
        if byte & 0xC0 != 0x80:
            return None
        value = value << 6 | byte & 0x3F
    return value, 4 + more


def _table(polynomial: int, bits: int) -> Sequence[int]:
    table = []
    for byte in range(256):
        value = byte << (bits - 8)
        for _ in range(8):
            value = (value << 1 ^ (polynomial if value >> (bits - 1) & 1 else 0)) & ((1 << bits) - 1)
        table.append(value)
    return tuple(table)


_CRC8, _CRC16 = _table(0x07, 8), _table(0x8005, 16)


def _crc8(data: bytes) -> int:
    value = 0
    for byte in data:
        value = _CRC8[value ^ byte]
    return value


def _crc16(data: bytes) -> int:
    value = 0
    for byte in data:
        value = (value << 8 & 0xFF00) ^ _CRC16[value >> 8 ^ byte]
    return value
