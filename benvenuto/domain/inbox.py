"""The inbox of calls to score: what is asked of it, and what it lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from benvenuto.domain.call import Call
from benvenuto.domain.hearing import NOBODY_HEARD_OUT, HeardOut


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """Which calls to list. `state`: drawn (by the plan, to score), open (nobody scored it), draft (mine), scored.

    `words` are sought in what was said too, of calls that came in at `spoken_since` or later and that may be heard
    though their agent is among the `heard_out`; `spoken` False: of none.
    """

    state: str = "drawn"
    agent_id: int | None = None
    contact_reason: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    words: str = ""
    spoken: bool = True
    spoken_since: datetime | None = None
    heard_out: HeardOut = NOBODY_HEARD_OUT


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A call in the inbox. `probability` is set when it was drawn; `draft_id` is the reader's own draft; `skipped` when
    somebody left it unscored for a reason; `second` when the reader is the second of two to hear it."""

    call: Call
    has_recording: bool
    has_transcript: bool
    probability: float | None
    draft_id: int | None
    published: int
    skipped: bool
    second: bool = False


class NothingToScore(StrEnum):
    """Why no drawn call waits to be scored."""

    NO_CALLS = "no_calls"
    NO_PLAN = "no_plan"
    PAUSED = "paused"
    NOTHING_TO_HEAR = "nothing_to_hear"
    NOT_DRAWN_YET = "not_drawn_yet"
    ALL_DONE = "all_done"


@dataclass(frozen=True, slots=True)
class InboxStanding:
    """How a reader's teams stand in the draw: `calls` of late, those `drawn`, `waiting` for the draw, and `unhearable`,
    waiting for what the plan asks for; `planned` teams have a plan that asks for calls, `paused` ones a plan at 0."""

    planned: int
    paused: int
    calls: int
    drawn: int
    waiting: int
    unhearable: int

    @property
    def reason(self) -> NothingToScore:
        """Why nothing is there to score, when nothing is."""
        if self.paused and not self.planned:
            return NothingToScore.PAUSED
        if not self.planned:
            return NothingToScore.NO_PLAN if self.calls else NothingToScore.NO_CALLS
        if self.drawn:
            return NothingToScore.ALL_DONE
        if self.waiting:
            return NothingToScore.NOT_DRAWN_YET
        return NothingToScore.NOTHING_TO_HEAR if self.unhearable else NothingToScore.NO_CALLS
