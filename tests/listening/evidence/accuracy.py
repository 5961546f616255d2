"""How well the phrases that ship find what agents say, counted on lines that they were not copied from.

Each file in held_out/ explains its letters. In middles, the lines of a kind that are none of it stand below those that
are, and each line is judged by its kind alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.listening.evidence.calls import HELD_OUT, call_with, found_in

KINDS: Mapping[str, tuple[int, Mapping[str, str]]] = {
    "openings": (0, {"g": "greeting", "c": "company", "n": "own-name", "o": "offer"}),
    "closings": (3, {"e": "goodbye", "a": "anything-else"}),
    "farewells": (3, {"e": "goodbye", "a": "anything-else"}),
    "partings": (3, {"e": "goodbye", "a": "anything-else"}),
    "middles": (
        2,
        {
            "r": "order-number", "l": "leave", "t": "thanks", "p": "said-back",
            "s": "apology", "k": "permission", "w": "promise", "h": "hedging",
        },
    ),
}  # fmt: skip
"""By file: which of the agent's four turns the line is, and the evidence of each letter."""


@dataclass
class Counted:
    """How often an evidence was found and there, found and not there, and there and not found."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """hits / found."""
        return self.hits / max(self.hits + self.false, 1)

    @property
    def recall(self) -> float:
        """hits / there."""
        return self.hits / max(self.hits + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.hits / max(2 * self.hits + self.false + self.missed, 1)


def lines(name: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Letters, the letters to judge this line by, and the line."""
    kind = "".join(KINDS[name][1])
    for line in (HELD_OUT / f"{name}.{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        letters, text = (part.strip() for part in line.split("|", 1))
        if name == "middles" and letters != "-":
            kind = letters
        yield letters.replace("-", ""), kind, text


def counted(name: str, language: str) -> Mapping[str, Counted]:
    """What came of every line of a file, by evidence."""
    where, kinds = KINDS[name]
    counts = {kind: Counted() for kind in kinds.values()}
    for letters, judged, text in lines(name, language):
        found = found_in(call_with(text, language, where), language)
        for letter in judged:
            one, there = counts[kinds[letter]], kinds[letter] in found
            one.hits += there and letter in letters
            one.false += there and letter not in letters
            one.missed += not there and letter in letters
    return counts
