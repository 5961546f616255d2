"""Which phrases can begin with a word: looked up once for each word that is ever said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benvenuto.listening.evidence.compiling import ANY, DIGITS, Phrase, united

_KNOWN = 50_000


@dataclass(slots=True)
class Index:
    """`owners` holds for each of the phrases the number of its evidence; `known` what is known of words already."""

    phrases: Sequence[Phrase]
    owners: Sequence[int]
    _by_first: dict[str, list[int]] = field(default_factory=dict)
    _stems: list[tuple[str, int]] = field(default_factory=list)
    known: dict[str, tuple[tuple[int, re.Pattern[str]], ...]] = field(default_factory=dict)
    _united: dict[tuple[int, ...], re.Pattern[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, phrase in enumerate(self.phrases):
            for first in phrase.firsts:
                if first.endswith("*") and first != ANY:
                    self._stems.append((first[:-1], number))
                else:
                    self._by_first.setdefault(first, []).append(number)

    def beginning(self, word: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
        """The evidence that can begin with this word, each with the expression to try there."""
        expressions = self.known.get(word)
        if expressions is None:
            if len(self.known) >= _KNOWN:
                self.known.clear()
            expressions = self.known[word] = tuple(self._look_up(word))
        return expressions

    def each(self, word: str, owner: int) -> Iterator[re.Pattern[str]]:
        """The phrases of one evidence that can begin with this word, one by one, and not the first that fits alone."""
        for number in sorted(self._numbers(word)):
            if self.owners[number] == owner:
                yield self._expression((number,))

    def _look_up(self, word: str) -> Iterator[tuple[int, re.Pattern[str]]]:
        by_owner: dict[int, list[int]] = {}
        for number in sorted(self._numbers(word)):
            # phrases of one evidence become one expression: the first that fits is the match
            by_owner.setdefault(self.owners[number], []).append(number)
        for owner, own in by_owner.items():
            yield owner, self._expression(tuple(own))

    def _numbers(self, word: str) -> set[int]:
        numbers = {*self._by_first.get(word, ()), *self._by_first.get(ANY, ())}
        numbers |= {number for stem, number in self._stems if word.startswith(stem)}
        return numbers | set(self._by_first.get(DIGITS, ())) if word.isdigit() else numbers

    def _expression(self, numbers: tuple[int, ...]) -> re.Pattern[str]:
        if numbers not in self._united:
            self._united[numbers] = united([self.phrases[number] for number in numbers])
        return self._united[numbers]
