"""What people write to each other: never empty, and with an end."""

from __future__ import annotations

from benvenuto.domain.faults import BenvenutoError, message

LONGEST_COMMENT = 4000


class EmptyComment(BenvenutoError):
    """A comment, dispute, answer, correction or decision without words."""

    template = message("There is no text yet.")
    remedy = message("Write a sentence, then send it.")


def written(words: str) -> str:
    """The words as they are kept; EmptyComment where there are none."""
    text = words.strip()[:LONGEST_COMMENT]
    if not text:
        raise EmptyComment
    return text
