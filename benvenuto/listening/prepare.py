"""Everything that happens to an arriving recording before it is stored, in a folder that vanishes afterwards."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from benvenuto.listening.faults import TooLargeRecording
from benvenuto.listening.listening_copy import make_listening_copy, needs_listening_copy
from benvenuto.listening.merge import merge
from benvenuto.listening.peaks import PeakMeter, Peaks
from benvenuto.listening.probe import probe
from benvenuto.listening.sound import Limits, Sound
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

    `originals` holds one file, or agent and caller. `listening` is the file to play and `sound` what it holds; it is
    the original itself when every browser plays that. `peaks` belong to it, channel by channel.
    """

    originals: tuple[ArrivedFile, ...]
    listening: Path
    sound: Sound
    peaks: Peaks


@contextmanager
def prepare(stream: BinaryIO, limits: Limits | None = None, ending: str = "") -> Iterator[Prepared]:
    """Take in one file with the whole call, mono or stereo. Raises any RecordingError; leaves nothing behind.

    `ending` is that of its name, which tells how sound without a header is encoded.
    """
    limits, meter = limits or Limits(), PeakMeter()
    with workroom() as room:
        path = room / f"original{ending}"
        sha256, size = _take_in(stream, path, limits)
        original = ArrivedFile(path, sha256, size, probe(path, limits, [meter]))
        listening, sound = path, original.sound
        if needs_listening_copy(original.sound):
            listening = room / "listening.wav"
            sound = make_listening_copy(path, listening)
        yield Prepared((original,), listening, sound, meter.peaks)


@contextmanager
def prepare_pair(agent: BinaryIO, caller: BinaryIO, limits: Limits | None = None) -> Iterator[Prepared]:
    """Take in two mono files of one call. Raises any RecordingError; leaves nothing behind."""
    limits, meter = limits or Limits(), PeakMeter()
    with workroom() as room:
        originals = []
        for stream, name in ((agent, "agent"), (caller, "caller")):
            sha256, size = _take_in(stream, room / name, limits)
            originals.append(ArrivedFile(room / name, sha256, size, probe(room / name, limits)))
        listening = room / "listening.wav"
        sound = merge(room / "agent", room / "caller", listening, [meter])
        yield Prepared(tuple(originals), listening, sound, meter.peaks)


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
