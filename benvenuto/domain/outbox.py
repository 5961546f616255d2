"""Messages outside the application: who wants them on which channel, and when each may be sent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Channel(StrEnum):
    """A way out of the application."""

    EMAIL = "email"
    CHAT = "chat"


class Frequency(StrEnum):
    """How soon somebody wants to be told."""

    OFF = "off"
    AT_ONCE = "at-once"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class ChannelChoice:
    """What one person chose for a channel. `hour` is that of the daily message, in the site's zone.

    Nothing is sent from the hour `quiet_from` until `quiet_to`, over midnight if that is earlier; alike, never quiet.
    """

    person_id: int
    channel: Channel
    frequency: Frequency = Frequency.OFF
    # of a chat, it lets whoever has it write there
    address: str = field(default="", repr=False)
    hour: int = 8
    quiet_from: int = 20
    quiet_to: int = 8


def due(choice: ChannelChoice, at: datetime, zone: ZoneInfo) -> datetime:
    """When what happened at this time may be sent: at once or at the hour of the day, and never in quiet hours."""
    local = at.astimezone(zone)
    if choice.frequency is Frequency.DAILY:
        local = _next(local, choice.hour, zone)
    if _is_quiet(choice, local.hour):
        local = _next(local, choice.quiet_to, zone)
    return max(at, local.astimezone(at.tzinfo))


def _is_quiet(choice: ChannelChoice, hour: int) -> bool:
    begin, end = choice.quiet_from, choice.quiet_to
    return begin <= hour < end if begin <= end else hour >= begin or hour < end


def _next(local: datetime, hour: int, zone: ZoneInfo) -> datetime:
    """The next full hour of this number after a local time."""
    day = local.date() if local.hour < hour else local.date() + timedelta(days=1)
    return datetime.combine(day, time(hour), zone)


_LONGEST_ADDRESS = 254
# ASCII without quoted parts: what every server takes, and nothing that could end a line
_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_FIRST_RETRY = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=6)
MOST_ATTEMPTS = 14
"""About two days."""


def retry(attempts: int, at: datetime) -> datetime | None:
    """When to try again after so many attempts, each pause twice as long as the last; None when it is enough."""
    if attempts >= MOST_ATTEMPTS:
        return None
    doublings = max(attempts - 1, 0)
    return at + min(timedelta(seconds=_FIRST_RETRY.total_seconds() * (1 << doublings)), _LONGEST_PAUSE)


def is_mail_address(address: str) -> bool:
    """Whether it has the form of an e-mail address; whether anybody reads there, only a message tells."""
    return len(address) <= _LONGEST_ADDRESS and bool(_MAIL_ADDRESS.fullmatch(address))


class MessageKind(StrEnum):
    """Why a message is sent."""

    NEWS = "news"
    TEST = "test"


class MessageState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message on its way. It holds no words: what is sent is written when it is sent, and says only that something is
    there. `message_id` stays the same however often it is tried; `taken_at` is when a sender took it in hand. While
    it is `open`, it surely has not left, and what is new goes with it."""

    id: int
    person_id: int
    person_name: str
    channel: Channel
    kind: MessageKind
    message_id: str
    created_at: datetime
    due_at: datetime
    open: bool
    attempts: int
    taken_at: datetime | None
    sent_at: datetime | None
    failed_at: datetime | None
    reason: str

    @property
    def state(self) -> MessageState:
        """How far it has come."""
        if self.sent_at is not None:
            return MessageState.SENT
        return MessageState.WAITING if self.failed_at is None else MessageState.FAILED
