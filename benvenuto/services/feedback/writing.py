"""What people write to each other: never empty, and with an end."""

from __future__ import annotations

from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.hidden_signs import is_unseen

LONGEST_COMMENT = 4000


class EmptyComment(BenvenutoError):
    """A comment, dispute, answer, correction or decision without words."""

    template = message("There is no text yet.")
    remedy = message("Write a sentence, then send it.")


def written(words: str) -> str:
    """The words as they are kept; EmptyComment where there are none."""
    text = trimmed(words)
    if not text:
        raise EmptyComment
    return text


def trimmed(words: str, longest: int = LONGEST_COMMENT) -> str:
    """The words as they are kept, empty where there is nothing to read."""
    text = words.strip()[:longest]
    return "" if is_unseen(text) else text
