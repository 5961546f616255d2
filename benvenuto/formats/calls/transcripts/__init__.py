"""Transcripts of every kind that call centres have, as turns and words."""

from benvenuto.formats.calls.transcripts.faults import TranscriptError
from benvenuto.formats.calls.transcripts.kinds import Format, Transcript
from benvenuto.formats.calls.transcripts.reading import LARGEST_BYTES, read_transcript

__all__ = ["LARGEST_BYTES", "Format", "Transcript", "TranscriptError", "read_transcript"]
