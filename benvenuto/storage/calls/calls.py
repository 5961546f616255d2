"""Calls, their transcripts, and the inbox of those to score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    union,
    update,
)

from benvenuto.domain.access import Scope
from benvenuto.domain.call import Call, CallLeg, Turn
from benvenuto.domain.evaluation import FOR_THE_AGENT, Status
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.hearing import NOBODY_HEARD_OUT, HeardOut
from benvenuto.domain.inbox import InboxFilter, InboxRow
from benvenuto.domain.instants import microseconds
from benvenuto.storage.calls.call_bulk import NewCalls, ReadyCalls, add_calls, make_ready
from benvenuto.storage.calls.nameless import nameless_calls
from benvenuto.storage.calls.sampling import skipped
from benvenuto.storage.calls.second_listenings import second_of, second_waits_for
from benvenuto.storage.calls.transcripts import turn_of, turn_values
from benvenuto.storage.tables import (
    analyses,
    call_legs,
    calls,
    evaluations,
    framed_calls,
    hearings,
    people,
    recordings,
    teams,
    turns,
)

_TOGETHER = 1000  # ids in one question


class NewLeg(NamedTuple):
    """One part of a call to keep."""

    agent_code: str
    agent_id: int | None
    started_at: datetime
    duration_s: int | None


@dataclass(frozen=True)
class Calls:
    """The repository of calls."""

    connection: Connection

    def add_new(self, rows: Iterable[Mapping[str, Any]]) -> int:
        """Add the calls whose external id is not there yet; how many were added. They need no `recording_name`."""
        # gone through once for each column
        together = [{"recording_name": "", **row} for row in rows]
        new = NewCalls._make([row.get(name) for row in together] for name in NewCalls._fields)
        new = new._replace(
            started_at=[microseconds(row["started_at"]) for row in together],
            created_at=[microseconds(row["created_at"]) for row in together],
        )
        return self.add_many([make_ready(self.connection.dialect, new)])

    def add_many(self, parts: Iterable[ReadyCalls]) -> int:
        """The same, for thousands at once that `Database.ready` has made ready."""
        return add_calls(self.connection, parts)

    def put_legs(self, legs: Mapping[str, Sequence[NewLeg]]) -> None:
        """Keep the parts of calls that are there, by external id; those a call has already stay."""
        ids = self._ids_of(list(legs))
        known = select(call_legs.c.call_id).where(call_legs.c.call_id.in_(list(ids.values()))).distinct()
        has_some = set(self.connection.scalars(known))
        rows = [
            {"call_id": ids[name], "number": number, **leg._asdict()}
            for name, parts in legs.items()
            if name in ids and ids[name] not in has_some
            for number, leg in enumerate(parts, start=1)
        ]
        if rows:
            self.connection.execute(insert(call_legs), rows)

    def legs(self, call_id: int) -> Sequence[CallLeg]:
        """The parts of a call that went through several hands, in order; none of any other call."""
        query = (
            select(call_legs, people.c.name)
            .outerjoin(people, people.c.id == call_legs.c.agent_id)
            .where(call_legs.c.call_id == call_id)
            .order_by(call_legs.c.number)
        )
        return [
            CallLeg(row.name or row.agent_code, row.agent_id, row.started_at, row.duration_s)
            for row in self.connection.execute(query)
        ]

    def _ids_of(self, external_ids: Sequence[str]) -> Mapping[str, int]:
        ids = dict[str, int]()
        for start in range(0, len(external_ids), _TOGETHER):
            some = external_ids[start : start + _TOGETHER]
            rows = self.connection.execute(select(calls.c.external_id, calls.c.id).where(calls.c.external_id.in_(some)))
            ids |= {row.external_id: row.id for row in rows}
        return ids

    def get(self, call_id: int) -> Call | None:
        """One call."""
        row = self.connection.execute(call_facts().where(calls.c.id == call_id)).first()
        return as_call(row) if row else None

    def lock(self, call_id: int) -> None:
        """Hold the call against other writers until the end of the transaction; Forbidden when it is gone."""
        if self.connection.scalar(select(calls.c.id).where(calls.c.id == call_id).with_for_update()) is None:
            raise Forbidden

    def id_of(self, external_id: str) -> int | None:
        """The id of the call that the telephone system knows by this name."""
        return self.connection.scalar(select(calls.c.id).where(calls.c.external_id == external_id))

    def external_ids(self) -> Mapping[str, int]:
        """All calls by external id."""
        rows = self.connection.execute(select(calls.c.external_id, calls.c.id))
        return {row.external_id: row.id for row in rows}

    def any_real(self) -> bool:
        """Whether there is a call that was not simulated."""
        return self.connection.scalar(select(calls.c.id).where(calls.c.simulated.is_(False)).limit(1)) is not None

    def recording_names(self) -> Mapping[str, Sequence[str]]:
        """What the logs call the recordings, with the external ids of the calls: several, where they share one."""
        query = select(calls.c.recording_name, calls.c.external_id).where(calls.c.recording_name != "")
        names: dict[str, list[str]] = defaultdict(list)
        for row in self.connection.execute(query.order_by(calls.c.id)):
            names[row.recording_name].append(row.external_id)
        return names

    def adopt(self, agent_code: str, agent_id: int, team_id: int) -> int:
        """Give calls that wait for this agent code to the agent, and parts of calls; how many calls there were."""
        part = call_legs.c.agent_id.is_(None) & (call_legs.c.agent_code == agent_code)
        self.connection.execute(update(call_legs).where(part).values(agent_id=agent_id))
        mine = _waiting(), calls.c.agent_code == agent_code
        heard = hearings.c.call_id.in_(select(calls.c.id).where(*mine))
        self.connection.execute(update(hearings).where(heard).values(agent_id=agent_id))
        return self.connection.execute(update(calls).where(*mine).values(agent_id=agent_id, team_id=team_id)).rowcount

    def waiting_codes(self) -> Mapping[str, int]:
        """Agent codes of calls that belong to nobody yet, with how many."""
        rows = self.connection.execute(
            select(calls.c.agent_code, func.count().label("number")).where(_waiting()).group_by(calls.c.agent_code)
        )
        return {row.agent_code: row.number for row in rows}

    def unknown_codes(self) -> Sequence[str]:
        """Agent codes of calls, or parts of calls, that belong to nobody yet."""
        parts = select(call_legs.c.agent_code).where(call_legs.c.agent_id.is_(None))
        return list(self.connection.scalars(union(select(calls.c.agent_code).where(_waiting()), parts)))

    def codes_of(self, agent_id: int) -> Sequence[str]:
        """By which words logs named an agent in the calls that are theirs."""
        whole = select(calls.c.agent_code).where(calls.c.agent_id == agent_id)
        parts = select(call_legs.c.agent_code).where(call_legs.c.agent_id == agent_id)
        return list(self.connection.scalars(union(whole, parts)))

    def set_turns(self, call_id: int, transcript: Iterable[Turn]) -> None:
        """Replace a call's transcript; what was measured by the old one is measured again."""
        self.connection.execute(delete(turns).where(turns.c.call_id == call_id))
        recorded = select(recordings.c.id).where(recordings.c.call_id == call_id)
        # what could not be heard does not become audible by another transcript
        measured = analyses.c.recording_id.in_(recorded) & analyses.c.fault.is_(None)
        self.connection.execute(update(analyses).where(measured).values(stale=True))
        rows = [turn_values(call_id, number, turn) for number, turn in enumerate(transcript)]
        if rows:
            self.connection.execute(insert(turns), rows)

    def turns(self, call_id: int) -> Sequence[Turn]:
        """A call's transcript in order, empty when there is none."""
        rows = self.connection.execute(select(turns).where(turns.c.call_id == call_id).order_by(turns.c.number))
        return [turn_of(row) for row in rows]

    def inbox(
        self, within: Scope, reader_id: int, wanted: InboxFilter, limit: int, offset: int = 0
    ) -> tuple[Sequence[InboxRow], int]:
        """One page of calls and how many there are in all; the ones drawn longest ago come first."""
        conditions = _conditions(within, reader_id, wanted)
        total = self.connection.scalar(
            select(func.count())
            .select_from(calls.outerjoin(framed_calls, framed_calls.c.call_id == calls.c.id))
            .where(*conditions)
        )
        # drawn calls wait in the order in which they came; of all others the newest is wanted
        newest_first = wanted.state != "drawn"
        order = calls.c.started_at.desc() if newest_first else calls.c.started_at
        query = _inbox_columns(reader_id).where(*conditions).order_by(order, calls.c.id).limit(limit).offset(offset)
        return [_inbox_row(row) for row in self.connection.execute(query)], int(total or 0)

    def next_drawn(
        self,
        within: Scope,
        reader_id: int,
        after: int | None = None,
        begin: datetime | None = None,
        heard_out: HeardOut = NOBODY_HEARD_OUT,
    ) -> int | None:
        """The drawn call that waits longest and that nobody else has begun, other than `after`.

        It came in at `begin` or later, and may be heard though its agent is among the `heard_out`.
        """
        conditions = _conditions(within, reader_id, InboxFilter(state="drawn", begin=begin))
        if heard_out.agents:
            conditions.append(_may_be_heard(heard_out))
        if after is not None:
            conditions.append(calls.c.id != after)
        return self.connection.scalar(
            select(calls.c.id)
            .join(framed_calls, framed_calls.c.call_id == calls.c.id)
            .where(*conditions)
            .order_by(calls.c.started_at, calls.c.id)
            .limit(1)
        )

    def contact_reasons(self, within: Scope) -> Sequence[str]:
        """The contact reasons that occur."""
        return list(
            self.connection.scalars(
                select(calls.c.contact_reason).where(_in_scope(within)).distinct().order_by(calls.c.contact_reason)
            )
        )


@cache
def call_facts() -> Select[Any]:
    """Calls with what their agent and team are called."""
    return (
        select(calls, people.c.name.label("agent_name"), teams.c.name.label("team_name"))
        .outerjoin(people, people.c.id == calls.c.agent_id)
        .outerjoin(teams, teams.c.id == calls.c.team_id)
    )


def _inbox_columns(reader_id: int) -> Select[Any]:
    draft = (
        select(func.max(evaluations.c.id))
        .where(
            evaluations.c.call_id == calls.c.id,
            evaluations.c.evaluator_id == reader_id,
            evaluations.c.status == Status.DRAFT.value,
        )
        .scalar_subquery()
    )
    published = (
        select(func.count())
        .select_from(evaluations)
        .where(
            evaluations.c.call_id == calls.c.id,
            evaluations.c.status != Status.DRAFT.value,
            _FOR_THE_AGENT,
        )
        .scalar_subquery()
    )
    return (
        call_facts()
        .outerjoin(framed_calls, framed_calls.c.call_id == calls.c.id)
        .add_columns(
            framed_calls.c.probability,
            draft.label("draft_id"),
            published.label("published"),
            exists().where(recordings.c.call_id == calls.c.id).label("has_recording"),
            exists().where(turns.c.call_id == calls.c.id).label("has_transcript"),
            skipped().label("skipped"),
            second_of(reader_id).label("second"),
        )
    )


def _waiting() -> ColumnElement[bool]:
    """Of agents nobody knows yet."""
    return calls.c.team_id.is_(None) & calls.c.agent_id.is_(None)


def _in_scope(within: Scope) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = []
    if within.team_ids:
        parts.append(calls.c.team_id.in_(sorted(within.team_ids)))
    if within.agent_id is not None:
        parts.append(calls.c.agent_id == within.agent_id)
    return or_(*parts) if parts else false()


def _evaluated(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    # an agent's self-evaluation takes no call away from who is to score it, nor does a second listening
    return exists().where(evaluations.c.call_id == calls.c.id, *conditions)


_FOR_THE_AGENT = evaluations.c.selection.in_([kind.value for kind in FOR_THE_AGENT])


def _conditions(within: Scope, reader_id: int, wanted: InboxFilter) -> list[ColumnElement[bool]]:
    drafted = evaluations.c.status == Status.DRAFT.value
    mine = evaluations.c.evaluator_id == reader_id
    of_a_first = _FOR_THE_AGENT
    waiting = and_(~_evaluated(of_a_first, ~drafted), ~_evaluated(of_a_first, drafted, ~mine), ~second_of(reader_id))
    # what the reader has published for a calibration session is all that they may mark there
    first = and_(framed_calls.c.probability.is_not(None), ~skipped(), waiting, ~_evaluated(mine, ~drafted))
    states: dict[str, ColumnElement[bool]] = {
        "drawn": or_(first, second_waits_for(reader_id)),
        "open": and_(calls.c.simulated.is_(False), ~_evaluated(of_a_first, ~drafted)),
        "draft": _evaluated(drafted, mine),
        "scored": _evaluated(of_a_first, ~drafted),
    }
    conditions = [_in_scope(within), states[wanted.state], calls.c.agent_id.is_not(None)]
    # nobody scores their own calls from the inbox, even who is agent and supervisor at once
    conditions.append(calls.c.agent_id != reader_id)
    if wanted.agent_id is not None or wanted.words:
        # whoever is to score one without its agent's name must not find it by that name
        conditions.append(calls.c.id.not_in(nameless_calls(reader_id)))
    if wanted.agent_id is not None:
        conditions.append(calls.c.agent_id == wanted.agent_id)
    if wanted.contact_reason:
        conditions.append(calls.c.contact_reason == wanted.contact_reason)
    if wanted.begin is not None:
        conditions.append(calls.c.started_at >= wanted.begin)
    if wanted.end is not None:
        conditions.append(calls.c.started_at < wanted.end)
    if wanted.words:
        # % and _ are searched for as they stand
        like = "%" + wanted.words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        spoken: ColumnElement[bool] = exists().where(
            turns.c.call_id == calls.c.id, turns.c.text.ilike(like, escape="\\")
        )
        if wanted.spoken_since is not None:
            spoken = and_(calls.c.started_at >= wanted.spoken_since, spoken)
        if wanted.heard_out.agents:
            spoken = and_(_may_be_heard(wanted.heard_out), spoken)
        conditions.append(
            or_(
                calls.c.external_id.ilike(like, escape="\\"),
                calls.c.note.ilike(like, escape="\\"),
                calls.c.caller.ilike(like, escape="\\"),
                *([spoken] if wanted.spoken else []),
            )
        )
    return conditions


def _may_be_heard(heard_out: HeardOut) -> ColumnElement[bool]:
    return or_(calls.c.agent_id.not_in(list(heard_out.agents)), calls.c.id.in_(list(heard_out.calls)))


def as_call(row: Row[Any]) -> Call:
    """A call from a row of `call_facts`."""
    return Call(
        id=row.id,
        external_id=row.external_id,
        agent_id=row.agent_id,
        team_id=row.team_id,
        started_at=row.started_at,
        duration_s=row.duration_s,
        contact_reason=row.contact_reason,
        language=row.language,
        caller=row.caller,
        note=row.note,
        simulated=row.simulated,
        agent_name=row.agent_name or "",
        team_name=row.team_name or "",
    )


def _inbox_row(row: Row[Any]) -> InboxRow:
    return InboxRow(
        call=as_call(row),
        has_recording=bool(row.has_recording),
        has_transcript=bool(row.has_transcript),
        probability=row.probability,
        draft_id=row.draft_id,
        published=row.published,
        skipped=bool(row.skipped),
        second=bool(row.second),
    )
