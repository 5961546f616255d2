"""How lines of text name who speaks: before a colon, in brackets, between tabs, or on a line of their own.

What stands so on two lines or more is a voice, whatever it is made of; on one line, only what people and machines
call voices.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from benvenuto.domain.call import SIDES
from benvenuto.formats.calls.transcripts.voice_names import is_label, is_nobody, speaker_named

_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,9})?"
_STAMP = rf"[\[(]?({_CLOCK})(?:[ \t]{{0,3}}(?:-->|[-–—])[ \t]{{0,3}}({_CLOCK}))?[\])]?"
_MAY_BE = re.compile(r"[:\[(\t<{>|]| [-–—] |\*\*")
_SPAN = r"[\[(](\d{1,6}(?:\.\d{1,6})?)s?[ \t]{0,3}(?:-->|->|[-–—])[ \t]{0,3}(\d{1,6}(?:\.\d{1,6})?)s?[\])]"
_LEADING = re.compile(
    rf"(?:\d{{1,4}}[.)][ \t]{{1,4}})?[\s>•*_#-]{{0,8}}"
    rf"(?:(?:{_STAMP}|{_SPAN})(?![\w:])[ \t]{{0,8}}(?:[-–—|•→][ \t]{{1,8}})?)?"
)
_WHO = r"[\[(]?[^\s:\t\"{}<>=|\[\]*_][^:\t\"{}<>=|\[\]*]{0,79}?[\])]?"
_COLON = re.compile(
    rf"[*_]{{0,2}}[ \t]{{0,4}}({_WHO})[*_]{{0,2}}(?:[ \t]{{0,8}}{_STAMP})?"
    r"[ \t]{0,4}[*_]{0,2}(:)(?!//)[*_]{0,2}\s*(.*)"
)
_BRACKET = re.compile(r"(?:\[([^\[\]]{1,80})\]|\(([^()]{1,80})\)|<([^<>/]{1,80})>|\{([^{}]{1,80})\})[ \t]{0,8}(\S.*)")
_DASH = re.compile(rf"({_WHO})[ \t]{{1,8}}(?:[-–—>|]|->|=>)[ \t]{{1,8}}(\S.*)")
_BOLD = re.compile(rf"({_WHO})\*\*[ \t]{{1,8}}(\S.*)")
_BEHIND = re.compile(rf"({_WHO})[*_]{{0,2}}[ \t]{{1,8}}{_STAMP}[ \t]{{0,8}}")
_COLUMNS = re.compile(rf"({_WHO})[ \t]{{2,12}}{_STAMP}[ \t]{{1,12}}(\S.*)")
_BARE = re.compile(_STAMP)
_FIRST = re.compile(rf"[\[(]({_CLOCK})[\])][ \t]{{0,8}}(\S.*)")
_DECIMAL = re.compile(r"\d{1,6}\.\d{1,9}")
_AT_END = re.compile(r"(.*\S)[ \t]{0,8}[\[(](" + _CLOCK + r")[\])]", re.DOTALL)
_NUMBER = r"\+?\d[\d ()/.-]{4,24}"
_CAPITALISED = r"[^\W\d_a-z][\w.'’-]{0,30}"
_NAME_LIKE = re.compile(rf"{_NUMBER}|{_CAPITALISED}(?: {_CAPITALISED}){{0,3}}")
_NAME_FOR_SURE = re.compile(rf"{_NUMBER}|{_CAPITALISED}(?: {_CAPITALISED}){{1,3}}")
_DAY_BEHIND = re.compile(r"[ \t]{0,4}[\[(]?\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},?$")
_LONGEST_NAME = 80
_PLAY_NAME = re.compile(r"[^\s.,;:?!…-](?:[^,;:?!…]{0,38}[^.,;:?!…])?")
_HEADER_LINES = 4
_MOST_NAMES = 6


class NamedLine(NamedTuple):
    """A line that may begin somebody's turn: `who` as written, times in seconds, the `words`, and the `form` it has."""

    who: str
    start_s: float | None
    end_s: float | None
    words: str
    form: str


COLON, BRACKET, TAB, ALONE = "colon", "bracket", "tab", "alone"


def heading(line: str) -> NamedLine | None:
    """The line as a heading, None where it cannot be one."""
    # most lines of a long text are told by this, at a fraction of the cost
    leading = _LEADING.match(line) if _MAY_BE.search(line) else None
    if leading is None:
        return None
    start, end = _seconds(leading[1] or leading[3]), _seconds(leading[2] or leading[4])
    rest = line[leading.end() :]
    if rest.count("|") > 1:  # a table, of which a line is "| 00:01 | Agent | Hello. |"
        rest = re.sub(r"[ \t]{0,8}\|[ \t]{0,8}", "\t", rest)
    return _tabbed(rest, start, end) or _beside(rest, start, end) or _alone(rest, start, end)


def _beside(rest: str, start: float | None, end: float | None) -> NamedLine | None:
    """A name before what is said, with a colon or in brackets."""
    if (match := _COLON.match(rest)) is not None and not _inside_a_number(rest, match.start(4)):
        who, begin, stop, _, words = match.groups()
        times = (start, end) if start is not None else (_seconds(begin), _seconds(stop))
        if times[0] is None and (behind := _BARE.fullmatch(words.strip())) is not None:
            times, words = (_seconds(behind[1]), _seconds(behind[2])), ""
        if times[0] is None and (first := _FIRST.fullmatch(words)) is not None:
            times, words = (_seconds(first[1]), None), first[2]
        if is_nobody(who) and is_label(words):
            who, words = words, ""  # “SPEAKER: S1”, over what S1 says
        return NamedLine(_bare_name(who), *times, words, COLON)
    if (match := _BRACKET.match(rest)) is not None:
        return NamedLine(next(filter(None, match.groups())).strip(), start, end, match[5], BRACKET)
    if (match := _BOLD.fullmatch(rest)) is not None and bare_span(match[2]) is None:
        return NamedLine(_bare_name(match[1]), start, end, match[2], BRACKET)
    if (match := _COLUMNS.fullmatch(rest)) is not None:
        return NamedLine(_bare_name(match[1]), _seconds(match[2]), _seconds(match[3]), match[4], TAB)
    if (match := _DASH.match(rest)) is not None and is_label(match[1]):
        return NamedLine(_bare_name(match[1]), start, end, match[2], COLON)
    return None


def _alone(rest: str, start: float | None, end: float | None) -> NamedLine | None:
    """A name with a time, and nothing that is said."""
    if (match := _BEHIND.fullmatch(rest)) is not None:
        return NamedLine(_bare_name(match[1]), _seconds(match[2]), _seconds(match[3]), "", ALONE)
    if start is not None and 0 < len(rest.strip()) <= _LONGEST_NAME:
        return NamedLine(rest.strip(), start, end, "", ALONE)
    return None


def voices(headings: Iterable[NamedLine | None]) -> frozenset[str]:
    """Which of what stands in headings is a voice's name, by how often it does; as `key` writes it."""
    counted: dict[str, Counter[str]] = {}
    written: dict[str, str] = {}
    for line in headings:
        if line is not None and line.who:
            counted.setdefault(line.form, Counter())[key(line.who)] += 1
            written.setdefault(key(line.who), line.who)
    accepted = {
        name
        for form, names in counted.items()
        for name, n in names.items()
        if is_label(written[name]) or is_nobody(written[name]) or (n > 1 and (form in (COLON, TAB) or _mostly(names)))
    }
    sides = {speaker_named(written[name]) for name in accepted}.intersection(SIDES)
    if len(sides) == 1 and len(accepted) == 1:
        # a call of two lines: what looks like a name is the other side's
        accepted |= {name for name in counted.get(COLON, ()) if _NAME_FOR_SURE.fullmatch(written[name])}
    return frozenset(accepted)


def key(who: str) -> str:
    """A name as it is compared."""
    return " ".join(who.casefold().split())


def looks_like_name(line: NamedLine) -> bool:
    """Whether what stands before a colon looks like somebody's name though it stands there once."""
    return line.form == COLON and bool(_NAME_LIKE.fullmatch(line.who))


def time_at_end(words: str) -> tuple[str, float | None]:
    """What is said without the time in brackets behind it, and that time."""
    match = _AT_END.fullmatch(words)
    return (match[1], _seconds(match[2])) if match else (words, None)


def bare_time(line: str) -> float | None:
    """The seconds of a line that holds a time and nothing else."""
    return span[0] if (span := bare_span(line)) is not None else None


def bare_span(line: str) -> tuple[float | None, float | None] | None:
    """Start and end on a line that holds one time or two, and nothing else; None for any other line."""
    match = _BARE.fullmatch(line.strip()[:60])
    return (_seconds(match[1]), _seconds(match[2])) if match else None


def timed_words(line: str) -> tuple[float, float | None, str] | None:
    """What is said behind a time at the beginning of a line, where nobody is named; None where no time stands."""
    leading = _LEADING.match(line)
    start = _seconds(leading[1] or leading[3]) if leading else None
    if leading is None or start is None:
        return None
    return start, _seconds(leading[2] or leading[4]), line[leading.end() :]


def on_own_lines(lines: Sequence[str]) -> Sequence[NamedLine | None]:
    """Each line as a heading where names stand over what is said, as in a play.

    A line over a block is a name where the same few come again and again.
    """
    written = [at for at, line in enumerate(lines) if line.strip()]
    tops = [at for at in written if at == 0 or not lines[at - 1].strip()]
    places = tops if len(tops) > 2 else written
    below = dict(pairwise(written))
    counted = Counter(key(_play_name(lines[at])) for at in places)
    names = {name for name, n in counted.items() if (n > 1 or is_label(name)) and _PLAY_NAME.fullmatch(name)}
    over = {
        at
        for at in places
        if key(_play_name(lines[at])) in names and at in below and key(_play_name(lines[below[at]])) not in names
    }
    few = 1 < len({key(_play_name(lines[at])) for at in over}) <= _MOST_NAMES
    if not few or not over.intersection(places[:_HEADER_LINES]) or 3 * len(over) < len(places):
        return [None] * len(lines)
    return [NamedLine(_play_name(line), None, None, "", ALONE) if at in over else None for at, line in enumerate(lines)]


def _play_name(line: str) -> str:
    return _bare_name(line.strip()[:_LONGEST_NAME].strip("#*_ "))


def _mostly(names: Counter[str]) -> bool:
    """Whether names stand there, rather than what is noted aside now and then: few of them, and often."""
    return len(names) <= _MOST_NAMES or 2 * len(names) < names.total()


def _tabbed(rest: str, start: float | None, end: float | None) -> NamedLine | None:
    """A name and what is said in columns, with times before, between or behind."""
    if "\t" not in rest:
        return None
    cells = [cell.strip() for cell in rest.split("\t") if cell.strip()]
    words = [cell for cell in cells if _cell_time(cell) is None]
    known = [time for time in (start, end, *map(_cell_time, cells)) if time is not None]
    begin, stop = (known[0] if known else None), (max(known) if len(known) > 1 else None)
    if len(words) == 1:
        return _beside(words[0], begin, stop)
    if not words or len(words[0]) > _LONGEST_NAME:
        return None
    return NamedLine(_bare_name(words[0]), begin, stop, " ".join(words[1:]), TAB)


def _cell_time(cell: str) -> float | None:
    return float(cell) if _DECIMAL.fullmatch(cell) else bare_time(cell)


def _bare_name(who: str) -> str:
    who = _DAY_BEHIND.sub("", who.strip()).strip("*_:").strip()
    if who[:1] in "[(" and who[-1:] in "])":
        who = who[1:-1].strip()
    return who


def _inside_a_number(text: str, colon: int) -> bool:
    """Whether this colon parts hours from minutes."""
    among_digits = text[colon - 1 : colon].isdigit() and text[colon + 1 : colon + 2].isdigit()
    return among_digits and (any(sign in text[:colon] for sign in ",:(") or not is_label(text[:colon]))


def _seconds(clock: str | None) -> float | None:
    if clock is None:
        return None
    *before, seconds = clock.replace(",", ".").split(":")
    total = float(seconds)
    for factor, part in zip((60, 3600), reversed(before), strict=False):
        total += factor * int(part)
    return total
