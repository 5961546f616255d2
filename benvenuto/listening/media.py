"""Decodes what libsndfile cannot (m4a, WebM, WMA, AAC, AMR, G.722, Speex, MP3 in WAV), where PyAV is installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from benvenuto.listening import mp4
from benvenuto.listening.bare import Bare
from benvenuto.listening.faults import DamagedRecording, MediaExtraMissing, NotARecording, TruncatedRecording
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


class MediaDecoder:
    """A `Decoder` over FFmpeg."""

    seeks_exactly = False

    def __init__(self, file: InputContainer, raw: BinaryIO, container: Container) -> None:
        stream = file.streams.audio[0]
        self._file, self._raw, self._stream = file, raw, stream
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
        heard = 0
        try:
            for frame in self._file.decode(self._stream):
                for piece in even.resample(frame):
                    heard += piece.samples
                    yield np.ascontiguousarray(piece.to_ndarray().T, np.float32)
            # nothing more comes in: what the resampler still holds back comes out
            for piece in even.resample(None):
                yield np.ascontiguousarray(piece.to_ndarray().T, np.float32)
        except (av.FFmpegError, OSError, ValueError) as error:
            if not self._raw.read(1):
                raise TruncatedRecording from error
            raise DamagedRecording(position=clock(heard / self.sample_rate)) from error


@contextmanager
def open_media(path: Path, container: Container, bare: Bare | None = None) -> Iterator[MediaDecoder]:
    """Open the recording at `path`: MediaExtraMissing without PyAV, another RecordingError when it is broken."""
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
            yield MediaDecoder(file, raw, container)
