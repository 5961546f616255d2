"""Calls: who called about what, when, and what is left of it: sound, words, a log line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CONTACT_REASONS = (
    "delivery", "return", "refund", "payment", "order-change", "complaint", "presale", "account", "booking", "other",
)  # fmt: skip


class Speaker(StrEnum):
    """Who speaks: one of the two sides, or a voice that is neither, shown and counted for nobody."""

    AGENT = "agent"
    CALLER = "caller"
    OTHER = "other"


SIDES = (Speaker.AGENT, Speaker.CALLER)
"""Who a call is between; each has a channel of its own where the voices are apart."""


class Side(StrEnum):
    """Whom a recording holds: left agent and right caller, both mixed into one, or one of them alone."""

    BOTH = "both"
    MIXED = "mixed"
    AGENT = "agent"
    CALLER = "caller"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a transcript, with the punctuation that follows it. Times in seconds from the start of the call.

    `confidence` runs from 0 to 1, None where the recogniser gives none.
    """

    text: str
    start_s: float
    end_s: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch of speech in a transcript. Times in seconds from the start, None where the log has none.

    `words` holds those words whose times are known: all of the text, some of it, or none.
    """

    speaker: Speaker
    text: str
    start_s: float | None = None
    end_s: float | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a transcript came from: the format of its files, or what heard it.

    `format` is the name of a file format, or "heard" when `engine` made the transcript here, with `model` and the
    SHA-256 of the model; a service elsewhere gives no hash. `sha256` is that of each file, in order.
    """

    format: str
    sha256: tuple[str, ...] = ()
    engine: str = ""
    model: str = ""
    model_hash: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One inbound call. `started_at` is in UTC, `duration_s` in seconds; `agent_id` None until the agent is known."""

    id: int
    external_id: str
    agent_id: int | None
    team_id: int | None
    started_at: datetime
    duration_s: int | None
    contact_reason: str
    language: str
    caller: str
    note: str
    simulated: bool
    agent_name: str = ""
    team_name: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it arrived, untouched in the store under `key`. `name` is what it was called, `size` its bytes.

    `duration_s` is how long its sound lasts, 0 where that was not kept: of those that came before it was. `pause_s` is
    how long the stretch is that this voice lacked and is played with, and `pause_at_s` where, in its part of the call.
    """

    side: Side
    key: str
    sha256: str
    name: str
    size: int
    duration_s: float = 0.0
    pause_at_s: float = 0.0
    pause_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Recording:
    """A call's recording. `listening_key` names in the store what a browser plays, in `channels` channels."""

    id: int
    call_id: int
    side: Side
    originals: tuple[Original, ...]
    listening_key: str
    listening_media_type: str
    channels: int
    sample_rate: int
    duration_s: float


@dataclass(frozen=True, slots=True)
class CallLeg:
    """One part of a call that went through several hands: `agent` is a name, or the log's code of somebody unknown."""

    agent: str
    agent_id: int | None
    started_at: datetime
    duration_s: int | None
