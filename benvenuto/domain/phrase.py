"""Phrases to listen for, as people write them: words, choices, words that may be missing, gaps, ready-made slots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from benvenuto.domain.faults import BenvenutoError, message

SLOTS = ("company", "agent", "name", "number", "time")
"""What can stand in braces: the company's name, the agent's name, any name, a number, a day or a time."""

_SLOTS_WRITTEN = ", ".join(f"{{{slot}}}" for slot in SLOTS)
LONGEST = 4000
MOST_GAPS = 3

_PARTS = re.compile(r"\.{3,}|…|[()\[\]|]|\{[^{}]*\}|[^\W_]+(?:['’][^\W_]+)*['’]?\*?|.", re.DOTALL)
_PUNCTUATION = frozenset(" \t\r\n,.;:?!«»“”\"'’-")


class PhraseFault(BenvenutoError):
    """A phrase that cannot be read."""

    template = message("“{phrase}” cannot be read as a phrase.")
    remedy = message("Write words, (one | or another), [optional], … for a few words, and slots such as {slots}.")


class NotClosed(PhraseFault):
    """A bracket without its other half."""

    template = message("In “{phrase}”, the bracket “{part}” has no match.")
    remedy = message("Close every ( with ) and every [ with ].")


class EmptyPart(PhraseFault):
    """Brackets, or one side of a bar, with nothing in them; or a phrase that could be nothing at all."""

    template = message("In “{phrase}”, one part has no words.")
    remedy = message("Write at least one word in every bracket, on both sides of |, and one outside [ ].")


class BarOutside(PhraseFault):
    """A bar outside brackets."""

    template = message("In “{phrase}”, the bar | is outside brackets.")
    remedy = message("Write (one | another), or two phrases.")


class UnknownSlot(PhraseFault):
    """Braces around something that is no slot."""

    template = message("In “{phrase}”, the slot “{part}” does not exist.")
    remedy = message("Known slots: {slots}.")


class LooseGap(PhraseFault):
    """A gap with nothing before or after it, or too many of them."""

    template = message("In “{phrase}”, a gap … is at an edge, or there are more than {most}.")
    remedy = message("Put words on both sides of every …, and use few.")


class TooLongPhrase(PhraseFault):
    """A phrase nobody can read any more."""

    template = message("The phrase “{phrase}” is longer than {most} characters.")
    remedy = message("Split it into several phrases.")


@dataclass(frozen=True, slots=True)
class PhraseWord:
    """One word as written; an `open` one stands for every word that begins like it."""

    text: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A ready-made part, one of SLOTS."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A few words of any kind, or none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; an `optional` one may be missing."""

    options: tuple[Sequence, ...]
    optional: bool


Part = PhraseWord | Slot | Gap | Choice
Sequence = tuple[Part, ...]


def read_phrase(phrase: str) -> Sequence:
    """The parts of a phrase; a PhraseFault says what cannot be read. Punctuation is passed over."""
    if len(phrase) > LONGEST:
        raise TooLongPhrase(phrase=f"{phrase[:40]}…", most=LONGEST)
    parts = _Reader(phrase).read()
    if all(_may_be_nothing(part) for part in parts):
        raise EmptyPart(phrase=phrase)
    if _loose(parts) or phrase.count("…") + len(re.findall(r"\.{3,}", phrase)) > MOST_GAPS:
        raise LooseGap(phrase=phrase, most=MOST_GAPS)
    return parts


def slots_of(parts: Sequence) -> Iterator[str]:
    """The names of all slots in a phrase."""
    for part in parts:
        if isinstance(part, Slot):
            yield part.name
        elif isinstance(part, Choice):
            for option in part.options:
                yield from slots_of(option)


class _Reader:
    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        self.pieces = [piece for piece in _PARTS.findall(phrase) if piece not in _PUNCTUATION]
        self.place = 0

    def read(self) -> Sequence:
        parts = self._sequence()
        if self.place < len(self.pieces):
            part = self.pieces[self.place]
            raise BarOutside(phrase=self.phrase) if part == "|" else NotClosed(phrase=self.phrase, part=part)
        return parts

    def _sequence(self) -> Sequence:
        parts: list[Part] = []
        while self.place < len(self.pieces) and self.pieces[self.place] not in (")", "]", "|"):
            piece = self.pieces[self.place]
            self.place += 1
            parts.append(self._choice(piece) if piece in ("(", "[") else self._single(piece))
        return tuple(parts)

    def _choice(self, opening: str) -> Choice:
        closing = ")" if opening == "(" else "]"
        options = [self._option()]
        while self._next() == "|":
            self.place += 1
            options.append(self._option())
        if self._next() != closing:
            raise NotClosed(phrase=self.phrase, part=opening)
        self.place += 1
        return Choice(tuple(options), optional=opening == "[")

    def _option(self) -> Sequence:
        option = self._sequence()
        if all(_may_be_nothing(part) for part in option):
            raise EmptyPart(phrase=self.phrase)
        return option

    def _single(self, piece: str) -> Part:
        # three or more full stops are typed where a keyboard has no …
        if piece == "…" or piece.startswith("..."):
            return Gap()
        if piece.startswith("{"):
            name = piece.strip("{} ")
            if name not in SLOTS:
                raise UnknownSlot(phrase=self.phrase, part=name, slots=_SLOTS_WRITTEN)
            return Slot(name)
        if not piece[0].isalnum():
            raise PhraseFault(phrase=self.phrase, slots=_SLOTS_WRITTEN)
        return PhraseWord(piece.rstrip("*"), open=piece.endswith("*"))

    def _next(self) -> str:
        return self.pieces[self.place] if self.place < len(self.pieces) else ""


def _may_be_nothing(part: Part) -> bool:
    return isinstance(part, Gap) or (isinstance(part, Choice) and part.optional)


def _loose(parts: Sequence) -> bool:
    """Whether a gap lacks firm words on one side, here or inside a choice."""
    firm = [not _may_be_nothing(part) for part in parts]
    for place, part in enumerate(parts):
        if isinstance(part, Gap) and not (any(firm[:place]) and any(firm[place + 1 :])):
            return True
        if isinstance(part, Choice) and any(_loose(option) for option in part.options):
            return True
    return False
