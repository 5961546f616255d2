"""A recording's sound as a value: what it is, how long, and how much of it the site allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from benvenuto.listening.bare import SUFFIXES as BARE_SUFFIXES

BLOCK_FRAMES = 65_536  # decoded at a time
MOST_PARTS = 1000  # of one file, or of one call; so many pauses no call has
TOLERATED_LOSS_S = 0.25  # careless headers are a little out; no word is lost in a quarter of a second

Block = NDArray[np.float32]
"""Some sound: shape (frames, channels), full scale is -1 to 1."""


class Container(StrEnum):
    """The file formats that are read, by content and never by name; BARE has no header, so that its ending decides."""

    WAV = "WAV"
    MP3 = "MP3"
    FLAC = "FLAC"
    OGG = "Ogg"
    MPEG4 = "MPEG-4"
    WEBM = "WebM"
    WMA = "WMA"
    AAC = "AAC"
    AMR = "AMR"
    W64 = "W64"
    CAF = "CAF"
    AIFF = "AIFF"
    AU = "AU"
    BARE = "bare"


NEED_MEDIA_EXTRA = {Container.MPEG4, Container.WEBM, Container.WMA, Container.AAC, Container.AMR}
"""Those that libsndfile cannot decode, and PyAV can."""

MEDIA_TYPES = {
    Container.WAV: "audio/wav",
    Container.MP3: "audio/mpeg",
    Container.FLAC: "audio/flac",
    Container.OGG: "audio/ogg",
    Container.MPEG4: "audio/mp4",
    Container.WEBM: "audio/webm",
    Container.WMA: "audio/x-ms-wma",
    Container.AAC: "audio/aac",
    Container.AMR: "audio/amr",
    Container.W64: "audio/x-w64",
    Container.CAF: "audio/x-caf",
    Container.AIFF: "audio/aiff",
    Container.AU: "audio/basic",
    Container.BARE: "application/octet-stream",
}


@dataclass(frozen=True, slots=True)
class Sound:
    """What a recording holds, after every frame of it was decoded.

    `encoding` is libsndfile's name (PCM_16, ULAW, ALAW, GSM610, MPEG_LAYER_III, VORBIS, OPUS, ...), or FFmpeg's (aac,
    opus, wmav2, ...) where that decodes it; `sample_rate` is in Hz; `frames` are those really there, not those the
    header promised. `seeks_exactly` is false where a player that computes a byte from a second lands beside it:
    variable-rate MP3, a WAV whose length was never written.
    """

    container: Container
    encoding: str
    sample_rate: int
    channels: int
    frames: int
    seeks_exactly: bool

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.frames / self.sample_rate

    @property
    def media_type(self) -> str:
        """What an HTTP response calls it."""
        return MEDIA_TYPES[self.container]

    @property
    def suffix(self) -> str:
        """The ending its file name deserves, with the dot."""
        if self.container is Container.BARE:
            return BARE_SUFFIXES.get(self.encoding, f".{self.encoding}")
        return ".m4a" if self.container is Container.MPEG4 else f".{self.container.lower()}"


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest and the largest recording that a site takes: hours of sound, bytes of file."""

    hours: float = 4.0
    bytes: int = 1 << 30


class Decoder(Protocol):
    """An open recording: what `Sound` says of it, and its sound."""

    container: Container
    encoding: str
    sample_rate: int
    channels: int
    seeks_exactly: bool

    def blocks(self) -> Iterator[Block]:
        """All sound from the start, a bounded number of frames at a time; memory does not grow with the length.

        Raises DamagedRecording where decoding stops, TruncatedRecording when less came than was promised.
        """


class SoundObserver(Protocol):
    """Hears a recording once, block by block, while it is decoded; keeps what it needs, never the sound itself."""

    def begin(self, sample_rate: int, channels: int) -> None:
        """Learn what is coming: Hz, and the second dimension of every block."""

    def hear(self, block: Block) -> None:
        """Hear the next block, of any length but zero."""


def clock(seconds: float) -> str:
    """How a fault says where in a recording it is: minutes:seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
