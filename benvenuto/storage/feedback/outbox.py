"""The outbox: messages that are to leave, written in the transaction of the deed and kept until they have left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, case, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from benvenuto.domain.outbox import Channel, ChannelChoice, Frequency, MessageKind, MessageState, OutboxRow, due
from benvenuto.storage.tables import channel_choices, outbox, people

_STATES: Mapping[MessageState, ColumnElement[bool]] = {
    MessageState.WAITING: outbox.c.sent_at.is_(None) & outbox.c.failed_at.is_(None),
    MessageState.SENT: outbox.c.sent_at.is_not(None),
    MessageState.FAILED: outbox.c.failed_at.is_not(None),
}


@dataclass(frozen=True)
class OutboxMessages:
    """The repository of the outbox, and of what people chose for each channel; `zone` is the site's."""

    connection: Connection
    zone: ZoneInfo

    def choice(self, person_id: int, channel: Channel) -> ChannelChoice:
        """What one person chose for a channel: nothing, to begin with."""
        mine = channel_choices.c.person_id == person_id, channel_choices.c.channel == channel.value
        row = self.connection.execute(select(channel_choices).where(*mine)).first()
        return _choice(row) if row else ChannelChoice(person_id, channel)

    def choose(self, choice: ChannelChoice) -> None:
        """Keep what a person chose; what waits for them follows it."""
        values = {
            "frequency": choice.frequency.value,
            "address": choice.address,
            "hour": choice.hour,
            "quiet_from": choice.quiet_from,
            "quiet_to": choice.quiet_to,
        }
        key = {"person_id": choice.person_id, "channel": choice.channel.value}
        upsert = self._insert(channel_choices).values(key | values)
        self.connection.execute(upsert.on_conflict_do_update(index_elements=list(key), set_=values))
        waiting = outbox.c.person_id == choice.person_id, outbox.c.channel == choice.channel.value, _waits()
        if choice.frequency is Frequency.OFF:
            self.connection.execute(delete(outbox).where(*waiting))
            return
        for row in self.connection.execute(select(outbox.c.id, outbox.c.created_at).where(*waiting)).all():
            self._set(row.id, due_at=due(choice, row.created_at, self.zone))

    def add(self, at: datetime, person_ids: Collection[int], not_before: datetime) -> None:
        """Let news leave for those of these people who want it, on each of their channels.

        One message waits for each person and channel at most, and says only that something is there: what comes while
        it waits goes with it.
        """
        if not person_ids:
            return
        # in one order, so that two deeds at once never wait for each other
        wanted = select(channel_choices).where(
            channel_choices.c.person_id.in_(sorted(person_ids)), channel_choices.c.frequency != Frequency.OFF.value
        )
        wanted = wanted.order_by(channel_choices.c.person_id, channel_choices.c.channel)
        for row in self.connection.execute(wanted).all():
            choice = _choice(row)
            self._put(at, choice, MessageKind.NEWS, due(choice, not_before, self.zone))

    def add_test(self, at: datetime, choice: ChannelChoice) -> None:
        """Let a message leave that says nothing but that it arrived."""
        self._put(at, choice, MessageKind.TEST, at)

    def next_due(self, at: datetime, channels: Collection[Channel]) -> OutboxRow | None:
        """The message that has been due for longest on these channels, also one that a sender took and never let go."""
        query = _rows().where(_STATES[MessageState.WAITING], outbox.c.due_at <= at)
        query = query.where(outbox.c.channel.in_([channel.value for channel in channels]))
        row = self.connection.execute(query.order_by(outbox.c.due_at, outbox.c.id).limit(1)).first()
        return _message(row) if row else None

    def take(self, message_id: int, at: datetime) -> None:
        """Take a message in hand: what comes from now on needs another."""
        values = {"slot": None, "taken_at": at, "attempts": outbox.c.attempts + 1}
        self.connection.execute(update(outbox).where(outbox.c.id == message_id).values(values))

    def postpone(self, message_id: int, due_at: datetime) -> None:
        """It goes later, with what comes until then."""
        self._set(message_id, due_at=due_at)

    def sent(self, message_id: int, at: datetime) -> None:
        """It has left."""
        self._set(message_id, sent_at=at, taken_at=None, reason="")

    def put_off(self, row: OutboxRow, due_at: datetime, reason: str = "", *, surely_unsent: bool = True) -> None:
        """It goes later. Where it surely has not left, what comes until then goes with it."""
        slot = _slot(row.person_id, row.channel, row.kind)
        if surely_unsent and self.connection.scalar(select(outbox.c.id).where(outbox.c.slot == slot)):
            self.drop(row.id)  # another has come in the meantime, and says the same
            return
        self._set(row.id, slot=slot if surely_unsent else None, due_at=due_at, taken_at=None, reason=reason)

    def fail(self, message_id: int, at: datetime, reason: str) -> None:
        """It is not tried again by itself."""
        self._set(message_id, failed_at=at, taken_at=None, reason=reason)

    def send_again(self, message_id: int, at: datetime) -> bool:
        """Let one that failed be tried anew; False when it did not fail."""
        failed = outbox.c.id == message_id, _STATES[MessageState.FAILED]
        anew = {"failed_at": None, "attempts": 0, "due_at": at, "reason": ""}
        return self.connection.execute(update(outbox).where(*failed).values(anew)).rowcount > 0

    def drop(self, message_id: int) -> None:
        """There is nothing to say any more."""
        self.connection.execute(delete(outbox).where(outbox.c.id == message_id))

    def forget(self, before: datetime) -> None:
        """Delete what was sent or failed before this."""
        old = (outbox.c.sent_at < before) | (outbox.c.failed_at < before)
        self.connection.execute(delete(outbox).where(old))

    def counts(self) -> Mapping[MessageState, int]:
        """How many messages are how far."""
        count = {state: func.sum(case((condition, 1), else_=0)) for state, condition in _STATES.items()}
        row = self.connection.execute(select(*count.values())).one()
        return {state: int(n or 0) for state, n in zip(count, row, strict=True)}

    def latest(self, limit: int, state: MessageState | None = None) -> Sequence[OutboxRow]:
        """The newest messages, of all states or of one."""
        query = _rows() if state is None else _rows().where(_STATES[state])
        return [_message(row) for row in self.connection.execute(query.order_by(outbox.c.id.desc()).limit(limit))]

    def last_of(self, person_id: int) -> Mapping[Channel, OutboxRow]:
        """The newest message to a person on each channel."""
        rows = self.connection.execute(_rows().where(outbox.c.person_id == person_id).order_by(outbox.c.id))
        return {Channel(row.channel): _message(row) for row in rows}

    def _put(self, at: datetime, choice: ChannelChoice, kind: MessageKind, due_at: datetime) -> None:
        new = self._insert(outbox).values(
            person_id=choice.person_id,
            channel=choice.channel.value,
            kind=kind.value,
            slot=_slot(choice.person_id, choice.channel, kind),
            message_id=uuid4().hex,
            created_at=at,
            due_at=due_at,
            attempts=0,
            reason="",
        )
        sooner = case((new.excluded.due_at < outbox.c.due_at, new.excluded.due_at), else_=outbox.c.due_at)
        self.connection.execute(new.on_conflict_do_update(index_elements=["slot"], set_={"due_at": sooner}))

    def _insert(self, table: Any) -> Any:
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        return dialect.insert(table)

    def _set(self, message_id: int, **values: object) -> None:
        self.connection.execute(update(outbox).where(outbox.c.id == message_id).values(**values))


def _slot(person_id: int, channel: Channel, kind: MessageKind) -> str:
    return f"{person_id} {channel.value} {kind.value}"


def _waits() -> ColumnElement[bool]:
    return outbox.c.slot.is_not(None)


def _rows() -> Any:
    return select(outbox, people.c.name).join(people, people.c.id == outbox.c.person_id)


def _message(row: Row[Any]) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        person_id=row.person_id,
        person_name=row.name,
        channel=Channel(row.channel),
        kind=MessageKind(row.kind),
        message_id=row.message_id,
        created_at=row.created_at,
        due_at=row.due_at,
        open=row.slot is not None,
        attempts=row.attempts,
        taken_at=row.taken_at,
        sent_at=row.sent_at,
        failed_at=row.failed_at,
        reason=row.reason,
    )


def _choice(row: Row[Any]) -> ChannelChoice:
    return ChannelChoice(
        row.person_id,
        Channel(row.channel),
        Frequency(row.frequency),
        row.address,
        row.hour,
        row.quiet_from,
        row.quiet_to,
    )
