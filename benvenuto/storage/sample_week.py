"""What belongs to the sample week: told by the moment at which it was loaded, and by being labelled simulated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Table,
    bindparam,
    cast,
    delete,
    exists,
    literal,
    or_,
    select,
    update,
)

from benvenuto.domain.evaluation import COUNTING
from benvenuto.storage.dirty_weeks import DirtyWeeks
from benvenuto.storage.tables import (
    agent_codes,
    analyses,
    assignments,
    attempts,
    audit,
    blind_marks,
    calibration_calls,
    calibration_seats,
    calibration_sessions,
    call_imports,
    call_legs,
    calls,
    coaching_plans,
    comments,
    consensus_notes,
    evaluations,
    framed_calls,
    gradings,
    hearings,
    known_devices,
    memberships,
    people,
    recordings,
    rubric_proposals,
    sampling_frames,
    sampling_plans,
    sessions,
    sign_offs,
    skipped_calls,
    teams,
    transcripts,
    turns,
)

LOADED, REMOVED = "sample_loaded", "sample_removed"
"""The actions of the audit log by which the sample comes and goes."""


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """An account that came with the sample."""

    id: int
    username: str
    name: str
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Hanging:
    """What accounts of the sample had a part in, of the house's own: how much of each kind, and who."""

    usernames: Sequence[str]
    evaluations: int
    comments: int
    signatures: int
    assignments: int
    coaching: int
    plans: int
    calibration: int


@dataclass(frozen=True, slots=True)
class Gone:
    """How much was removed; `waiting` are calls of the house's own that wait for their agent again."""

    calls: int = 0
    evaluations: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class SampleWeek:
    """The repository of the sample week; what stops counting is noted in `dirty_weeks`."""

    connection: Connection
    dirty_weeks: DirtyWeeks = field(default_factory=DirtyWeeks)

    @cached_property
    def loaded_at(self) -> datetime | None:
        """When it was loaded; None when it is not here, or no longer."""
        query = select(audit.c.action, audit.c.at).where(audit.c.action.in_([LOADED, REMOVED]))
        row = self.connection.execute(query.order_by(audit.c.id.desc()).limit(1)).first()
        # it may have come and gone several times: the last of it counts
        return row.at if row is not None and row.action == LOADED else None

    def accounts(self) -> Sequence[SampleAccount]:
        """The accounts that came with it."""
        columns = people.c.id, people.c.username, people.c.name, people.c.password_hash
        query = select(*columns).where(people.c.created_at == self.loaded_at).order_by(people.c.id)
        return [SampleAccount(*row) for row in self.connection.execute(query)]

    def lock(self, people_ids: Collection[int]) -> None:
        """Let nobody hang anything on these people, or on calls of the sample, until the end of the transaction."""
        self.connection.execute(select(people.c.id).where(people.c.id.in_(people_ids)).with_for_update())
        self.connection.execute(self._its_calls.with_for_update())

    def hanging(self, people_ids: Collection[int], team_names: Collection[str]) -> Hanging | None:
        """What of the house's own would lose one of these people, in teams but those named; None for nothing."""
        real = evaluations.c.call_id.not_in(self._its_calls)
        own_team = sampling_plans.c.team_id.not_in(select(teams.c.id).where(teams.c.name.in_(team_names)))
        signed, asked, coached = sign_offs.c, assignments.c, coaching_plans.c
        skipper = select(skipped_calls.c.evaluator_id).where(skipped_calls.c.call_id.not_in(self._its_calls))
        parts = [
            self._by(people_ids, select(evaluations.c.evaluator_id, evaluations.c.agent_id).where(real), skipper),
            self._by(
                people_ids,
                select(comments.c.author_id).join_from(comments, evaluations).where(real),
                select(blind_marks.c.listener_id).join_from(blind_marks, evaluations).where(real),
                select(gradings.c.by_id).join_from(gradings, evaluations).where(real),
            ),
            self._by(
                people_ids,
                select(signed.signed_by, signed.withdrawn_by).where(
                    signed.agent_id.not_in(people_ids), signed.signed_at >= self.loaded_at
                ),
            ),
            self._by(people_ids, select(asked.assigned_by).where(asked.agent_id.not_in(people_ids))),
            self._by(
                people_ids,
                select(coached.begun_by, coached.supervisor_signed_by).where(coached.agent_id.not_in(people_ids)),
            ),
            self._by(people_ids, select(sampling_plans.c.changed_by).where(own_team)),
            self._by(people_ids, *self._in_own_sessions),
        ]
        whose = set[int]().union(*(who for who, _ in parts))
        if not whose:
            return None
        names = select(people.c.username).where(people.c.id.in_(whose)).order_by(people.c.username)
        return Hanging(list(self.connection.scalars(names)), *(number for _, number in parts))

    def files(self) -> Sequence[str]:
        """The files of its recordings, by their keys in the store."""
        columns = recordings.c.originals, recordings.c.listening_key
        return sorted(_keys(self.connection.execute(select(*columns).where(recordings.c.call_id.in_(self._its_calls)))))

    def files_left(self) -> Sequence[str]:
        """The files that were to go with it, whenever that was, and that no recording has come to need since."""
        details = self.connection.scalars(select(audit.c.detail).where(audit.c.action == REMOVED))
        files = {key for detail in details for key in detail.get("files", ())}
        if files:
            files -= _keys(self.connection.execute(select(recordings.c.originals, recordings.c.listening_key)))
        return sorted(files)

    def remove(self, gone: Mapping[int, str], team_names: Collection[str]) -> Gone:
        """Remove its calls with all that hangs on them, these people (names by id), and their teams when deserted.

        The audit log keeps its rows: whom each of these people was is written into theirs, and what is about something
        removed names it as the sample's, for a database may give its number to something else one day.
        """
        ids = list(gone)
        # before anything is deleted: afterwards nothing would tell which subjects were the sample's
        self._mark("call", self._its_calls)
        self._mark("evaluation", select(evaluations.c.id).where(self._evaluated))
        self._mark("person", select(people.c.id).where(people.c.id.in_(ids)))
        self._sign(gone)
        counting = evaluations.c.status.in_([status.value for status in COUNTING])
        dirty_weeks = select(evaluations.c.called_at, evaluations.c.team_id).where(self._evaluated, counting)
        self.dirty_weeks.changed.update((row.called_at, row.team_id) for row in self.connection.execute(dirty_weeks))
        self._remove_sessions(ids)
        evaluated = self._delete(evaluations, self._evaluated)
        frames = select(sampling_frames.c.id).where(sampling_frames.c.agent_id.in_(ids))
        framed = framed_calls.c.call_id.in_(self._its_calls) | framed_calls.c.frame_id.in_(frames)
        self._delete(skipped_calls, skipped_calls.c.call_id.in_(select(framed_calls.c.call_id).where(framed)))
        self._delete(framed_calls, framed)
        self._delete(sampling_frames, ~exists().where(framed_calls.c.frame_id == sampling_frames.c.id))
        heard = select(recordings.c.id).where(recordings.c.call_id.in_(self._its_calls))
        self._delete(analyses, analyses.c.recording_id.in_(heard))
        for table in (turns, transcripts, recordings):
            self._delete(table, table.c.call_id.in_(self._its_calls))
        self._delete(hearings, hearings.c.call_id.in_(self._its_calls) | hearings.c.person_id.in_(ids))
        called = self._delete(calls, self._its_call)
        taken = update(calls).where(calls.c.agent_id.in_(ids)).values(agent_id=None, team_id=None)
        waiting = self.connection.execute(taken).rowcount
        self._delete(attempts, attempts.c.person_id.in_(ids) | (attempts.c.at < self.loaded_at))
        self._delete(assignments, assignments.c.agent_id.in_(ids))
        self._delete(coaching_plans, coaching_plans.c.agent_id.in_(ids))
        self._delete(sign_offs, sign_offs.c.agent_id.in_(ids) | (sign_offs.c.signed_at < self.loaded_at))
        self._delete(sampling_plans, sampling_plans.c.changed_by.in_(ids))
        for column in (hearings.c.agent_id, call_legs.c.agent_id, call_imports.c.actor_id, call_imports.c.undone_by):
            self.connection.execute(update(column.table).where(column.in_(ids)).values({column.name: None}))
        for table in (sessions, known_devices, memberships, agent_codes):
            self._delete(table, table.c.person_id.in_(ids))
        self._delete(people, people.c.id.in_(ids))
        self._remove_deserted(team_names)
        return Gone(called, evaluated, waiting)

    @property
    def _own_sessions(self) -> Select[tuple[int]]:
        """The calibration sessions with a call of the house's own."""
        at = calibration_calls.c
        return select(at.session_id).where(at.call_id.not_in(self._its_calls))

    @property
    def _in_own_sessions(self) -> list[Select[Any]]:
        """Who has a part in them."""
        proposed = rubric_proposals.c
        return [
            select(calibration_sessions.c.facilitator_id).where(calibration_sessions.c.id.in_(self._own_sessions)),
            select(calibration_seats.c.person_id).where(calibration_seats.c.session_id.in_(self._own_sessions)),
            select(consensus_notes.c.author_id).where(consensus_notes.c.session_id.in_(self._own_sessions)),
            select(proposed.author_id, proposed.settled_by).where(proposed.session_id.in_(self._own_sessions)),
        ]

    def _remove_sessions(self, ids: Collection[int]) -> None:
        """Those on its calls alone, with what was agreed and proposed in them; from others only its calls go."""
        its = select(calibration_calls.c.session_id).where(calibration_calls.c.call_id.in_(self._its_calls))
        gone = calibration_sessions.c.id.in_(its) | calibration_sessions.c.facilitator_id.in_(ids)
        self._mark("calibration", select(calibration_sessions.c.id).where(gone, ~self._is_own))
        self._delete(calibration_sessions, gone & ~self._is_own)

    @property
    def _is_own(self) -> ColumnElement[bool]:
        return calibration_sessions.c.id.in_(self._own_sessions)

    def _remove_deserted(self, team_names: Collection[str]) -> None:
        used = (
            exists().where(table.c.team_id == teams.c.id) for table in (memberships, calls, evaluations, coaching_plans)
        )
        deserted = select(teams.c.id).where(teams.c.name.in_(team_names), ~or_(*used))
        ids = list(self.connection.scalars(deserted))
        self._mark("team", select(teams.c.id).where(teams.c.id.in_(ids)))
        self._delete(sampling_plans, sampling_plans.c.team_id.in_(ids))
        self._delete(teams, teams.c.id.in_(ids))

    @property
    def _its_call(self) -> ColumnElement[bool]:
        return calls.c.simulated | (calls.c.created_at == self.loaded_at)

    @property
    def _its_calls(self) -> Select[tuple[int]]:
        return select(calls.c.id).where(self._its_call)

    @property
    def _evaluated(self) -> ColumnElement[bool]:
        return evaluations.c.call_id.in_(self._its_calls)

    def _by(self, people_ids: Collection[int], *queries: Select[Any]) -> tuple[set[int], int]:
        """Which of these people stand in any column of the rows, and in how many rows."""
        rows = [
            row
            for query in queries
            for row in self.connection.execute(
                query.where(or_(*(column.in_(people_ids) for column in query.selected_columns)))
            )
        ]
        return {person_id for row in rows for person_id in row}.intersection(people_ids), len(rows)

    def _mark(self, subject: str, ids: Select[Any]) -> None:
        """Name these subjects of the audit log as the sample's."""
        named = select(cast(ids.subquery().c.id, String))
        about = update(audit).where(audit.c.subject_type == subject, audit.c.subject_id.in_(named))
        self.connection.execute(about.values(subject_id=literal("sample-") + audit.c.subject_id))

    def _sign(self, gone: Mapping[int, str]) -> None:
        """Write into the rows of these people in the audit log who they were."""
        rows = self.connection.execute(
            select(audit.c.id, audit.c.actor_id, audit.c.detail).where(audit.c.actor_id.in_(list(gone)))
        )
        signed = [{"row": row.id, "with_name": row.detail | {"actor": gone[row.actor_id]}} for row in rows]
        if signed:
            change = update(audit).where(audit.c.id == bindparam("row"))
            self.connection.execute(change.values(actor_id=None, detail=bindparam("with_name")), signed)

    def _delete(self, table: Table, condition: ColumnElement[bool]) -> int:
        return self.connection.execute(delete(table).where(condition)).rowcount


def _keys(rows: Iterable[Any]) -> set[str]:
    return {key for row in rows for key in (row.listening_key, *(original["key"] for original in row.originals))}
