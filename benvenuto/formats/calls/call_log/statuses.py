"""Direction and outcome: by which words a log says that a line is no inbound call that somebody answered."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.lines import LineFault, shown
from benvenuto.formats.calls.call_log.synonyms import NO, STATUSES, YES, phrases
from benvenuto.formats.calls.call_log.vocabulary import fold


class Apart(StrEnum):
    """Why a sound line is no call to score, and is kept apart."""

    OUTBOUND = "outbound"
    INTERNAL = "internal"
    MISSED = "missed"
    ABANDONED = "abandoned"
    VOICEMAIL = "voicemail"
    PART = "part"
    REPEATED = "repeated"
    TOTALS = "totals"


APART: Mapping[Apart, str] = {
    Apart.OUTBOUND: message("outbound"),
    Apart.INTERNAL: message("internal"),
    Apart.MISSED: message("not answered"),
    Apart.ABANDONED: message("abandoned"),
    Apart.VOICEMAIL: message("left to the voicemail"),
    Apart.PART: message("part of another line's call"),
    Apart.REPEATED: message("the same line again"),
    Apart.TOTALS: message("line of totals"),
}
"""Each in words; message ids."""

_NOT_ANSWERED = message("Not answered ({found}): only answered calls are scored.")
_NOT_INBOUND = message("Not an inbound call ({found}).")


class SetApart(LineFault):
    """A line that is kept apart: nothing is wrong with it."""

    def __init__(self, kind: Apart, template: str, **params: object) -> None:
        self.kind = kind
        super().__init__(template, **params)


_MEANINGS = {fold(word): name for name, listed in STATUSES.items() for word in phrases(listed)}
_ANSWERS = dict.fromkeys(phrases(YES), True) | dict.fromkeys(phrases(NO), False)
_LONGEST = 200  # characters
_LOST = ("missed", "abandoned")


def status(text: str) -> frozenset[str]:
    """What a cell says of direction and outcome: nothing where one of its words says something else."""
    return _status(text) if len(text) <= _LONGEST else frozenset()


@lru_cache(maxsize=4096)
def _status(text: str) -> frozenset[str]:
    words = fold(text)
    if words in _MEANINGS:
        return frozenset({_MEANINGS[words]} - {""})
    meant = [_MEANINGS[word] for word in words.split() if word in _MEANINGS]
    return frozenset(meant) - {""} if len(meant) == len(words.split()) else frozenset()


def check(header: str, own_words: Mapping[str, str], text: str) -> None:
    """Raise SetApart where a cell says that nobody answered, or that the call did not come in.

    A yes or no answers what the header asks. `own_words` are those of the system that wrote the log.
    """
    if len(text) > _LONGEST:
        return
    own = own_words.get(fold(text))
    meanings = frozenset({own}) if own else status(text)
    if not own and (answer := _ANSWERS.get(fold(text))) is not None:
        asked = status(header)
        is_lost = next((name for name in _LOST if name in asked), "")
        meanings = frozenset(
            {is_lost} if is_lost and answer else {"missed"} if "answered" in asked and not answer else ()
        )
    for kind in (Apart.OUTBOUND, Apart.INTERNAL):
        if kind.value in meanings:
            raise SetApart(kind, _NOT_INBOUND, found=shown(text))
    for kind in (Apart.ABANDONED, Apart.VOICEMAIL, Apart.MISSED):
        if kind.value in meanings:
            raise SetApart(kind, _NOT_ANSWERED, found=shown(text))
