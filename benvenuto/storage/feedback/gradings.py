"""Gradings of feedback."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, exists, insert, select, update

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Answers
from benvenuto.domain.evaluation import FOR_THE_AGENT, Status
from benvenuto.domain.grading import Grading
from benvenuto.storage.scoring.calibrations import of_open_session
from benvenuto.storage.tables import calls, evaluations, gradings, inserted_id, people

# what a dispute has struck whole is read by nobody as feedback any more
_DRAWABLE = (Status.PUBLISHED, Status.ACKNOWLEDGED, Status.UPHELD, Status.CHANGED)


@dataclass(frozen=True)
class Gradings:
    """The repository of gradings."""

    connection: Connection

    def begin(self, evaluation_id: int, by: int, at: datetime, version_id: int, revision: int, *, drawn: bool) -> int:
        """Keep that somebody is going to grade it; the grading's id."""
        row = {
            "evaluation_id": evaluation_id,
            "by_id": by,
            "begun_at": at,
            "scorecard_version_id": version_id,
            "revision": revision,
            "drawn": drawn,
            "answers": {},
            "words": "",
            "reply": "",
        }
        return inserted_id(self.connection.execute(insert(gradings).values(row)))

    def hand_in(
        self, grading_id: int, at: datetime, version_id: int, revision: int, given: Answers, words: str
    ) -> None:
        """Keep what was said of the evaluation as it stands in this revision."""
        row = {"scorecard_version_id": version_id, "revision": revision, "answers": _stored(given), "words": words}
        self.set(grading_id, handed_in_at=at, **row)

    def set(self, grading_id: int, **values: object) -> None:
        """Change columns of a grading."""
        self.connection.execute(update(gradings).where(gradings.c.id == grading_id).values(**values))

    def give_up(self, grading_id: int) -> None:
        """Forget one that was drawn and can no longer be graded."""
        open_still = (gradings.c.id == grading_id) & gradings.c.handed_in_at.is_(None)
        self.connection.execute(delete(gradings).where(open_still))

    def get(self, grading_id: int, *, lock: bool = False) -> Grading | None:
        """One grading; locked against other writers until the end of the transaction when asked."""
        query = _rows().where(gradings.c.id == grading_id)
        row = self.connection.execute(query.with_for_update(of=gradings) if lock else query).first()
        return _grading(row) if row else None

    def of_evaluation(self, evaluation_id: int) -> Grading | None:
        """The grading of an evaluation, None before somebody begins one."""
        row = self.connection.execute(_rows().where(gradings.c.evaluation_id == evaluation_id)).first()
        return _grading(row) if row else None

    def waiting(self, by: int, evaluator_id: int) -> Sequence[Grading]:
        """What somebody has drawn of an evaluator's and not handed in."""
        mine = (gradings.c.by_id == by) & (evaluations.c.evaluator_id == evaluator_id)
        return self._these(mine & gradings.c.handed_in_at.is_(None))

    def these(self, ids: Collection[int]) -> Sequence[Grading]:
        """The gradings of these ids that were handed in."""
        return self._these(gradings.c.id.in_(sorted(ids)) & gradings.c.handed_in_at.is_not(None))

    def of_evaluator(self, evaluator_id: int, team_ids: Collection[int] | None) -> Sequence[Grading]:
        """Those handed in about one evaluator's feedback, in these teams or (None) in all, the latest first."""
        asked = (evaluations.c.evaluator_id == evaluator_id) & gradings.c.handed_in_at.is_not(None)
        return self._these(asked if team_ids is None else asked & evaluations.c.team_id.in_(sorted(team_ids)))

    def drawable(self, evaluator_id: int, team_ids: Collection[int], since: datetime, until: datetime) -> Sequence[int]:
        """The evaluations of calls that took place, published for agents in that time, that nobody has graded."""
        at = evaluations.c
        query = select(at.id).join(calls, calls.c.id == at.call_id).where(
            at.evaluator_id == evaluator_id,
            at.team_id.in_(sorted(team_ids)),
            at.status.in_([status.value for status in _DRAWABLE]),
            at.selection.in_([kind.value for kind in FOR_THE_AGENT]),
            at.published_at >= since,
            at.published_at <= until,
            calls.c.simulated.is_(False),
            ~exists().where(gradings.c.evaluation_id == at.id),
        )  # fmt: skip
        return list(self.connection.scalars(query.order_by(at.id)))

    def has_published(self, evaluator_id: int, team_ids: Collection[int]) -> bool:
        """Whether somebody has published anything in these teams that others may know of."""
        at = evaluations.c
        published = (at.evaluator_id == evaluator_id) & at.published_at.is_not(None) & ~of_open_session()
        return bool(self.connection.scalar(select(exists().where(published, at.team_id.in_(sorted(team_ids))))))

    def _these(self, asked: ColumnElement[bool]) -> Sequence[Grading]:
        query = _rows().where(asked).order_by(gradings.c.handed_in_at.desc(), gradings.c.id.desc())
        return [_grading(row) for row in self.connection.execute(query)]


def _rows() -> Select[Any]:
    evaluator, agent, by = people.alias("evaluator"), people.alias("agent"), people.alias("by")
    at = evaluations.c
    return (
        select(
            gradings,
            at.evaluator_id,
            at.agent_id,
            at.team_id,
            at.called_at,
            evaluator.c.name.label("evaluator_name"),
            agent.c.name.label("agent_name"),
            by.c.name.label("by_name"),
        )
        .join(evaluations, at.id == gradings.c.evaluation_id)
        .join(evaluator, evaluator.c.id == at.evaluator_id)
        .join(agent, agent.c.id == at.agent_id)
        .join(by, by.c.id == gradings.c.by_id)
    )


def _grading(row: Row[Any]) -> Grading:
    return Grading(
        id=row.id,
        evaluation_id=row.evaluation_id,
        evaluator_id=row.evaluator_id,
        evaluator_name=row.evaluator_name,
        agent_id=row.agent_id,
        agent_name=row.agent_name,
        team_id=row.team_id,
        called_at=row.called_at,
        scorecard_version_id=row.scorecard_version_id,
        by_id=row.by_id,
        by_name=row.by_name,
        drawn=row.drawn,
        revision=row.revision,
        handed_in_at=row.handed_in_at,
        answers={path: _answer(given) for path, given in row.answers.items()},
        words=row.words,
        acknowledged_at=row.acknowledged_at,
        reply=row.reply,
        replied_at=row.replied_at,
    )


def _stored(given: Answers) -> Mapping[str, Mapping[str, object]]:
    return {
        path: {
            "level": answer.choice if isinstance(answer.choice, str) else None,
            "not_applicable": answer.choice is NOT_APPLICABLE,
            "reasons": list(answer.reasons),
        }
        for path, answer in given.items()
    }


def _answer(given: Mapping[str, Any]) -> Answer:
    choice = NOT_APPLICABLE if given["not_applicable"] else given["level"]
    return Answer(choice=choice, reasons=tuple(given["reasons"]))
