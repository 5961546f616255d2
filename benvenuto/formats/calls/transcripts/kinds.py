"""The formats of transcripts that are read, and what a read one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from benvenuto.domain.call import Turn


class Format(StrEnum):
    """A format by the name it is stored under."""

    AMAZON_TRANSCRIBE = "amazon-transcribe"
    CALL_ANALYTICS = "call-analytics"
    CONTACT_LENS = "contact-lens"
    DEEPGRAM = "deepgram"
    WHISPER = "whisper"
    WEBVTT = "webvtt"
    SRT = "srt"
    PLAIN = "text"


NAMES: Mapping[Format, str] = {
    Format.AMAZON_TRANSCRIBE: "Amazon Transcribe",
    Format.CALL_ANALYTICS: "Transcribe Call Analytics",
    Format.CONTACT_LENS: "Contact Lens",
    Format.DEEPGRAM: "Deepgram",
    Format.WHISPER: "Whisper",
    Format.WEBVTT: "WebVTT",
    Format.SRT: "SRT",
    Format.PLAIN: "TXT",
}
"""What people call each; names of products, the same in every language."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said on a call, in order of time, and the format that said so."""

    format: Format
    turns: tuple[Turn, ...]
