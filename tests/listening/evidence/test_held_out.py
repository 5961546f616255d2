"""How well the phrases that ship find what agents say: precision and recall on lines they were not copied from.

Each file in held_out/ explains its letters. The lines of a kind that are none of it stand below those that are.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.listening.evidence.calls import HELD_OUT, call_with, found_in

KINDS = {
    "openings": (0, {"g": "greeting", "c": "company", "n": "own-name", "o": "offer"}),
    "closings": (3, {"e": "goodbye", "a": "anything-else"}),
    "middles": (
        2,
        {
            "r": "order-number", "l": "leave", "t": "thanks", "p": "said-back",
            "s": "apology", "k": "permission", "w": "promise", "h": "hedging",
        },
    ),
}  # fmt: skip
LEAST = 0.9


def lines(name: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Letters, the letters to judge this line by, and the line."""
    every = "".join(KINDS[name][1])
    kind = every
    for line in (HELD_OUT / f"{name}.{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        letters, text = (part.strip() for part in line.split("|", 1))
        if name == "middles" and letters != "-":
            kind = letters
        yield letters.replace("-", ""), kind, text


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("name", KINDS)
def test_what_agents_say_is_found_and_little_else(name: str, language: str) -> None:
    where, kinds = KINDS[name]
    hits, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for letters, judged, text in lines(name, language):
        found = found_in(call_with(text, language, where), language)
        for letter in judged:
            there = kinds[letter] in found
            hits[letter] += there and letter in letters
            false[letter] += there and letter not in letters
            missed[letter] += not there and letter in letters
    for letter, kind in kinds.items():
        precision = hits[letter] / (hits[letter] + false[letter])
        recall = hits[letter] / (hits[letter] + missed[letter])
        assert precision > LEAST, (kind, precision)
        assert recall > LEAST, (kind, recall)


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("name", ["openings", "closings"])
def test_there_are_lines_enough_to_say_so(name: str, language: str) -> None:
    assert len(list(lines(name, language))) >= 60
