"""Dialects: the named ways in which telephone systems write their logs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.asterisk import answered_calls, asterisk_mapping, is_asterisk
from benvenuto.formats.calls.call_log.columns import CallField, guess_mapping

AgentOf = Callable[[Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way of writing a log. `title` is a message id.

    `guess` maps its headers. Where one column does not tell who answered, `agent_of` gives what does from all cells of
    a line; it raises SetApart for a line that is no call to score.
    """

    name: str
    title: str
    guess: Callable[[Sequence[str]], dict[CallField, str]]
    agent_of: Callable[[Sequence[str]], AgentOf] | None = None


GENERIC = Dialect("generic", message("Table with column names"), guess_mapping)
ASTERISK = Dialect("asterisk", message("Asterisk or FreePBX call records (CDR)"), asterisk_mapping, answered_calls)

DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in (GENERIC, ASTERISK)}


def detect_dialect(headers: Sequence[str]) -> Dialect:
    """The dialect these headers speak; generic when no other is recognised."""
    return ASTERISK if is_asterisk(headers) else GENERIC
