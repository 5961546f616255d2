"""Seeking evidence in a transcript: phrases compiled once for a scorecard, then matched word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.evidence import Quotation, Said
from benvenuto.listening.evidence.compiling import ANY, DIGITS, Phrase, compiled, names_names, united
from benvenuto.listening.evidence.names import Names, with_names
from benvenuto.listening.evidence.quoting import quoted
from benvenuto.listening.evidence.runs import Run, runs_of
from benvenuto.listening.evidence.words import Words

MOST = 3
"""Quotations kept of one evidence: the first ones, or the last where the last turns are asked for."""

_KNOWN = 50_000
_FAR = 50
"""Turns from the start or the end beyond which no bound of an evidence reaches."""

Match = tuple[int, int, int]
"""The number of the evidence, and where in `Words.said` it begins and ends."""


@dataclass(frozen=True, slots=True)
class _Sought:
    """One evidence in one language. `phrases` by their number in the seeker's list."""

    said: Said
    phrases: frozenset[int]
    unless: re.Pattern[str] | None


@dataclass(slots=True)
class _Index:
    """Which phrases of which evidence can begin with a word, as one expression each; found once for every word."""

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
        found = self.known.get(word)
        if found is None:
            if len(self.known) >= _KNOWN:
                self.known.clear()
            found = self.known[word] = tuple(self._look_up(word))
        return found

    def _look_up(self, word: str) -> Iterator[tuple[int, re.Pattern[str]]]:
        numbers = {*self._by_first.get(word, ()), *self._by_first.get(ANY, ())}
        numbers |= {number for stem, number in self._stems if word.startswith(stem)}
        if word.isdigit():
            numbers |= set(self._by_first.get(DIGITS, ()))
        by_owner: dict[int, list[int]] = {}
        for number in sorted(numbers):
            by_owner.setdefault(self.owners[number], []).append(number)
        for owner, own in by_owner.items():
            yield owner, self._expression(tuple(own))

    def _expression(self, numbers: tuple[int, ...]) -> re.Pattern[str]:
        if numbers not in self._united:
            self._united[numbers] = united([self.phrases[number] for number in numbers])
        return self._united[numbers]


class Seeker:
    """Seeks every evidence of a scorecard in transcripts of one language. Building it is slow, using it fast.

    Evidence that has no phrases in this language, or none without a company's name where none is known, is left out
    of what it seeks.
    """

    def __init__(self, evidence: Sequence[Said], language: str, *, company_known: bool) -> None:
        self.language = language
        self._plain, self._named = _Part([], [], {}), _Part([], [], {})
        for number, said in enumerate(evidence):
            phrases = _usable(said.phrases.get(language, ()), company_known=company_known)
            if phrases:
                named = any(any(names_names(phrases, slot)) for slot in ("company", "agent", "name"))
                (self._named if named else self._plain).add(number, said, phrases, language)
        self.sought = frozenset({*self._plain.sought, *self._named.sought})

    def seek(self, turns: Sequence[Turn], names: Names) -> Mapping[int, tuple[Quotation, ...]]:
        """The quotations of every evidence sought, by its number; empty where nothing was found."""
        found: dict[int, list[Quotation]] = {number: [] for number in self.sought}
        said = {**self._plain.sought, **self._named.sought}
        for run in runs_of(turns, self.language):
            words = run.words
            matches = list(self._plain.matches(run, words))
            if self._named.here(run):
                named = with_names(words, names)
                for number, quotation in quoted(run, named, self._named.matches(run, named)):
                    _keep(found[number], quotation, said[number].said)
            for number, quotation in quoted(run, words, matches):
                _keep(found[number], quotation, said[number].said)
        return {number: tuple(quotations) for number, quotations in found.items()}


@dataclass(slots=True)
class _Part:
    """The evidence that is sought in the words as they are, or in the words with names put in."""

    phrases: list[Phrase]
    owners: list[int]
    sought: dict[int, _Sought]
    index: _Index | None = None
    places: dict[tuple[Speaker, int, int], frozenset[int]] = field(default_factory=dict)

    def add(self, number: int, said: Said, phrases: Sequence[str], language: str) -> None:
        own = compiled(phrases, language)
        unless = compiled(said.unless.get(language, ()), language)
        numbers = frozenset(range(len(self.phrases), len(self.phrases) + len(own)))
        self.phrases += own
        self.owners += [number] * len(own)
        self.sought[number] = _Sought(said, numbers, united(unless) if unless else None)

    def matches(self, run: Run, words: Words) -> Iterator[Match]:
        """Every place where an evidence begins, in order; none within another of the same evidence."""
        self.index = index = self.index or _Index(self.phrases, self.owners)
        here = self.here(run)
        if not here:
            return
        passed: dict[int, int] = {}
        known, place, said = index.known, 0, words.said
        for word in words.words:
            beginning = known.get(word)
            for number, expression in index.beginning(word) if beginning is None else beginning:
                if number not in here or place < passed.get(number, 0):
                    continue
                found = expression.match(said, place)
                if found and not _excepted(self.sought[number].unless, said, found):
                    passed[number] = found.end()
                    yield number, place, found.end()
            place += len(word) + 1

    def here(self, run: Run) -> frozenset[int]:
        """The evidence that is to be looked for in this run."""
        where = (run.speaker, min(run.from_start, _FAR), min(run.from_end, _FAR))
        if where not in self.places:
            self.places[where] = frozenset(number for number, one in self.sought.items() if run.within(one.said))
        return self.places[where]


def _usable(phrases: Sequence[str], *, company_known: bool) -> list[str]:
    if company_known:
        return list(phrases)
    return [phrase for phrase, asks in zip(phrases, names_names(phrases, "company"), strict=True) if not asks]


def _excepted(unless: re.Pattern[str] | None, said: str, found: re.Match[str]) -> bool:
    """Whether the match overlaps with words that look like it and mean something else."""
    if unless is None:
        return False
    return any(
        other.start() < found.end() and found.start() < other.end() and _at_word(said, other.start())
        for other in unless.finditer(said)
    )


def _at_word(said: str, place: int) -> bool:
    return place == 0 or said[place - 1] in " \n"


def _keep(kept: list[Quotation], quotation: Quotation, said: Said) -> None:
    if any(quotation.text == other.text for other in kept):
        return
    if len(kept) < MOST:
        kept.append(quotation)
    elif said.last_turns:
        kept[:] = [*kept[1:], quotation]
