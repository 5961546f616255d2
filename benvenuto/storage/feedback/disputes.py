"""Disputes by criterion: what the agent says, what was heard blind, what was decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, union

from benvenuto.domain.answer import NOT_APPLICABLE, NotApplicable
from benvenuto.domain.dispute import BlindMark, DecidedCriterion, Decision, Dispute, DisputedCriterion, Ruling
from benvenuto.storage.tables import blind_marks, comments, decided_criteria, disputed_criteria, people


@dataclass(frozen=True)
class Disputes:
    """The repository of disputes. That one is open, the evaluation says; its words are among the comments."""

    connection: Connection

    def add(self, evaluation_id: int, criteria: Sequence[DisputedCriterion]) -> None:
        """Keep which criteria are disputed; none where it is about the whole evaluation."""
        if criteria:
            self.connection.execute(
                insert(disputed_criteria),
                [
                    {
                        "evaluation_id": evaluation_id,
                        "path": criterion.path,
                        "reason": criterion.reason,
                        "at_s": criterion.at_s,
                    }
                    for criterion in criteria
                ],
            )

    def add_blind(
        self, evaluation_id: int, listener_id: int, at: datetime, marks: Mapping[str, str | NotApplicable | None]
    ) -> None:
        """Keep what somebody heard before they saw a mark."""
        self.connection.execute(
            insert(blind_marks),
            [
                {
                    "evaluation_id": evaluation_id,
                    "listener_id": listener_id,
                    "path": path,
                    "level": choice if isinstance(choice, str) else None,
                    "not_applicable": choice is NOT_APPLICABLE,
                    "at": at,
                }
                for path, choice in marks.items()
            ],
        )

    def decide(self, evaluation_id: int, author_id: int, at: datetime, rulings: Mapping[str, Ruling]) -> None:
        """Keep what was decided."""
        if rulings:
            self.connection.execute(
                insert(decided_criteria),
                [
                    {
                        "evaluation_id": evaluation_id,
                        "path": path,
                        "decision": ruling.decision.value,
                        "level": ruling.level or None,
                        "reason": ruling.reason,
                        "author_id": author_id,
                        "at": at,
                    }
                    for path, ruling in rulings.items()
                ],
            )

    def of(self, evaluation_id: int) -> Dispute:
        """The dispute of an evaluation; an empty one where it has none, or one about the whole of it."""
        return Dispute(self._criteria(evaluation_id), self._decided(evaluation_id), self._blind(evaluation_id))

    def known_to(self, person_id: int, evaluation_ids: Collection[int]) -> frozenset[int]:
        """Those of these evaluations whose call this person has listened to blind, or whose dispute they answered."""
        heard = select(blind_marks.c.evaluation_id).where(
            blind_marks.c.listener_id == person_id, blind_marks.c.evaluation_id.in_(list(evaluation_ids))
        )
        answered = select(comments.c.evaluation_id).where(
            comments.c.author_id == person_id,
            comments.c.kind == "answer",
            comments.c.evaluation_id.in_(list(evaluation_ids)),
        )
        return frozenset(self.connection.scalars(union(heard, answered)))

    def _criteria(self, evaluation_id: int) -> tuple[DisputedCriterion, ...]:
        query = select(disputed_criteria).where(disputed_criteria.c.evaluation_id == evaluation_id)
        rows = self.connection.execute(query.order_by(disputed_criteria.c.path))
        return tuple(DisputedCriterion(row.path, row.reason, row.at_s) for row in rows)

    def _decided(self, evaluation_id: int) -> Mapping[str, DecidedCriterion]:
        query = select(decided_criteria, people.c.name).join(people, people.c.id == decided_criteria.c.author_id)
        query = query.where(decided_criteria.c.evaluation_id == evaluation_id).order_by(decided_criteria.c.path)
        return {
            row.path: DecidedCriterion(
                row.path, Ruling(Decision(row.decision), row.reason, row.level or ""), row.author_id, row.name, row.at
            )
            for row in self.connection.execute(query)
        }

    def _blind(self, evaluation_id: int) -> tuple[BlindMark, ...]:
        query = select(blind_marks, people.c.name).join(people, people.c.id == blind_marks.c.listener_id)
        query = query.where(blind_marks.c.evaluation_id == evaluation_id)
        rows = self.connection.execute(query.order_by(blind_marks.c.at, blind_marks.c.path))
        return tuple(
            BlindMark(row.path, row.listener_id, row.name, row.at, NOT_APPLICABLE if row.not_applicable else row.level)
            for row in rows
        )
