"""Opens a recording and decodes it block by block; whatever libsndfile says becomes a fault a person can mend."""

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import soundfile

from benvenuto.listening import flac, mp3, ogg, other_headers, wav
from benvenuto.listening.bare import Bare, by_ending
from benvenuto.listening.containers import HEAD_BYTES, recognise
from benvenuto.listening.faults import (
    DamagedRecording,
    EmptyRecording,
    ImplausibleSampleRate,
    JoinedRecording,
    MediaExtraMissing,
    NotARecording,
    RecordingError,
    TooManyChannels,
    TruncatedRecording,
    UnknownEncoding,
)
from benvenuto.listening.media import open_media
from benvenuto.listening.sound import (
    BLOCK_FRAMES,
    MOST_PARTS,
    NEED_MEDIA_EXTRA,
    TOLERATED_LOSS_S,
    Block,
    Container,
    Decoder,
    clock,
)

PLAUSIBLE_RATES = range(4_000, 192_001)
LENGTH_UNKNOWN = 1 << 60  # libsndfile answers with its largest number


@dataclass(frozen=True, slots=True)
class Layout:
    """How the bytes of one sound lie: from `start` to `end` (None: to the last), and what must be put before them.

    `most_frames` are all it has, whatever libsndfile makes of them.
    """

    seeks_exactly: bool = True
    start: int = 0
    prefix: bytes = b""
    end: int | None = None
    most_frames: int | None = None


class PlainDecoder:
    """A `Decoder` over libsndfile; of several sounds in one file, each is read where the one before it ends."""

    def __init__(self, raw: BinaryIO, container: Container, layouts: Sequence[Layout], bare: Bare | None) -> None:
        self._raw, self._layouts, self._bare = raw, layouts, bare
        self._first = self._open(layouts[0])
        self.container = container
        self.encoding: str = self._first.subtype
        self.sample_rate: int = self._first.samplerate
        self.channels: int = self._first.channels
        known = self._first.frames < LENGTH_UNKNOWN
        self.seeks_exactly = len(layouts) == 1 and layouts[0].seeks_exactly and known and bare is None

    def close(self) -> None:
        """Let go of it."""
        self._first.close()

    def blocks(self) -> Iterator[Block]:
        """As `Decoder` promises, at most BLOCK_FRAMES frames at a time."""
        heard = 0
        for layout, file in zip(self._layouts, self._files(), strict=True):
            before = heard
            while len(block := self._read(file, heard)):
                block = block if layout.most_frames is None else block[: layout.most_frames - (heard - before)]
                if not len(block):
                    break
                heard += len(block)
                yield block
            promised = min(file.frames if file.frames < LENGTH_UNKNOWN else 0, layout.most_frames or LENGTH_UNKNOWN)
            if heard - before < promised - TOLERATED_LOSS_S * self.sample_rate:
                raise TruncatedRecording

    def _files(self) -> Iterator[soundfile.SoundFile]:
        yield self._first
        # one at a time: there may be thousands
        for layout in self._layouts[1:]:
            try:
                file = self._open(layout)
            except soundfile.SoundFileError as error:
                raise JoinedRecording from error
            with file:
                if (file.samplerate, file.channels) != (self.sample_rate, self.channels):
                    raise JoinedRecording
                yield file

    def _open(self, layout: Layout) -> soundfile.SoundFile:
        raw = _Spliced(self._raw, layout)
        if self._bare is None:
            return soundfile.SoundFile(raw)
        how = {"format": "RAW", "endian": "LITTLE", "channels": 1, "samplerate": self._bare.rate}
        return soundfile.SoundFile(raw, subtype=self._bare.encoding, **how)

    def _read(self, file: soundfile.SoundFile, heard: int) -> Block:
        # Not SoundFile.blocks: it hands out its buffer whole even when fewer frames were decoded.
        try:
            block: Block = file.read(BLOCK_FRAMES, dtype="float32", always_2d=True)
        except soundfile.SoundFileError as error:
            if not self._raw.read(1):
                raise TruncatedRecording from error
            raise DamagedRecording(position=clock(heard / self.sample_rate)) from error
        return block


@contextmanager
def open_sound(path: Path) -> Iterator[Decoder]:
    """Context of the `Decoder` of the recording at `path`; raises any RecordingError when it is none, or not whole."""
    container = recognise(path)
    with ExitStack() as stack:
        decoder = _decoder(stack, path, container)
        if decoder.channels > 2:
            raise TooManyChannels(channels=decoder.channels)
        if decoder.sample_rate not in PLAUSIBLE_RATES:
            raise ImplausibleSampleRate(rate=decoder.sample_rate)
        yield decoder


def _decoder(stack: ExitStack, path: Path, container: Container) -> Decoder:
    bare = _bare(path) if container is Container.BARE else None
    if _breaks_off(path, container):
        raise TruncatedRecording
    if container in NEED_MEDIA_EXTRA or (bare and bare.demuxer):
        return stack.enter_context(open_media(path, container, bare))
    layouts = _layouts(path, container)
    raw = stack.enter_context(path.open("rb"))
    try:
        if not layouts:
            raise UnknownEncoding(container=container.value)
        return stack.enter_context(closing(PlainDecoder(raw, container, layouts, bare)))
    except (UnknownEncoding, soundfile.SoundFileError) as error:
        return _second_opinion(stack, path, container, len(layouts) > 1, error)


def _second_opinion(stack: ExitStack, path: Path, container: Container, joined: bool, error: Exception) -> Decoder:
    """What libsndfile cannot open may be whole all the same; nothing is called damaged without having asked."""
    try:
        return stack.enter_context(open_media(path, container, joined=joined))
    except MediaExtraMissing:
        raise UnknownEncoding(container=container.value) from error
    except RecordingError:
        raise _why_not_opened(container, error) from error


def _bare(path: Path) -> Bare | None:
    with path.open("rb") as file:
        return by_ending(path, file.read(HEAD_BYTES))


def _layouts(path: Path, container: Container) -> Sequence[Layout]:
    """The sounds in the file, as a rule one; none where libsndfile does not know how they are encoded."""
    if container is Container.WAV:
        return _wav_layouts(path)
    if container is Container.MP3:
        return [_mp3_layout(path)]
    if container is Container.FLAC:
        return _flac_layouts(path)
    if container is Container.OGG:
        return _ogg_layouts(path)
    return [Layout()]


def _breaks_off(path: Path, container: Container) -> bool:
    return other_headers.promised_bytes(path, container) > path.stat().st_size + other_headers.TOLERATED_LOSS_BYTES


def _wav_layouts(path: Path) -> Sequence[Layout]:
    layouts: list[Layout] = []
    begin: int | None = 0
    while begin is not None:
        data = wav.read_wav(path, begin)
        if data is None or data.missing_s > TOLERATED_LOSS_S:
            raise TruncatedRecording
        if not data.encoding_is_read:
            if layouts or data.following:
                raise JoinedRecording
            return []
        if not data.present:
            raise EmptyRecording
        if data.states_length:
            layouts.append(Layout(start=begin, end=data.following, most_frames=data.most_frames))
        else:
            layouts.append(Layout(False, data.start, data.length_header(), data.end, data.most_frames))
        if len(layouts) > MOST_PARTS:
            raise JoinedRecording
        begin = data.following
    return layouts


def _flac_layouts(path: Path) -> Sequence[Layout]:
    streams = flac.streams(path)
    # where the header states the length, what is missing shows there
    if any(stream.breaks_off and not stream.promised for stream in streams):
        raise TruncatedRecording
    return [
        Layout(start=stream.start, end=stream.end)
        if stream.states_length
        else Layout(False, stream.start + len(stream.header), stream.length_header(), stream.end)
        for stream in streams
    ]


def _ogg_layouts(path: Path) -> Sequence[Layout]:
    pages = ogg.walk(path)
    if not pages.whole:
        raise TruncatedRecording
    return [Layout(start=start, end=end) for start, end in zip(pages.links, [*pages.links[1:], None], strict=True)]


def _mp3_layout(path: Path) -> Layout:
    stream = mp3.walk(path)
    if stream is None:
        raise NotARecording
    if not stream.frames:
        raise EmptyRecording
    seconds_per_frame = stream.first.samples / stream.first.sample_rate
    if stream.promised is not None and (stream.promised - stream.frames) * seconds_per_frame > TOLERATED_LOSS_S:
        raise TruncatedRecording
    if stream.joined:
        raise JoinedRecording
    if not stream.clean:
        raise DamagedRecording(position=clock(stream.frames * seconds_per_frame))
    prefix = b"" if stream.length_known else stream.length_frame()
    return Layout(stream.steady and not prefix, stream.start, prefix)


def _why_not_opened(container: Container, error: Exception) -> Exception:
    # libsndfile's numbers: 1 is an unrecognised format, 3 an unsupported encoding; the others mean broken data.
    if isinstance(error, UnknownEncoding) or getattr(error, "code", None) in (1, 3):
        return UnknownEncoding(container=container.value)
    return DamagedRecording(position=clock(0))


class _Spliced(io.RawIOBase):
    """A read-only file that begins with the `prefix` of a layout and goes on with its part of another one.

    It has no name, so that libsndfile cannot be misled by one: a file called call.raw is taken for headerless.
    """

    def __init__(self, file: BinaryIO, layout: Layout) -> None:
        self._file, self._prefix = file, layout.prefix
        self._shift = layout.start - len(layout.prefix)
        self._size = (file.seek(0, io.SEEK_END) if layout.end is None else layout.end) - self._shift
        self._at = 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        # the header of a W64 stream sends libsndfile to before the beginning: as in any file, it stays where it is
        self._at = origin + offset if origin + offset >= 0 else self._at
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._prefix[self._at : self._at + len(view)]
        if not data:
            self._file.seek(self._at + self._shift)
            data = self._file.read(max(0, min(len(view), self._size - self._at)))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)
