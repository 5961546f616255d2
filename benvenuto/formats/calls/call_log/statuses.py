"""Direction and outcome: by which words a log says that a line is no inbound call that somebody answered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log import synonyms
from benvenuto.formats.calls.call_log.cells import is_placeholder
from benvenuto.formats.calls.call_log.columns import CallField
from benvenuto.formats.calls.call_log.lines import ApartLine, LineFault, shown
from benvenuto.formats.calls.call_log.synonyms import phrases
from benvenuto.formats.calls.call_log.timestamps import kind_of
from benvenuto.formats.calls.call_log.vocabulary import fold


class Apart(StrEnum):
    """Why a sound line is no call to score, and is kept apart."""

    OUTBOUND = "outbound"
    INTERNAL = "internal"
    MISSED = "missed"
    ABANDONED = "abandoned"
    VOICEMAIL = "voicemail"
    OTHER = "other"
    PART = "part"
    REPEATED = "repeated"
    TOTALS = "totals"
    GROUP = "group"


APART: Mapping[Apart, str] = {
    Apart.OUTBOUND: message("outbound"),
    Apart.INTERNAL: message("internal"),
    Apart.MISSED: message("not answered"),
    Apart.ABANDONED: message("abandoned"),
    Apart.VOICEMAIL: message("left to the voicemail"),
    Apart.OTHER: message("no telephone call"),
    Apart.PART: message("part of another line's call"),
    Apart.REPEATED: message("the same line again"),
    Apart.TOTALS: message("line of totals"),
    Apart.GROUP: message("name of an agent above calls"),
}
"""Each in words; message ids."""

_NOT_ANSWERED = message("Not answered ({found}): only answered calls are scored.")
NOT_INBOUND = message("Not an inbound call ({found}).")
_NO_CALL = message("Not a telephone call ({found}).")
_NOT_SAID = {
    CallField.DIRECTION: message("“{found}” in “{column}” does not say whether the call came in."),
    CallField.ANSWERED: message("“{found}” in “{column}” does not say whether the call was answered."),
}
NOBODY = message("No agent took the call: it ended in {found}.")


class SetApart(LineFault):
    """A line that is kept apart: nothing is wrong with it."""

    def __init__(self, kind: Apart, template: str, **params: object) -> None:
        self.kind = kind
        super().__init__(template, **params)

    def line(self, number: int, raw: Sequence[str]) -> ApartLine:
        """The line that is kept apart."""
        line = super().line(number, raw)
        return ApartLine(line.number, line.template, line.params, line.raw, self.kind)


def _by_phrase(listed: Mapping[str, str]) -> dict[str, str]:
    return {fold(phrase): name for name, words in listed.items() for phrase in phrases(words)}


_MEANINGS = _by_phrase(synonyms.STATUSES)
_WHERE_ASKED = _MEANINGS | _by_phrase(synonyms.STATUSES_WHERE_ASKED)
_ANSWERS = dict.fromkeys(phrases(synonyms.YES), True) | dict.fromkeys(phrases(synonyms.NO), False)
_NEGATIONS = frozenset(phrases(synonyms.NEGATIONS))
_TOTAL_WORDS = frozenset(phrases(synonyms.TOTALS))
_TOTAL_BEGINNINGS = tuple(f"{word} " for word in _TOTAL_WORDS)
_MACHINE = re.compile(rf"\b(?:{synonyms.MACHINES})\b|^(?:{synonyms.MACHINES_IN_FRONT})\b")
_NAME_ENDS = re.compile(r"\s*[(\[<]|\s[-–]\s")
_EXTENSION = re.compile(r"(?:.*[(<])?([1-9]\d*)[)>]?", re.ASCII)
_LONGEST = 200  # characters
_MOST_WORDS = 5  # of a phrase
_SAID_OF = {
    Apart.OTHER: _NO_CALL,
    Apart.OUTBOUND: NOT_INBOUND,
    Apart.INTERNAL: NOT_INBOUND,
    Apart.ABANDONED: _NOT_ANSWERED,
    Apart.VOICEMAIL: _NOT_ANSWERED,
    Apart.MISSED: _NOT_ANSWERED,
}
_LETTERS = (
    {"i": "inbound", "o": "outbound"},
    {"i": "inbound", "u": "outbound"},
    {"e": "inbound", "u": "outbound", "i": "internal"},
)
"""What single letters mean, where a column holds no others."""


def status(text: str) -> frozenset[str]:
    """What a cell says of direction and outcome: nothing where one of its words says something else."""
    meant = _meant(text, asked=False) if len(text) <= _LONGEST else frozenset("?")
    return frozenset() if "?" in meant else meant - {""}


@lru_cache(maxsize=4096)
def _meant(text: str, asked: bool) -> frozenset[str]:
    return frozenset(_meanings(fold(text).split(), _WHERE_ASKED if asked else _MEANINGS))


def _meanings(words: list[str], known: Mapping[str, str]) -> Iterator[str]:
    """What the phrases of a text mean, the longest first; `?` for each word that is none of them."""
    place, negated = 0, False
    while place < len(words):
        lengths = range(min(_MOST_WORDS, len(words) - place), 0, -1)
        length = next((length for length in lengths if " ".join(words[place : place + length]) in known), 0)
        if length:
            meaning = known[" ".join(words[place : place + length])]
            yield "missed" if negated and meaning == "answered" else meaning
        elif words[place] not in _NEGATIONS:
            yield "?"
        negated = not length and words[place] in _NEGATIONS
        place += length or 1


def letters(cells: Collection[str]) -> Mapping[str, str]:
    """What the single letters of a column of directions mean, where it holds nothing else: I and O, E and U."""
    codes = {cell.strip().casefold() for cell in cells}
    return next((meanings for meanings in _LETTERS if len(codes) > 1 and codes <= meanings.keys()), {})


@dataclass(frozen=True, slots=True)
class StatusColumn:
    """A column that says which calls came in, or which somebody answered. `own_words` are those of its system."""

    call_field: CallField
    header: str
    own_words: Mapping[str, str] = field(default_factory=dict)

    def check(self, text: str) -> bool:
        """Whether a cell says what its column is asked. Raises SetApart where it says that the call is none to score.

        A yes or no answers what the header asks, a time says when somebody answered.
        """
        if len(text) > _LONGEST:
            return self.call_field not in _NOT_SAID
        meanings = self._meanings(text)
        for kind, template in _SAID_OF.items():
            if kind in meanings:
                raise SetApart(kind, template, found=shown(text))
        if self.call_field is CallField.DIRECTION:
            return not {"inbound", "answered"}.isdisjoint(meanings)
        return self.call_field is not CallField.ANSWERED or "answered" in meanings

    def not_said(self, text: str) -> LineFault:
        """Why a line is rejected whose cell does not say it."""
        return LineFault(_NOT_SAID[self.call_field], found=shown(text), column=self.header)

    def _meanings(self, text: str) -> Collection[str]:
        if own := self.own_words.get(fold(text)):
            return {own}
        meanings = _meant(text, asked=True) if self.call_field in _NOT_SAID else status(text)
        if self.call_field is CallField.OUTCOME:
            return meanings - {Apart.OTHER}  # an e-mail that was sent
        if self.call_field is not CallField.ANSWERED:
            return meanings
        subject = status(self.header)
        lost = next((kind for kind in ("missed", "abandoned") if kind in subject), "")
        answer = _ANSWERS.get(fold(text))
        if answer is not None or is_placeholder(text):
            is_lost = bool(answer) if lost else answer is False
            return {lost or "missed"} if is_lost else {"answered"} if lost or answer else ()
        return {"answered"} if kind_of(text) and not lost else meanings


@lru_cache(maxsize=4096)
def went_on(transfer: str, agent: str) -> bool:
    """Whether a column of transfers says that a call of this agent went on to somebody else; 0 and 00:00:00 do not."""
    words = fold(transfer)
    first = words.partition(" ")[0]
    is_denied = first in _NEGATIONS or _ANSWERS.get(first) is False or not words.strip(" 0")
    return not (is_denied or is_placeholder(transfer) or words == fold(agent))


def machine(agent: str) -> SetApart | None:
    """What to say of a line whose agent is a queue, a menu or a voicemail; None for a person."""
    head = _NAME_ENDS.split(agent, maxsplit=1)[0]
    words = fold(agent if head.strip().isdecimal() else head).lstrip("0123456789 ")
    if not _MACHINE.search(words):
        return None
    return SetApart(Apart.VOICEMAIL if "voicemail" in _meant(words, asked=True) else Apart.MISSED, NOBODY, found=agent)


def is_total(folded: Iterable[str]) -> bool:
    """Whether cells are those of a line of sums."""
    cells = [cell for cell in folded if cell]
    return not _TOTAL_WORDS.isdisjoint(cells) or bool(cells and cells[0].startswith(_TOTAL_BEGINNINGS))


def is_extension(text: str, digits: int) -> bool:
    """Whether a number of at most so many digits stands there, by itself or behind a name: `201`, `Giulia (201)`."""
    match = _EXTENSION.fullmatch(text)
    return match is not None and len(match[1]) <= digits
