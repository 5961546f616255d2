"""The inbox of calls to score: what is asked of it, and what it lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from benvenuto.domain.call import Call


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """Which calls to list. `state`: drawn (by the plan, to score), open (nobody scored it), draft (mine), scored."""

    state: str = "drawn"
    agent_id: int | None = None
    contact_reason: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A call in the inbox. `probability` is set when it was drawn; `draft_id` is the reader's own draft."""

    call: Call
    has_recording: bool
    has_transcript: bool
    probability: float | None
    draft_id: int | None
    published: int
