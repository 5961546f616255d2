"""Seeking evidence in a transcript: phrases compiled once for a scorecard, then matched word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.evidence import PhraseEvidence, Quotation
from benvenuto.listening.evidence.compiling import Phrase, asks_for, compiled, united
from benvenuto.listening.evidence.index import Index
from benvenuto.listening.evidence.names import Names, with_names
from benvenuto.listening.evidence.quoting import quoted
from benvenuto.listening.evidence.runs import SpeakerRun, runs_of
from benvenuto.listening.evidence.words import SpokenWords

MOST = 3
"""Quotations kept of one evidence: the first ones, or the last where the last turns are asked for."""

_FAR = 50
"""Turns from the start or the end beyond which no bound of an evidence reaches."""

Match = tuple[int, int, int]
"""The number of the evidence, and where in `SpokenWords.plain_text` it begins and ends."""


@dataclass(frozen=True, slots=True)
class _Sought:
    """One evidence in one language."""

    evidence: PhraseEvidence
    unless: re.Pattern[str] | None


class Seeker:
    """Matcher of all phrases of a scorecard in transcripts of one language. Building it is slow, using it fast.

    Evidence that has no phrases in this language, or none without a company's name where none is known, is left out
    of what it seeks.
    """

    def __init__(self, evidence: Sequence[PhraseEvidence], language: str, *, company_known: bool) -> None:
        self.language = language
        plain, named = _Part(with_names=False), _Part(with_names=True)
        for number, wanted in enumerate(evidence):
            phrases = _usable(wanted.phrases.get(language, ()), company_known=company_known)
            if phrases:
                asks = any(asks_for(phrase, "company", "agent", "name") for phrase in phrases)
                (named if asks else plain).add(number, wanted, phrases, language)
        self.sought = frozenset({*plain.sought, *named.sought})
        self._parts = (plain, named)

    def seek(self, turns: Sequence[Turn], names: Names) -> Mapping[int, tuple[Quotation, ...]]:
        """The quotations of every evidence sought, by its number; empty where nothing was found."""
        kept: dict[int, list[Quotation]] = {number: [] for number in self.sought}
        for run in runs_of(turns, self.language):
            for part in self._parts:
                if part.here(run):
                    words = with_names(run.words, names) if part.with_names else run.words
                    for number, quotation in quoted(run, words, part.matches(run, words)):
                        _keep(kept[number], quotation, part.sought[number].evidence)
        return {number: tuple(quotations) for number, quotations in kept.items()}


@dataclass(slots=True)
class _Part:
    """The evidence that is sought in the words as they are, or in the words with names put in."""

    with_names: bool
    phrases: list[Phrase] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    sought: dict[int, _Sought] = field(default_factory=dict)
    index: Index | None = None
    places: dict[tuple[Speaker, int, int], frozenset[int]] = field(default_factory=dict)

    def add(self, number: int, evidence: PhraseEvidence, phrases: Sequence[str], language: str) -> None:
        own = compiled(phrases, language)
        unless = compiled(evidence.unless.get(language, ()), language)
        self.phrases += own
        self.owners += [number] * len(own)
        self.sought[number] = _Sought(evidence, united(unless) if unless else None)

    def matches(self, run: SpeakerRun, words: SpokenWords) -> Iterator[Match]:
        """Every place where an evidence begins, in order; none within another of the same evidence."""
        self.index = index = self.index or Index(self.phrases, self.owners)
        here, known, place, plain_text = self.here(run), index.known, 0, words.plain_text
        passed: dict[int, int] = {}
        for word in words.words:
            # looked up here and not in `index.beginning`: that spares a call for every word that is said
            beginning = known.get(word)
            for number, expression in index.beginning(word) if beginning is None else beginning:
                if number not in here or place < passed.get(number, 0):
                    continue
                match = expression.match(plain_text, place)
                unless = self.sought[number].unless
                if match and unless is not None and _excepted(unless, plain_text, match):
                    longer = (own.match(plain_text, place) for own in index.each(word, number))
                    match = next((own for own in longer if own and not _excepted(unless, plain_text, own)), None)
                if match:
                    passed[number] = match.end()
                    yield number, place, match.end()
            place += len(word) + 1

    def here(self, run: SpeakerRun) -> frozenset[int]:
        """The evidence that is to be looked for in this run."""
        # only so many places are told apart, so that hardly any is worked out twice
        where = (run.speaker, min(run.from_start, _FAR), min(run.from_end, _FAR))
        if where not in self.places:
            self.places[where] = frozenset(
                number for number, sought in self.sought.items() if run.within(sought.evidence)
            )
        return self.places[where]


def _usable(phrases: Sequence[str], *, company_known: bool) -> list[str]:
    return [phrase for phrase in phrases if company_known or not asks_for(phrase, "company")]


def _excepted(unless: re.Pattern[str], plain_text: str, match: re.Match[str]) -> bool:
    """Whether words overlap with the match that look like it, mean something else, and are no fewer than its own."""
    length = _count(match)
    return any(
        other.start() < match.end()
        and match.start() < other.end()
        and _at_word(plain_text, other.start())
        and _count(other) >= length
        for other in unless.finditer(plain_text)
    )


def _count(match: re.Match[str]) -> int:
    """How many words are matched."""
    return len(match.group().split())


def _at_word(plain_text: str, place: int) -> bool:
    return place == 0 or plain_text[place - 1] in " \n"


def _keep(kept: list[Quotation], quotation: Quotation, evidence: PhraseEvidence) -> None:
    if any(quotation.text == other.text for other in kept):
        return
    if len(kept) < MOST:
        kept.append(quotation)
    elif evidence.last_turns:
        kept[:] = [*kept[1:], quotation]
