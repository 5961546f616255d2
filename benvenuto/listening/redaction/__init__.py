"""Personal data in transcripts: card numbers, IBANs, tax codes, ways to reach somebody, addresses and names."""

from benvenuto.listening.redaction.finding import personal
from benvenuto.listening.redaction.kinds import Kind, Personal
from benvenuto.listening.redaction.replacing import redacted

__all__ = ["Kind", "Personal", "personal", "redacted"]
