"""From the sound of a call to its words, by whatever recogniser the site has chosen; none unless it has."""

from benvenuto.transcribing.finding import find_transcriber
from benvenuto.transcribing.protocol import Engine, Setup, Transcriber, Unusable

__all__ = ["Engine", "Setup", "Transcriber", "Unusable", "find_transcriber"]
