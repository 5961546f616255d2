"""What was done, said on the next run: the page is drawn anew before anybody reads it."""

from __future__ import annotations

from benvenuto.ui.elements import told
from benvenuto.ui.here import Here

_KEY = "told_afterwards"


def tell_afterwards(now: Here, words: str) -> None:
    """Keep the words for the next run."""
    now.memory[_KEY] = words


def tell(now: Here) -> None:
    """Say what was kept, once."""
    if words := now.memory.pop(_KEY, ""):
        told(words)
