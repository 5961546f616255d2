"""The formats of transcripts that are read, and what a read one is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from benvenuto.domain.call import Turn


class Format(StrEnum):
    """A format by the name it is stored under; `product` is what people call it, the same in every language."""

    product: str

    AMAZON_TRANSCRIBE = "amazon-transcribe", "Amazon Transcribe"
    CALL_ANALYTICS = "call-analytics", "Transcribe Call Analytics"
    CONTACT_LENS = "contact-lens", "Contact Lens"
    DEEPGRAM = "deepgram", "Deepgram"
    WHISPER = "whisper", "Whisper"
    WEBVTT = "webvtt", "WebVTT"
    SRT = "srt", "SRT"
    PLAIN = "text", "TXT"

    def __new__(cls, stored: str, product: str) -> Self:
        """One member: the text that is stored, and its other name beside it."""
        member = str.__new__(cls, stored)
        member._value_ = stored
        member.product = product
        return member


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said on a call, in order of time, and the format that said so."""

    format: Format
    turns: tuple[Turn, ...]
