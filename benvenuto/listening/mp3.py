"""The frames of an MP3 file, counted one by one: its true length, its rate, and whether it is all there.

A header without a length makes decoders guess it from the first frame; on a variable-rate stream the guess was a
third short. Counting costs about a tenth of a second an hour. Frame layout: ISO 11172-3 (2.4.1.3) and 13818-3; the
Xing frame, which carries the length, is a convention of encoders.
"""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TOLERATED_JUNK = 64 * 1024  # bytes before the first frame, in sum between frames, and behind the last
KBPS_MPEG1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
KBPS_MPEG2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # by version bits
MIDDLING_KBPS = 8  # index of a bit rate at which a frame has room for a Xing header at every sample rate

Buffer = mmap.mmap | bytes


@dataclass(frozen=True, slots=True)
class Mp3Frame:
    """One frame: `version` 3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5; `size` in bytes, `kbps` kilobits a second."""

    version: int
    sample_rate: int
    kbps: int
    size: int
    mono: bool

    @property
    def samples(self) -> int:
        """Samples per channel."""
        return 1152 if self.version == 3 else 576

    @property
    def side_bytes(self) -> int:
        """The side information between header and data, where a Xing header lies behind."""
        if self.version == 3:
            return 17 if self.mono else 32
        return 9 if self.mono else 17


@dataclass(frozen=True, slots=True)
class Mp3:
    """What a walk over all frames found.

    `start` is the byte of the first frame; `frames` counts those with sound, `promised` those that the Xing header
    names (None without one); `steady` says that all have one bit rate; `clean` that nothing but tags lay between;
    `joined` that frames of another sample rate or number of channels follow: another file was put behind.
    """

    start: int
    first: Mp3Frame
    frames: int
    promised: int | None
    steady: bool
    clean: bool
    joined: bool = False

    @property
    def length_known(self) -> bool:
        """Whether a decoder that trusts the header, or the first frame's bit rate, finds the true length."""
        if self.promised is None:
            return self.steady
        return abs(self.promised - self.frames) <= 1  # some encoders count the Xing frame itself

    def length_frame(self) -> bytes:
        """A Xing frame that states the true length, to put before a stream that does not."""
        version, rate = self.first.version, RATES[self.first.version].index(self.first.sample_rate)
        header = bytes((0xFF, 0xE3 | version << 3, MIDDLING_KBPS << 4 | rate << 2, 0xC0 if self.first.mono else 0x00))
        frame = read_frame(header, 0)
        assert frame is not None, "a header made here is valid"  # noqa: S101
        xing = b"Xing" + (1).to_bytes(4, "big") + self.frames.to_bytes(4, "big")
        return (header + bytes(frame.side_bytes) + xing).ljust(frame.size, b"\0")


def read_frame(data: Buffer, at: int) -> Mp3Frame | None:
    """Parse the Layer III frame header at byte `at`; None where there is none."""
    header = data[at : at + 4]
    # eleven bits of synchronisation, and 01 for Layer III
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return None
    version, rate_index = header[1] >> 3 & 3, header[2] >> 2 & 3
    kbps = (KBPS_MPEG1 if version == 3 else KBPS_MPEG2)[header[2] >> 4]
    # values the standard keeps for itself, and the free format, whose frames do not tell their size
    if version == 1 or rate_index == 3 or not kbps:
        return None
    rate = RATES[version][rate_index]
    size = (144 if version == 3 else 72) * kbps * 1000 // rate + (header[2] >> 1 & 1)
    return Mp3Frame(version, rate, kbps, size, mono=header[3] >> 6 == 3)


def begins(path: Path) -> bool:
    """Whether the file has, behind its tags, two frames in a row, or one that fills it: one alone can be chance."""
    with _mapped(path) as data:
        return _first(data, 0) is not None


def walk(path: Path) -> Mp3 | None:
    """Walk over all frames of the file; None when it has none. Time grows with the length, memory does not."""
    with _mapped(path) as data:
        start = _first(data, 0)
        first = None if start is None else read_frame(data, start)
        if start is None or first is None:
            return None
        promised = _promised(data, start, first)
        rates: set[int] = set()
        frames = 0
        # the Xing frame is silence that decoders leave out
        end = start + (first.size if promised is not None else 0)
        for at, frame in _frames(data, end, first):
            rates.add(frame.kbps)
            frames += 1
            end = at + frame.size
        # Behind the last frame there may be a tag, padding, or one frame that was never finished.
        clean = len(data) - end <= TOLERATED_JUNK
        joined = _first(data, end) is not None
        return Mp3(start, first, frames, promised, steady=len(rates) <= 1, clean=clean, joined=joined)


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _first(data: Buffer, begin: int) -> int | None:
    begin = _after_id3(data, begin)
    at = data.find(b"\xff", begin, begin + TOLERATED_JUNK)
    while at >= 0:
        frame = read_frame(data, at)
        if frame and (at + frame.size == len(data) or read_frame(data, at + frame.size)):
            return at
        at = data.find(b"\xff", at + 1, begin + TOLERATED_JUNK)
    return None


def _after_id3(data: Buffer, begin: int) -> int:
    if data[begin : begin + 3] != b"ID3" or len(data) < begin + 10:
        return begin
    size = 0
    for seven_bits in data[begin + 6 : begin + 10]:
        # seven bits a byte, so that no size looks like the beginning of a frame
        size = size << 7 | seven_bits & 0x7F
    return begin + 10 + size


def _promised(data: Buffer, start: int, first: Mp3Frame) -> int | None:
    at = start + 4 + first.side_bytes
    flags = int.from_bytes(data[at + 4 : at + 8], "big")
    if data[at : at + 4] not in (b"Xing", b"Info") or not flags & 1:
        return None
    return int.from_bytes(data[at + 8 : at + 12], "big")


def _frames(data: Buffer, at: int, first: Mp3Frame) -> Iterator[tuple[int, Mp3Frame]]:
    """Every whole frame from byte `at` on that is of the first one's kind, over a bounded amount of junk."""
    junk = 0
    while at < len(data):
        frame = read_frame(data, at)
        if frame and (frame.sample_rate, frame.version, frame.mono) == (first.sample_rate, first.version, first.mono):
            if at + frame.size > len(data):
                return
            yield at, frame
            at += frame.size
            continue
        following = data.find(b"\xff", at + 1, at + 1 + TOLERATED_JUNK - junk)
        if following < 0:
            return
        junk, at = junk + following - at, following
