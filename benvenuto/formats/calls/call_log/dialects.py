"""Dialects: the named ways in which telephone systems write their logs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.asterisk import answered_calls, asterisk_mapping, is_asterisk
from benvenuto.formats.calls.call_log.columns import CallField, guess_mapping
from benvenuto.formats.calls.call_log.lines import Cell

Prepare = Callable[[Sequence[Cell]], Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way of writing a log. `title` is a message id.

    `guess` maps its headers; `prepare` gives what is done to the cells of each line first, raising LineFault for
    a line that is no call to score.
    """

    name: str
    title: str
    guess: Callable[[Sequence[str]], dict[CallField, str]]
    prepare: Callable[[Sequence[str]], Prepare]


def _as_they_are(headers: Sequence[str]) -> Prepare:
    return lambda cells: cells


GENERIC = Dialect("generic", message("Table with column names"), guess_mapping, _as_they_are)
ASTERISK = Dialect("asterisk", message("Asterisk or FreePBX call records (CDR)"), asterisk_mapping, answered_calls)

DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in (GENERIC, ASTERISK)}


def detect_dialect(headers: Sequence[str]) -> Dialect:
    """The dialect these headers speak; generic when no other is recognised."""
    return ASTERISK if is_asterisk(headers) else GENERIC
