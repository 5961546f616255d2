"""Which drawn calls are heard by two, by whom, and who of the two is still to hear one without the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, insert, or_, select, update

from benvenuto.domain.evaluation import SelectionKind, Status
from benvenuto.domain.second_listening import Lot
from benvenuto.storage.tables import calls, evaluations, framed_calls, sampling_frames, second_listenings


@dataclass(frozen=True)
class SecondListenings:
    """The repository of second listenings."""

    connection: Connection

    def add(self, call_ids: Iterable[int]) -> None:
        """Have these drawn calls heard twice; by whom is settled once the first has published."""
        rows = [{"call_id": call_id} for call_id in call_ids]
        if rows:
            self.connection.execute(insert(second_listenings), rows)

    def lot(self, call_id: int) -> Lot | None:
        """What the frame of a call was drawn with; None for one drawn before there were second listenings."""
        return self._lot(framed_calls.c.call_id == call_id)

    def unnamed(self, call_id: int) -> Lot | None:
        """The same of a call that is to be heard twice while nobody is named; None of any other."""
        at = second_listenings.c
        return self._lot(
            framed_calls.c.call_id == call_id, exists().where(at.call_id == call_id, at.evaluator_id.is_(None))
        )

    def name(self, call_id: int, evaluator_id: int | None, at: datetime | None) -> None:
        """Name who hears it second, or nobody again."""
        values = {"evaluator_id": evaluator_id, "named_at": at, "given_up_at": None}
        self._set(call_id, **values)

    def give_up(self, call_id: int, at: datetime) -> None:
        """Let the second listening be: the call cannot be scored by who was named."""
        self._set(call_id, given_up_at=at)

    def evaluator(self, call_id: int) -> int | None:
        """Who hears a call second; None for nobody, or nobody any more."""
        at = second_listenings.c
        return self.connection.scalar(select(at.evaluator_id).where(at.call_id == call_id, at.given_up_at.is_(None)))

    def blind_calls(self, person_id: int, call_ids: Collection[int] | None = None) -> frozenset[int]:
        """The calls, or those of these, that this person is one of two to hear, and has not published yet."""
        at = second_listenings.c
        query = select(at.call_id).where(
            *([] if call_ids is None else [at.call_id.in_(list(call_ids))]),
            at.evaluator_id.is_not(None),
            at.given_up_at.is_(None),
            or_(at.evaluator_id == person_id, _evaluated_by(person_id)),
            ~_evaluated_by(person_id, published=True),
        )
        return frozenset(self.connection.scalars(query))

    def _lot(self, *conditions: ColumnElement[bool]) -> Lot | None:
        at = sampling_frames.c
        query = select(at.seed, at.second_share).join(framed_calls, framed_calls.c.frame_id == at.id)
        row = self.connection.execute(query.where(at.seed.is_not(None), *conditions)).first()
        return Lot(row.seed, row.second_share) if row else None

    def _set(self, call_id: int, **values: object) -> None:
        change = update(second_listenings).where(second_listenings.c.call_id == call_id)
        self.connection.execute(change.values(**values))


def second_of(reader_id: int) -> ColumnElement[bool]:
    """Calls that the reader hears second, or has heard."""
    at = second_listenings.c
    return exists().where(at.call_id == calls.c.id, at.evaluator_id == reader_id, at.given_up_at.is_(None))


def second_waits_for(reader_id: int) -> ColumnElement[bool]:
    """Calls whose second listening the reader has still to publish."""
    published = exists().where(
        evaluations.c.call_id == calls.c.id,
        evaluations.c.evaluator_id == reader_id,
        evaluations.c.status != Status.DRAFT.value,
    )
    return and_(second_of(reader_id), ~published)


def _evaluated_by(person_id: int, *, published: bool = False) -> ColumnElement[bool]:
    conditions = [
        evaluations.c.call_id == second_listenings.c.call_id,
        evaluations.c.evaluator_id == person_id,
        # an agent who supervises as well is not one of the two by scoring the own call for themselves
        evaluations.c.selection != SelectionKind.SELF.value,
    ]
    return exists().where(*conditions, *([evaluations.c.status != Status.DRAFT.value] if published else []))
