"""What the ways out of the application are called."""

from __future__ import annotations

from collections.abc import Mapping

from benvenuto.domain.faults import message
from benvenuto.domain.outbox import Channel, Frequency, MessageState

CHANNELS: Mapping[Channel, str] = {Channel.EMAIL: message("E-mail"), Channel.CHAT: message("Chat")}
FREQUENCIES: Mapping[Frequency, str] = {
    Frequency.OFF: message("No messages"),
    Frequency.AT_ONCE: message("At once"),
    Frequency.DAILY: message("Once a day"),
}
STATES: Mapping[MessageState, str] = {
    MessageState.WAITING: message("waiting"),
    MessageState.SENT: message("sent"),
    MessageState.FAILED: message("failed"),
}
