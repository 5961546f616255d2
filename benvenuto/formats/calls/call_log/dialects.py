"""Dialects: the named ways in which telephone systems write their logs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.asterisk import answered_calls, asterisk_mapping, is_asterisk
from benvenuto.formats.calls.call_log.columns import CallField, guess_mapping
from benvenuto.formats.calls.call_log.durations import DurationUnit
from benvenuto.formats.calls.call_log.profiles import Profile, profiles

AgentOf = Callable[[Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way of writing a log. `title` is a message id, or the name of a product.

    `guess` maps its headers. Where one column does not tell who answered, `agent_of` gives what does from all cells of
    a line; it raises SetApart for a line that is no call to score. `words` are its own for direction and outcome.
    """

    name: str
    title: str
    guess: Callable[[Sequence[str]], dict[CallField, str]]
    agent_of: Callable[[Sequence[str]], AgentOf] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    zone: str = ""
    unit: DurationUnit | None = None
    is_talk: bool = False
    extensions: int = 0
    """Of how many digits at most they are, where numbers tell the direction."""


def _of_profile(profile: Profile) -> Dialect:
    return Dialect(
        profile.name,
        profile.title,
        lambda headers: profile.mapping(headers, guess_mapping(headers)),
        words=profile.words,
        zone=profile.zone,
        unit=profile.unit,
        is_talk=profile.is_talk,
        extensions=profile.extensions,
    )


GENERIC = Dialect("generic", message("Table with column names"), guess_mapping)
ASTERISK = Dialect("asterisk", message("Asterisk or FreePBX call records (CDR)"), asterisk_mapping, answered_calls)

DIALECTS: Mapping[str, Dialect] = {
    dialect.name: dialect for dialect in (GENERIC, ASTERISK, *map(_of_profile, profiles()))
}


def detect_dialect(headers: Sequence[str]) -> Dialect:
    """The dialect these headers speak; generic when no other is recognised."""
    if is_asterisk(headers):
        return ASTERISK
    return next((DIALECTS[profile.name] for profile in profiles() if profile.fits(headers)), GENERIC)
