"""Decodes what libsndfile cannot (m4a, WebM, WMA, AAC, AMR, G.722, Speex, MP3 in WAV), where PyAV is installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benvenuto.listening import mp4
from benvenuto.listening.bare import Bare
from benvenuto.listening.faults import (
    DamagedRecording,
    JoinedRecording,
    MediaExtraMissing,
    NotARecording,
    TruncatedRecording,
    UnknownEncoding,
)
from benvenuto.listening.sound import BLOCK_FRAMES, TOLERATED_LOSS_S, Block, Container, clock

if TYPE_CHECKING:
    from av.container import InputContainer

# Named, so that FFmpeg never guesses: a playlist under the name of a recording would make it fetch other files.
DEMUXERS = {
    Container.MPEG4: "mov",
    Container.WEBM: "matroska",
    Container.WMA: "asf",
    Container.AAC: "aac",
    Container.AMR: "amr",
    Container.WAV: "wav",
    Container.OGG: "ogg",
    Container.FLAC: "flac",
    Container.MP3: "mp3",
    Container.W64: "w64",
    Container.CAF: "caf",
    Container.AIFF: "aiff",
    Container.AU: "au",
}
STATES_LENGTH = {Container.MPEG4, Container.WEBM, Container.WMA}  # for the others FFmpeg guesses from the bit rate


LAST_BYTES = 64  # at the end of a file; where reading fails there, it ended too early


class MediaDecoder:
    """A `Decoder` over FFmpeg."""

    seeks_exactly = False

    def __init__(self, file: InputContainer, size: int, container: Container, *, joined: bool) -> None:
        stream = file.streams.audio[0]
        self._file, self._size, self._stream, self._joined = file, size, stream, joined
        self.container = container
        self.encoding: str = stream.codec_context.name
        self.sample_rate: int = stream.codec_context.sample_rate
        self.channels: int = stream.codec_context.channels
        self._promised_s = (file.duration or 0) / 1_000_000 if container in STATES_LENGTH else 0.0

    def blocks(self) -> Iterator[Block]:
        """As `Decoder` promises, about BLOCK_FRAMES frames at a time."""
        heard, waiting = 0, list[Block]()
        for piece in self._pieces():
            heard += len(piece)
            waiting.append(piece)
            if sum(map(len, waiting)) >= BLOCK_FRAMES:
                yield np.concatenate(waiting)
                waiting.clear()
        if waiting:
            yield np.concatenate(waiting)
        if heard < (self._promised_s - TOLERATED_LOSS_S) * self.sample_rate:
            raise TruncatedRecording

    def _pieces(self) -> Iterator[Block]:
        """The sound as FFmpeg hands it out, some thousand frames at a time."""
        import av

        # same rate and channels: it only makes planar floats of whatever the codec gives
        # by name, for it calls the layout of a mono WAV "1 channels"
        even = av.AudioResampler("fltp", "mono" if self.channels == 1 else "stereo", self.sample_rate)
        heard = read = 0
        try:
            for packet in self._file.demux(self._stream):
                read = max(read, (packet.pos or 0) + packet.size)
                for frame in packet.decode():
                    for piece in even.resample(frame):
                        heard += piece.samples
                        yield np.ascontiguousarray(piece.to_ndarray().T, np.float32)
            # nothing more comes in: what the resampler still holds back comes out
            for piece in even.resample(None):
                yield np.ascontiguousarray(piece.to_ndarray().T, np.float32)
        except (av.FFmpegError, OSError, ValueError) as error:
            raise self._why_not_decoded(heard, read) from error

    def _why_not_decoded(self, heard: int, read: int) -> Exception:
        if self._joined:
            return JoinedRecording()
        if self._size - read <= LAST_BYTES:
            return TruncatedRecording()
        # what never gave a sound may be whole, in a dialect that FFmpeg does not speak
        if not heard:
            return UnknownEncoding(container=self.container.value)
        return DamagedRecording(position=clock(heard / self.sample_rate))


@contextmanager
def open_media(
    path: Path, container: Container, bare: Bare | None = None, *, joined: bool = False
) -> Iterator[MediaDecoder]:
    """Open the recording at `path`: MediaExtraMissing without PyAV, another RecordingError when it is broken.

    `joined` says that there are several in the file, of which FFmpeg may know how to read but the first.
    """
    try:
        import av
    except ImportError as error:
        raise MediaExtraMissing(kind=path.suffix[1:].upper() if bare else container.value) from error
    if container is Container.MPEG4:
        mp4.check_whole(path)
    with path.open("rb") as raw:
        try:
            file = av.open(
                raw, mode="r", format=bare.demuxer if bare else DEMUXERS[container], metadata_errors="ignore"
            )
        except (av.FFmpegError, OSError, ValueError) as error:
            raise DamagedRecording(position=clock(0)) from error
        with file:
            # without a decoder for it, a stream has no context
            if not file.streams.audio or file.streams.audio[0].codec_context is None:
                raise NotARecording
            yield MediaDecoder(file, path.stat().st_size, container, joined=joined)
