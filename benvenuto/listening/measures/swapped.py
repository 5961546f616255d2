"""Whether the channels were swapped: whoever answers a call greets, names the house, and offers help."""

from __future__ import annotations

from collections.abc import Sequence

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.hosting import sounds_like_host


def suspect_swapped(turns: Sequence[Turn]) -> bool:
    """Whether the caller's first turns sound like somebody answering a call, and the agent's do not at all.

    A suspicion from the words alone, in Italian and English, to be offered and never acted on by itself.
    """
    return _hosts(turns, Speaker.CALLER) and not _hosts(turns, Speaker.AGENT)


def _hosts(turns: Sequence[Turn], speaker: Speaker) -> bool:
    return sounds_like_host(turn.text for turn in turns if turn.speaker is speaker)
