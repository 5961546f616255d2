"""A transcript without what is personal: each stretch gives way to a placeholder that says what stood there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from benvenuto.domain.call import Turn, Word
from benvenuto.domain.faults import message
from benvenuto.listening.redaction.finding import personal
from benvenuto.listening.redaction.kinds import Kind, Personal, apart
from benvenuto.listening.redaction.numbers import code_runs, digit_runs, joined

PLACEHOLDERS: Mapping[Kind, str] = {
    Kind.CARD: message("payment card"),
    Kind.IBAN: message("IBAN"),
    Kind.FISCAL: message("tax code"),
    Kind.EMAIL: message("e-mail address"),
    Kind.TELEPHONE: message("telephone number"),
    Kind.ADDRESS: message("postal address"),
    Kind.NAME: message("name of a person"),
}
"""What stands in the place of each kind, as messages; a reader's catalogue translates them."""

_DICTATED = frozenset({Kind.CARD, Kind.IBAN, Kind.FISCAL, Kind.TELEPHONE})
_SHORT = 4
_LETTER = re.compile(r"[^\W\d_]+")
_ECHOED = frozenset(
    [
        "sì",
        "si",
        "ok",
        "okay",
        "certo",
        "bene",
        "poi",
        "e",
        "ed",
        "mhm",
        "mm",
        "ah",
        "allora",
        "prego",
        "esatto",
        "perfetto",
        "dica",
        "avanti",
        "vada",
        "va",
        "grazie",
        "yes",
        "yeah",
        "and",
        "then",
        "right",
        "sure",
        "go",
        "on",
        "ahead",
        "uh",
        "huh",
        "got",
        "it",
        "thanks",
        "thank",
        "you",
        "please",
        "correct",
        "carry",
    ]
)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Consecutive turns of one speaker but for short answers of the other, and what was said before them."""

    turns: list[int]
    asked: str


def redacted(
    turns: Sequence[Turn], language: str, names: Sequence[str], reader: Callable[[str], str]
) -> Sequence[Turn]:
    """The turns with a placeholder in square brackets for all that is personal; words within it lose their times.

    A number that is dictated in pieces, with a “sì” or the same digits from the other side in between, counts as
    one; its first piece gets the placeholder, as do the others. `reader` translates a message, such as
    `Language.text`.
    """
    marked = personal_in(turns, language, names)
    return [_without(turn, stretches, reader) for turn, stretches in zip(turns, marked, strict=True)]


def personal_in(turns: Sequence[Turn], language: str, names: Sequence[str]) -> Sequence[Sequence[Personal]]:
    """What is personal in each turn, in order; what goes on from one turn to the next is marked in each."""
    marked: list[list[Personal]] = [[] for _ in turns]
    for number, turn in enumerate(turns):
        before = turns[number - 1] if number else None
        asked = before.text if before and before.speaker != turn.speaker else ""
        marked[number] += personal(turn.text, language, names, asked)
    for stretch in _stretches(turns, language):
        text = "\n".join(turns[number].text for number in stretch.turns)
        for place in personal(text, language, names, stretch.asked):
            begin = 0
            pieces: list[int] = []
            for number in stretch.turns:
                length = len(turns[number].text)
                start, end = max(place.start - begin, 0), min(place.end - begin, length)
                if start < end:
                    pieces.append(number)
                    marked[number].append(_tight(turns[number].text, Personal(start, end, place.kind), language))
                begin += length + 1
            if len(pieces) > 1 and place.kind in _DICTATED:
                for number in range(pieces[0], min(pieces[-1] + 2, len(turns))):
                    marked[number] += _echoes(turns[number].text, text[place.start : place.end], place.kind, language)
    return [apart(stretches) for stretches in marked]


def _tight(text: str, piece: Personal, language: str) -> Personal:
    """A piece of a number without the “sì, poi” that it begins with."""
    if piece.kind not in _DICTATED:
        return piece
    runs = code_runs if piece.kind in (Kind.IBAN, Kind.FISCAL) else digit_runs
    signs = [sign for run in runs(text[piece.start : piece.end], language) for sign in run]
    if not signs:
        return piece
    start, end = min(sign.start for sign in signs), max(sign.end for sign in signs)
    return Personal(piece.start + start, piece.start + end, piece.kind)


def _echoes(text: str, number: str, kind: Kind, language: str) -> Iterator[Personal]:
    """What is read back of a number between its pieces and right after them."""
    runs = code_runs if kind in (Kind.IBAN, Kind.FISCAL) else digit_runs
    wholes = {"".join(joined(run) for run in digit_runs(number, language))} | {
        joined(run) for run in runs(number, language)
    }
    for run in runs(text, language):
        if len(joined(run)) > 1 and any(joined(run) in whole for whole in wholes):
            yield Personal(run[0].start, run[-1].end, kind)


def _stretches(turns: Sequence[Turn], language: str) -> Iterator[_Stretch]:
    unfinished: dict[object, _Stretch] = {}
    last_of: dict[object, str] = {}
    for number, turn in enumerate(turns):
        others = [text for speaker, text in last_of.items() if speaker != turn.speaker]
        if turn.speaker not in unfinished:
            unfinished[turn.speaker] = _Stretch([], others[-1] if others else "")
        unfinished[turn.speaker].turns.append(number)
        if not _is_short(turn.text, language):
            for speaker in [speaker for speaker in unfinished if speaker != turn.speaker]:
                yield unfinished.pop(speaker)
        last_of.pop(turn.speaker, None)
        last_of[turn.speaker] = turn.text
    yield from unfinished.values()


def _is_short(text: str, language: str) -> bool:
    """Whether a turn leaves the other's number open: a word of assent, or digits read back."""
    words = [word.casefold() for word in _LETTER.findall(text)]
    if len(words) <= _SHORT:
        return True
    dictated = {
        place
        for run in (*digit_runs(text, language), *code_runs(text, language))
        for sign in run
        for place in range(sign.start, sign.end)
    }
    others = [match.group().casefold() for match in _LETTER.finditer(text) if match.start() not in dictated]
    return all(word in _ECHOED for word in others)


def _without(turn: Turn, marked: Sequence[Personal], reader: Callable[[str], str]) -> Turn:
    if not marked:
        return turn
    pieces: list[str] = []
    begin = 0
    for stretch in marked:
        pieces += [turn.text[begin : stretch.start], f"[{reader(PLACEHOLDERS[stretch.kind])}]"]
        begin = stretch.end
    return replace(turn, text="".join([*pieces, turn.text[begin:]]), words=_words_apart(turn, marked))


def _words_apart(turn: Turn, marked: Sequence[Personal]) -> tuple[Word, ...]:
    """The words that lie wholly outside; none of them where one cannot be placed in the text."""
    kept: list[Word] = []
    begin = 0
    for word in turn.words:
        start = turn.text.find(word.text.strip(), begin)
        if start < 0:
            return ()
        begin = start + len(word.text.strip())
        if all(begin <= stretch.start or start >= stretch.end for stretch in marked):
            kept.append(word)
    return tuple(kept)
