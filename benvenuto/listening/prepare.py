"""Everything that happens to an arriving recording before it is stored, in a folder that vanishes afterwards."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from benvenuto.listening.alignment import Pause, in_step, pauses
from benvenuto.listening.faults import TooLargeRecording, TooLongRecording
from benvenuto.listening.joining import join
from benvenuto.listening.listening_copy import make_listening_copy, needs_listening_copy
from benvenuto.listening.merge import NO_PAUSES, merge
from benvenuto.listening.peaks import PeakMeter, Peaks
from benvenuto.listening.probe import probe
from benvenuto.listening.sound import Limits, Sound, SoundObserver
from benvenuto.listening.workroom import workroom
from benvenuto.listening.writing import disk_may_refuse, new_file

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A file as it arrived, byte for byte. `sha256` is its hash in hexadecimal, `size` its bytes.

    `pause` is what it lacks, of two voices, and what it is played with.
    """

    path: Path
    sha256: str
    size: int
    sound: Sound
    pause: Pause | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A recording ready to be stored: take what is to be kept out of these paths before the block ends.

    `originals` holds one file, or agent and caller; of a call in parts, those of each part in order. `listening` is the
    file to play and `sound` what it holds; it is the original itself when every browser plays that. `peaks` belong to
    it, channel by channel.
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


def prepare(arriving: Arriving, limits: Limits | None = None) -> AbstractContextManager[Prepared]:
    """Take in one file with the whole call, as `prepare_call` does."""
    return prepare_call([[arriving]], limits)


@contextmanager
def prepare_call(parts: Sequence[Sequence[Arriving]], limits: Limits | None = None) -> Iterator[Prepared]:
    """Take in a call: its parts in order, each one file, or agent and caller. Raises any RecordingError; leaves nothing
    behind."""
    limits, meter = limits or Limits(), PeakMeter()
    with workroom() as room:
        if len(parts) == 1 and len(parts[0]) == 1:
            yield _whole(parts[0][0], room, limits, meter)
            return
        originals: list[ArrivedFile] = []
        played: list[Path] = []
        listening = room / "listening.wav"
        for number, files in enumerate(parts, start=1):
            names = ["whole"] if len(files) == 1 else ["agent", "caller"]
            arrived = [
                _arrived(arriving, room / f"part-{number}-{name}", limits)
                for name, arriving in zip(names, files, strict=True)
            ]
            originals += arrived
            for voice in range(len(files)):
                _check_together(originals[voice :: len(files)], limits)
            played.append(arrived[0].path)
            if len(arrived) == 2:
                played[-1] = room / f"part-{number}.wav" if len(parts) > 1 else listening
                merged, sound = _merged(arrived[0], arrived[1], played[-1], [meter] if len(parts) == 1 else [])
                originals[-2:] = merged
        if len(parts) > 1:
            sound = join(played, listening, [meter])
        yield Prepared(tuple(originals), listening, sound, meter.peaks)


def _whole(arriving: Arriving, room: Path, limits: Limits, meter: PeakMeter) -> Prepared:
    original = _arrived(arriving, room / "original", limits, meter)
    listening, sound = original.path, original.sound
    if needs_listening_copy(original.sound):
        listening = room / "listening.wav"
        sound = make_listening_copy(original.path, listening)
    return Prepared((original,), listening, sound, meter.peaks)


def _merged(
    agent: ArrivedFile, caller: ArrivedFile, target: Path, listeners: Sequence[SoundObserver]
) -> tuple[Sequence[ArrivedFile], Sound]:
    """Both voices, with what each lacks, and what they became."""
    together = in_step(agent.sound.duration_s, caller.sound.duration_s)
    lacking = NO_PAUSES if together else pauses(agent.path, caller.path)
    sound = merge(agent.path, caller.path, target, listeners, lacking)
    return [replace(voice, pause=pause) for voice, pause in zip((agent, caller), lacking, strict=True)], sound


def _check_together(originals: Sequence[ArrivedFile], limits: Limits) -> None:
    """All parts hold together no more than one file may."""
    if sum(original.size for original in originals) > limits.bytes:
        raise TooLargeRecording(limit=limits.bytes >> 20)
    if sum(original.sound.duration_s for original in originals) > limits.hours * 3600:
        raise TooLongRecording(limit=f"{limits.hours:g}")


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
