"""Names as recognisers garble them: found by likeness, and put in their place in the words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from benvenuto.listening.evidence.slots import AGENT, COMPANY
from benvenuto.listening.evidence.vocabulary import plain
from benvenuto.listening.evidence.words import SpokenWords

_SHORT, _MIDDLING = 5, 7
_LONG = 12
"""A name of so many letters may be garbled in its first one as well."""
_LIKENESS, _LIKENESS_MIDDLING, _LIKENESS_SHORT = 80.0, 84.0, 100.0
_DOUBLE = re.compile(r"(.)\1+")
_SOUNDS = str.maketrans({"k": "c", "q": "c", "y": "i", "w": "v", "h": None})


@dataclass(frozen=True, slots=True)
class Names:
    """Who is expected to be named: the company, under each of its names, and the agent."""

    company: tuple[str, ...] = ()
    agent: str = ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A name by its sound; it takes `words` words, or one more or less."""

    sound: str
    words: int
    stands_for: str
    likeness: float


def with_names(words: SpokenWords, names: Names) -> SpokenWords:
    """The words with each name replaced by its slot; the longest and likest first, none within another."""
    wanted = _wanted(names)
    if not wanted or not words.words:
        return words
    chosen: list[tuple[int, int, str]] = []
    # best likeness first; of two that overlap the better one is taken
    for _, start, end, slot in sorted(_candidates(words, wanted), reverse=True):
        if all(end <= other_start or start >= other_end for other_start, other_end, _ in chosen):
            chosen.append((start, end, slot))
    return _replaced(words, sorted(chosen)) if chosen else words


def _wanted(names: Names) -> list[_Wanted]:
    companies = [(name, COMPANY) for name in names.company]
    # first names and surnames are said alone as well; what is shorter than three letters is an initial
    people = [(part, AGENT) for part in names.agent.split() if len(part) > 2]
    wanted = []
    for name, slot in [*companies, *people]:
        if sound := _sound(name):
            short = _LIKENESS_SHORT if len(sound) < _SHORT else _LIKENESS_MIDDLING
            wanted.append(_Wanted(sound, len(name.split()), slot, _LIKENESS if len(sound) >= _MIDDLING else short))
    return wanted


def _candidates(words: SpokenWords, wanted: Sequence[_Wanted]) -> list[tuple[float, int, int, str]]:
    """Likeness, first word, word after the last, and slot, of everything that sounds like one of the names."""
    sounds = [_sound(word) for word in words.words]
    candidates = []
    for name in wanted:
        most = name.words + 1 if name.stands_for == COMPANY else 1
        for length in range(max(1, name.words - 1), most + 1):
            for start in range(len(sounds) - length + 1):
                # recognisers cut a name they do not know into words of their own
                heard = "".join(sounds[start : start + length])
                alike = fuzz.ratio(heard, name.sound, score_cutoff=name.likeness)
                if alike and (heard[:1] == name.sound[:1] or len(name.sound) >= _LONG):
                    candidates.append((alike, start, start + length, name.stands_for))
    return candidates


def _replaced(words: SpokenWords, chosen: Sequence[tuple[int, int, str]]) -> SpokenWords:
    replaced: list[str] = []
    chunks: list[tuple[int, int]] = []
    moved = {0: 0}
    place = 0
    for start, end, slot in [*chosen, (len(words.words), len(words.words), "")]:
        for number in range(place, start):
            moved[number] = len(replaced)
            replaced.append(words.words[number])
            chunks.append(words.chunks[number])
        moved[start] = len(replaced)
        if slot:
            replaced.append(slot)
            chunks.append((words.chunks[start][0], words.chunks[end - 1][1]))
        place = end
    return SpokenWords.of(
        words.text, replaced, chunks, sorted({moved[number] for number in words.ends if number in moved})
    )


@lru_cache(maxsize=20_000)
def _sound(name: str) -> str:
    """What is left of a spelling when only the sound counts."""
    letters = re.sub(r"[\W_]+", "", plain(name)).replace("ph", "f").replace("oo", "u").translate(_SOUNDS)
    return _DOUBLE.sub(r"\1", letters)
