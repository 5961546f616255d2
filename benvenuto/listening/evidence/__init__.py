"""Evidence in a transcript: words that speak for or against a level, quoted with their time. It sets no mark."""

from benvenuto.listening.evidence.names import Names
from benvenuto.listening.evidence.seeking import Seeker

__all__ = ["Names", "Seeker"]
