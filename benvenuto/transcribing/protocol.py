"""What a recogniser has to be to make transcripts here; anybody's package may bring one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Protocol

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.faults import BenvenutoError

GROUP = "benvenuto.transcribers"
"""The group of entry points: each names a function that takes a Setup and gives a Transcriber."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The site's settings for its recogniser; each takes what it needs. `key` is a secret and is never printed."""

    model: str = ""
    url: str = ""
    key: str = field(default="", repr=False)
    timeout_s: float = 600


@dataclass(frozen=True, slots=True)
class Engine:
    """What makes a transcript, kept with it: a name with its version, the model, and the model's SHA-256.

    The hash is "" where the model lies elsewhere and cannot be seen.
    """

    name: str
    model: str
    model_hash: str = ""


class Transcriber(Protocol):
    """A recogniser. It hears one voice at a time, so it never has to guess who speaks."""

    @property
    def engine(self) -> Engine:
        """What it is."""

    def transcribe(self, voice: Path, speaker: Speaker, language: str) -> Sequence[Turn]:
        """The turns in a mono 16 kHz WAV that holds `speaker` alone, in order; none when nobody speaks.

        `language` is a code such as "it", "" when it is not known. Times are seconds from the start of the file; they
        need not be exact, for they are laid over the speech that is heard. Raises a BenvenutoError for this call, and
        Unusable when no other call would fare better.
        """


class Unusable(BenvenutoError):
    """The recogniser cannot work at all as it is set up."""

    template: ClassVar[str] = ""
