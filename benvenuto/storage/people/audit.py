"""The audit log: who did what to which subject, written in the transaction that did it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    String,
    Text,
    and_,
    cast,
    exists,
    func,
    insert,
    or_,
    select,
)

from benvenuto.domain.audit import AuditFilter, AuditRow
from benvenuto.storage.tables import audit, calls, evaluations, people, teams

EVERYTHING = AuditFilter()
_SUBJECT = people.alias("subject")


@dataclass(frozen=True)
class AuditLog:
    """Append and read; there is no way to change a row."""

    connection: Connection

    def write(
        self, at: datetime, actor_id: int | None, action: str, subject_type: str, subject_id: object, **detail: object
    ) -> None:
        """Append one row; actor 0, the command line, is written as nobody."""
        self.connection.execute(
            insert(audit).values(
                at=at,
                actor_id=actor_id or None,
                action=action,
                subject_type=subject_type,
                subject_id=str(subject_id),
                detail=detail,
            )
        )

    def latest(self, limit: int | None, offset: int = 0, wanted: AuditFilter = EVERYTHING) -> Sequence[AuditRow]:
        """What the filter leaves of the log, the newest rows first; all of it without a limit."""
        query = select(audit, people.c.name).outerjoin(people, people.c.id == audit.c.actor_id)
        query = query.where(*self._conditions(wanted)).order_by(audit.c.id.desc())
        return [_row(r) for r in self.connection.execute(query.limit(limit).offset(offset))]

    def count(self, wanted: AuditFilter = EVERYTHING) -> int:
        """How many rows the filter leaves."""
        query = select(func.count()).select_from(audit.outerjoin(people, people.c.id == audit.c.actor_id))
        return int(self.connection.scalar(query.where(*self._conditions(wanted))) or 0)

    def actions(self) -> Sequence[str]:
        """Every kind of action there is in the log."""
        return list(self.connection.scalars(select(audit.c.action).distinct().order_by(audit.c.action)))

    def _conditions(self, wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
        if wanted.action:
            yield audit.c.action == wanted.action
        if wanted.actor_id is not None:
            # is null as much as is 0: nobody was signed in
            yield audit.c.actor_id.is_not_distinct_from(wanted.actor_id or None)
        if wanted.about_id is not None:
            yield _about(wanted.about_id)
        if wanted.kind:
            yield audit.c.subject_type == wanted.kind
        if wanted.begin is not None:
            yield audit.c.at >= wanted.begin
        if wanted.end is not None:
            yield audit.c.at < wanted.end
        if wanted.words:
            yield self._says(wanted.words)

    def _says(self, words: str) -> ColumnElement[bool]:
        each = func.json_each if self.connection.dialect.name == "sqlite" else func.json_each_text
        told_of = each(audit.c.detail).table_valued("key", "value", name="told_of")
        # a number is that of one call or one evaluation; a part of it would be others
        numbered, part = audit.c.subject_id == words, audit.c.subject_id.icontains(words, autoescape=True)
        return or_(
            people.c.name.icontains(words, autoescape=True),
            exists().where(_is("person", _SUBJECT.c.id), _SUBJECT.c.name.icontains(words, autoescape=True)),
            exists().where(_is("team", teams.c.id), teams.c.name.icontains(words, autoescape=True)),
            numbered if words.isdecimal() else part,
            select(1)
            .select_from(told_of)
            .where(cast(told_of.c.value, Text).icontains(words, autoescape=True))
            .exists(),
        )


def _about(person_id: int) -> ColumnElement[bool]:
    """Concerning this person: the account, failed sign-ins to it, the calls taken, and the evaluations of them."""
    return or_(
        and_(audit.c.subject_type == "person", audit.c.subject_id == str(person_id)),
        exists().where(
            audit.c.subject_type == "account", _SUBJECT.c.id == person_id, _SUBJECT.c.username == audit.c.subject_id
        ),
        *(
            and_(
                audit.c.subject_type == kind,
                audit.c.subject_id.in_(select(cast(table.c.id, String)).where(table.c.agent_id == person_id)),
            )
            for kind, table in (("call", calls), ("evaluation", evaluations))
        ),
    )


def _is(kind: str, number: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(audit.c.subject_type == kind, audit.c.subject_id == cast(number, String))


def _row(row: Row[Any]) -> AuditRow:
    actor = row.name or row.detail.get("actor", "")
    return AuditRow(row.at, actor, row.action, row.subject_type, row.subject_id, row.detail)
