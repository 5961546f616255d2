"""Opens a recording and decodes it block by block; whatever libsndfile says becomes a fault a person can mend."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import soundfile

from benvenuto.listening import mp3, ogg, wav
from benvenuto.listening.containers import recognise
from benvenuto.listening.faults import (
    DamagedRecording,
    EmptyRecording,
    ImplausibleSampleRate,
    NotARecording,
    TooManyChannels,
    TruncatedRecording,
    UnknownEncoding,
)
from benvenuto.listening.media import open_media
from benvenuto.listening.sound import BLOCK_FRAMES, NEED_MEDIA_EXTRA, TOLERATED_LOSS_S, Block, Container, Decoder, clock

PLAUSIBLE_RATES = range(4_000, 192_001)
LENGTH_UNKNOWN = 1 << 60  # libsndfile answers with its largest number


@dataclass(frozen=True, slots=True)
class Layout:
    """How the bytes lie: where sound starts, what must be put before it, the length promised in frames (or None)."""

    seeks_exactly: bool = True
    start: int = 0
    prefix: bytes = b""
    promised: int | None = None


class PlainDecoder:
    """A `Decoder` over libsndfile."""

    def __init__(self, file: soundfile.SoundFile, raw: BinaryIO, container: Container, layout: Layout) -> None:
        self._file, self._raw = file, raw
        self.container = container
        self.encoding: str = file.subtype
        self.sample_rate: int = file.samplerate
        self.channels: int = file.channels
        # of a FLAC that was streamed, say, whose header could not be written again
        known = file.frames < LENGTH_UNKNOWN
        self.seeks_exactly = layout.seeks_exactly and known
        self._promised: int = layout.promised or (file.frames if known else 0)

    def blocks(self) -> Iterator[Block]:
        """As `Decoder` promises, at most BLOCK_FRAMES frames at a time."""
        heard = 0
        while len(block := self._read(heard)):
            heard += len(block)
            yield block
        if heard < self._promised - TOLERATED_LOSS_S * self.sample_rate:
            raise TruncatedRecording

    def _read(self, heard: int) -> Block:
        # Not SoundFile.blocks: it hands out its buffer whole even when fewer frames were decoded.
        try:
            block: Block = self._file.read(BLOCK_FRAMES, dtype="float32", always_2d=True)
        except soundfile.SoundFileError as error:
            if not self._raw.read(1):
                raise TruncatedRecording from error
            raise DamagedRecording(position=clock(heard / self.sample_rate)) from error
        return block


@contextmanager
def open_sound(path: Path) -> Iterator[Decoder]:
    """Context of the `Decoder` of the recording at `path`; raises any RecordingError when it is none, or not whole."""
    container = recognise(path)
    with (open_media if container in NEED_MEDIA_EXTRA else _open_plain)(path, container) as decoder:
        if decoder.channels > 2:
            raise TooManyChannels(channels=decoder.channels)
        if decoder.sample_rate not in PLAUSIBLE_RATES:
            raise ImplausibleSampleRate(rate=decoder.sample_rate)
        yield decoder


@contextmanager
def _open_plain(path: Path, container: Container) -> Iterator[Decoder]:
    layout = _layout(path, container)
    with path.open("rb") as raw:
        try:
            file = soundfile.SoundFile(_Spliced(raw, layout.start, layout.prefix))
        except soundfile.SoundFileError as error:
            raise _why_not_opened(container, error) from error
        with file:
            yield PlainDecoder(file, raw, container, layout)


def _layout(path: Path, container: Container) -> Layout:
    if container is Container.WAV:
        return _wav_layout(path)
    if container is Container.MP3:
        return _mp3_layout(path)
    if container is Container.OGG and not ogg.ends_whole(path):
        raise TruncatedRecording
    return Layout()


def _wav_layout(path: Path) -> Layout:
    data = wav.read_wav(path)
    if data is None or data.missing_s > TOLERATED_LOSS_S:
        raise TruncatedRecording
    if not data.encoding_is_read:
        raise UnknownEncoding(container=Container.WAV.value)
    if not data.present:
        raise EmptyRecording
    if not data.states_length:
        return Layout(seeks_exactly=False, start=data.start, prefix=data.length_header())
    return Layout()


def _mp3_layout(path: Path) -> Layout:
    stream = mp3.walk(path)
    if stream is None:
        raise NotARecording
    if not stream.frames:
        raise EmptyRecording
    seconds_per_frame = stream.first.samples / stream.first.sample_rate
    if stream.promised is not None and (stream.promised - stream.frames) * seconds_per_frame > TOLERATED_LOSS_S:
        raise TruncatedRecording
    if not stream.clean:
        raise DamagedRecording(position=clock(stream.frames * seconds_per_frame))
    prefix = b"" if stream.length_known else stream.length_frame()
    return Layout(stream.steady and not prefix, stream.start, prefix)


def _why_not_opened(container: Container, error: soundfile.SoundFileError) -> Exception:
    # libsndfile's numbers: 1 is an unrecognised format, 3 an unsupported encoding; the others mean broken data.
    if getattr(error, "code", None) in (1, 3):
        return UnknownEncoding(container=container.value)
    return DamagedRecording(position=clock(0))


class _Spliced(io.RawIOBase):
    """A read-only file that begins with `prefix` and goes on with another one from byte `start`.

    It has no name, so that libsndfile cannot be misled by one: a file called call.raw is taken for headerless.
    """

    def __init__(self, file: BinaryIO, start: int, prefix: bytes) -> None:
        self._file, self._prefix = file, prefix
        self._shift = start - len(prefix)
        self._size = file.seek(0, io.SEEK_END) - self._shift
        self._at = 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, origin + offset)
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._prefix[self._at : self._at + len(view)]
        if not data:
            self._file.seek(self._at + self._shift)
            data = self._file.read(len(view))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)
