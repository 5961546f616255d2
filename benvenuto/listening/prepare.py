"""Everything that happens to an arriving recording before it is stored, in a folder that vanishes afterwards."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from benvenuto.listening.faults import TooLargeRecording, TooLongRecording
from benvenuto.listening.joining import join
from benvenuto.listening.listening_copy import make_listening_copy, needs_listening_copy
from benvenuto.listening.merge import merge
from benvenuto.listening.peaks import PeakMeter, Peaks
from benvenuto.listening.probe import probe
from benvenuto.listening.sound import Limits, Sound, SoundObserver
from benvenuto.listening.workroom import workroom
from benvenuto.listening.writing import disk_may_refuse, new_file

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A file as it arrived, byte for byte. `sha256` is its hash in hexadecimal, `size` its bytes."""

    path: Path
    sha256: str
    size: int
    sound: Sound


@dataclass(frozen=True, slots=True)
class Prepared:
    """A recording ready to be stored: take what is to be kept out of these paths before the block ends.

    `originals` holds one file, its parts in order, or agent and caller. `listening` is the file to play and `sound`
    what it holds; it is the original itself when every browser plays that. `peaks` belong to it, channel by channel.
    """

    originals: tuple[ArrivedFile, ...]
    listening: Path
    sound: Sound
    peaks: Peaks


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file that arrives, open for reading. `ending` is that of its name: sound without a header is read by it."""

    stream: BinaryIO
    ending: str = ""


@contextmanager
def prepare(arriving: Arriving, limits: Limits | None = None) -> Iterator[Prepared]:
    """Take in one file with the whole call, mono or stereo. Raises any RecordingError; leaves nothing behind."""
    limits, meter = limits or Limits(), PeakMeter()
    with workroom() as room:
        original = _arrived(arriving, room / "original", limits, meter)
        path = original.path
        listening, sound = path, original.sound
        if needs_listening_copy(original.sound):
            listening = room / "listening.wav"
            sound = make_listening_copy(path, listening)
        yield Prepared((original,), listening, sound, meter.peaks)


@contextmanager
def prepare_pair(agent: Arriving, caller: Arriving, limits: Limits | None = None) -> Iterator[Prepared]:
    """Take in two mono files of one call. Raises any RecordingError; leaves nothing behind."""
    limits, meter = limits or Limits(), PeakMeter()
    with workroom() as room:
        left, right = _arrived(agent, room / "agent", limits), _arrived(caller, room / "caller", limits)
        listening = room / "listening.wav"
        sound = merge(left.path, right.path, listening, [meter])
        yield Prepared((left, right), listening, sound, meter.peaks)


@contextmanager
def prepare_parts(parts: Sequence[Arriving], limits: Limits | None = None) -> Iterator[Prepared]:
    """Take in the parts of one call, in order. Raises any RecordingError; leaves nothing behind."""
    limits, meter = limits or Limits(), PeakMeter()
    with workroom() as room:
        originals: list[ArrivedFile] = []
        for number, arriving in enumerate(parts, start=1):
            originals.append(_arrived(arriving, room / f"part-{number}", limits))
            # together no more than one file may hold
            if sum(original.size for original in originals) > limits.bytes:
                raise TooLargeRecording(limit=limits.bytes >> 20)
            if sum(original.sound.duration_s for original in originals) > limits.hours * 3600:
                raise TooLongRecording(limit=f"{limits.hours:g}")
        listening = room / "listening.wav"
        sound = join([original.path for original in originals], listening, [meter])
        yield Prepared(tuple(originals), listening, sound, meter.peaks)


def _arrived(arriving: Arriving, path: Path, limits: Limits, *listeners: SoundObserver) -> ArrivedFile:
    path = path.with_name(path.name + arriving.ending)
    sha256, size = _take_in(arriving.stream, path, limits)
    return ArrivedFile(path, sha256, size, probe(path, limits, listeners))


def _take_in(stream: BinaryIO, target: Path, limits: Limits) -> tuple[str, int]:
    """Copy the stream to `target`, no further than the limit; its hash and size."""
    digest, size = hashlib.sha256(), 0
    with new_file(target) as file:
        while chunk := stream.read(CHUNK_BYTES):
            # counted as it comes: what a browser says of its upload is a hint
            size += len(chunk)
            if size > limits.bytes:
                raise TooLargeRecording(limit=limits.bytes >> 20)
            digest.update(chunk)
            with disk_may_refuse():
                file.write(chunk)
    return digest.hexdigest(), size
