"""Imports of call logs: how each was read, what hangs on its calls, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, exists, func, insert, or_, select, update

from benvenuto.domain.call_import import CallImport, ImportedCall
from benvenuto.storage.tables import (
    calibration_calls,
    call_imports,
    call_legs,
    calls,
    evaluations,
    framed_calls,
    hearings,
    inserted_id,
    people,
    recordings,
    sampling_frames,
    skipped_calls,
    transcripts,
    turns,
)

_TOGETHER = 1000  # ids in one question


@dataclass(frozen=True, slots=True)
class KnownCall:
    """What a call that is there already says, to be compared with a log."""

    id: int
    external_id: str
    started_at: datetime
    duration_s: int | None
    agent_code: str
    is_held: bool
    """Whether somebody has evaluated or skipped it, or it is in a calibration session."""


@dataclass(frozen=True)
class CallImports:
    """The repository of imports."""

    connection: Connection

    def add(self, at: datetime, actor_id: int, file: str, headers: str, reading: Mapping[str, Any]) -> int:
        """Begin an import; its number."""
        values = {"at": at, "actor_id": actor_id or None, "file": file[:200], "headers": headers, "reading": reading}
        return inserted_id(self.connection.execute(insert(call_imports).values(**values, counts={})))

    def close(self, import_id: int, counts: Mapping[str, Any]) -> None:
        """Keep what became of its lines."""
        self.connection.execute(update(call_imports).where(call_imports.c.id == import_id).values(counts=counts))

    def discard(self, import_id: int) -> None:
        """Leave no trace of one that brought nothing, unless somebody has taken it back."""
        mine = (call_imports.c.id == import_id) & call_imports.c.undone_at.is_(None)
        self.connection.execute(delete(call_imports).where(mine, ~exists().where(calls.c.import_id == import_id)))

    def get(self, import_id: int) -> CallImport | None:
        """One import."""
        row = self.connection.execute(_facts().where(call_imports.c.id == import_id)).first()
        return _import(row) if row else None

    def is_undone(self, import_id: int) -> bool:
        """Whether it was taken back."""
        mine = call_imports.c.id == import_id
        return self.connection.scalar(select(call_imports.c.undone_at).where(mine)) is not None

    def lock(self, import_id: int) -> None:
        """Hold its calls against other writers until the end of the transaction."""
        self.connection.execute(select(calls.c.id).where(calls.c.import_id == import_id).with_for_update())

    def latest(self, number: int, offset: int = 0, words: str = "") -> tuple[Sequence[CallImport], int]:
        """The latest imports of files with these words in their name, newest first, and how many there are in all."""
        like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        named = call_imports.c.file.ilike(like, escape="\\")
        query = _facts().where(named).order_by(call_imports.c.id.desc()).limit(number).offset(offset)
        total = self.connection.scalar(select(func.count()).select_from(call_imports).where(named))
        return [_import(row) for row in self.connection.execute(query)], int(total or 0)

    def remembered(self, headers: str) -> CallImport | None:
        """The last import of a file with these column names whose reading nobody took back or forgot."""
        row = self.connection.execute(_facts().where(call_imports.c.id == _newest(headers).scalar_subquery())).first()
        return _import(row) if row else None

    def forget(self, headers: str, at: datetime) -> None:
        """Read the next file with these column names as if there had been none before."""
        mine = (call_imports.c.headers == headers) & call_imports.c.forgotten_at.is_(None)
        self.connection.execute(update(call_imports).where(mine).values(forgotten_at=at))

    def calls_of(
        self, import_id: int, limit: int, offset: int = 0, *, only: str = ""
    ) -> tuple[Sequence[ImportedCall], int]:
        """Some calls of an import in the order of their start, and how many there are; `only` those that wait for their
        agent ("waiting"), or on which something hangs ("hanging")."""
        hanging = {kind: condition.label(kind) for kind, condition in _hanging().items()}
        parts = select(func.count()).where(call_legs.c.call_id == calls.c.id).scalar_subquery()
        conditions = [calls.c.import_id == import_id]
        if only == "waiting":
            conditions.append(calls.c.agent_id.is_(None))
        elif only == "hanging":
            conditions.append(or_(*_hanging().values()))
        query = (
            select(calls, people.c.name.label("agent_name"), parts.label("parts"), *hanging.values())
            .outerjoin(people, people.c.id == calls.c.agent_id)
            .where(*conditions)
            .order_by(calls.c.started_at, calls.c.id)
        )
        total = self.connection.scalar(select(func.count()).select_from(calls).where(*conditions))
        rows = self.connection.execute(query.limit(limit).offset(offset)).mappings()
        return [
            ImportedCall(
                row["external_id"],
                row["started_at"],
                row["duration_s"],
                row["agent_name"] or "",
                row["agent_code"],
                row["parts"],
                [kind for kind in hanging if row[kind]],
            )
            for row in rows
        ], int(total or 0)

    def hanging(self, import_id: int) -> Mapping[str, int]:
        """What hangs on the calls of an import, with how many calls."""
        mine = calls.c.import_id == import_id
        counts = {
            kind: self.connection.scalar(select(func.count()).select_from(calls).where(mine, condition)) or 0
            for kind, condition in _hanging().items()
        }
        return {kind: count for kind, count in counts.items() if count}

    def undo(self, import_id: int, at: datetime, actor_id: int) -> int:
        """Remove the calls of an import, on which nothing may hang; how many there were."""
        self._leave_frames(calls.c.import_id == import_id)
        mine = select(calls.c.id).where(calls.c.import_id == import_id)
        self.connection.execute(delete(call_legs).where(call_legs.c.call_id.in_(mine)))
        removed = self.connection.execute(delete(calls).where(calls.c.import_id == import_id)).rowcount
        change = update(call_imports).where(call_imports.c.id == import_id)
        self.connection.execute(change.values(undone_at=at, undone_by=actor_id or None))
        return removed

    def known(self, external_ids: Sequence[str], import_id: int) -> Sequence[KnownCall]:
        """Those of these calls that are there from before this import."""
        others = or_(calls.c.import_id.is_(None), calls.c.import_id != import_id)
        held = _held()
        columns = (calls.c.id, calls.c.external_id, calls.c.started_at, calls.c.duration_s, calls.c.agent_code)
        matches = list[KnownCall]()
        for start in range(0, len(external_ids), _TOGETHER):
            some = calls.c.external_id.in_(external_ids[start : start + _TOGETHER])
            rows = self.connection.execute(select(*columns, held.label("held")).where(some, others))
            matches += [
                KnownCall(row.id, row.external_id, row.started_at, row.duration_s, row.agent_code, bool(row.held))
                for row in rows
            ]
        return matches

    def correct(self, corrections: Iterable[Mapping[str, Any]]) -> None:
        """Set calls right that were logged otherwise before; each has its chance to be drawn anew."""
        rows = list(corrections)
        for row in rows:
            self._leave_frames(calls.c.id == row["id"])
            values = {name: value for name, value in row.items() if name != "id"}
            self.connection.execute(update(calls).where(calls.c.id == row["id"]).values(values))
            if "agent_id" in values:
                heard = update(hearings).where(hearings.c.call_id == row["id"])
                self.connection.execute(heard.values(agent_id=values["agent_id"]))

    def let_wait(self, agent_id: int, agent_codes: Sequence[str]) -> int:
        """Take calls that logs gave to an agent by these codes away again, but for those that somebody has evaluated
        or skipped, and those in a calibration session; how many they were."""
        held = _held()
        waiting = 0
        for start in range(0, len(agent_codes), _TOGETHER):
            codes = agent_codes[start : start + _TOGETHER]
            mine = (calls.c.agent_id == agent_id) & calls.c.agent_code.in_(codes) & ~held
            self._leave_frames(mine)
            heard = update(hearings).where(hearings.c.call_id.in_(select(calls.c.id).where(mine)))
            self.connection.execute(heard.values(agent_id=None))
            waiting += self.connection.execute(update(calls).where(mine).values(agent_id=None, team_id=None)).rowcount
            part = (call_legs.c.agent_id == agent_id) & call_legs.c.agent_code.in_(codes)
            part &= call_legs.c.call_id.in_(select(calls.c.id).where(~held))
            self.connection.execute(update(call_legs).where(part).values(agent_id=None))
        return waiting

    def _leave_frames(self, which: ColumnElement[bool]) -> None:
        """Take calls out of the frames from which was drawn, which are smaller afterwards."""
        framed = framed_calls.c.call_id.in_(select(calls.c.id).where(which))
        gone = (
            select(framed_calls.c.frame_id, func.count(), func.count(framed_calls.c.probability))
            .where(framed)
            .group_by(framed_calls.c.frame_id)
        )
        for frame_id, size, drawn in self.connection.execute(gone).all():
            smaller = {"size": sampling_frames.c.size - size, "drawn": sampling_frames.c.drawn - drawn}
            self.connection.execute(update(sampling_frames).where(sampling_frames.c.id == frame_id).values(smaller))
        self.connection.execute(delete(framed_calls).where(framed))
        empty = ~exists().where(framed_calls.c.frame_id == sampling_frames.c.id)
        self.connection.execute(delete(sampling_frames).where(sampling_frames.c.size == 0, empty))


def _held() -> ColumnElement[bool]:
    """Calls that are somebody's work already, which whoever is to score them must find as they were chosen."""
    return or_(
        _hanging()["evaluations"],
        _hanging()["skipped"],
        exists().where(calibration_calls.c.call_id == calls.c.id),
    )


def _hanging() -> Mapping[str, ColumnElement[bool]]:
    return {
        "evaluations": exists().where(evaluations.c.call_id == calls.c.id),
        "skipped": exists().where(skipped_calls.c.call_id == calls.c.id),
        "recordings": exists().where(recordings.c.call_id == calls.c.id),
        "transcripts": or_(
            exists().where(transcripts.c.call_id == calls.c.id), exists().where(turns.c.call_id == calls.c.id)
        ),
    }


def _facts() -> Select[Any]:
    present = select(func.count()).where(calls.c.import_id == call_imports.c.id).scalar_subquery()
    newest = _newest(call_imports.c.headers).scalar_subquery()
    columns = (people.c.name.label("actor_name"), present.label("present"), newest.label("newest"))
    return select(call_imports, *columns).outerjoin(people, people.c.id == call_imports.c.actor_id)


def _newest(headers: str | ColumnElement[str]) -> Select[tuple[int | None]]:
    other = call_imports.alias()
    standing = other.c.undone_at.is_(None) & other.c.forgotten_at.is_(None)
    return select(func.max(other.c.id)).where(other.c.headers == headers, standing)


def _import(row: Row[Any]) -> CallImport:
    return CallImport(
        row.id,
        row.at,
        row.actor_name or "",
        row.file,
        row.reading,
        row.counts,
        row.present,
        row.undone_at,
        row.headers,
        row.id == row.newest,
    )
