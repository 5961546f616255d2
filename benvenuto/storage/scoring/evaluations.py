"""Evaluations with their answers, scores, critical errors and comments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, select, update

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Answers, Moment
from benvenuto.domain.evaluation import COUNTING, Comment, EvaluationRow, Selection, SelectionKind, Status
from benvenuto.domain.feedback_filter import FeedbackFilter
from benvenuto.domain.rubric import Ending
from benvenuto.domain.sampling import DrawnCall
from benvenuto.domain.scored import ScoredFilter
from benvenuto.domain.scoring import CallFacts, CriticalError
from benvenuto.storage.bulk import append, reserve_ids
from benvenuto.storage.dirty_weeks import DirtyWeeks
from benvenuto.storage.scoring.feedback_list import conditions, newest_first, published_about
from benvenuto.storage.scoring.scored_list import scored_in, scored_order
from benvenuto.storage.tables import (
    answers,
    applied_edits,
    calls,
    comments,
    critical_errors,
    edit_histories,
    evaluations,
    inserted_id,
    people,
    rubric_scores,
)

_DETAILS = {table.name: table for table in (answers, rubric_scores, critical_errors)}

_FEEDS = frozenset({"status", "selection", "probability", "care_score", "revision"})
"""What changes an average when it changes."""


@dataclass(frozen=True)
class Evaluations:
    """The repository of evaluations; what changes in those that count is noted in `dirty_weeks`."""

    connection: Connection
    dirty_weeks: DirtyWeeks

    def begin(self, at: datetime, selection: Selection, facts: CallFacts, **ids: object) -> int:
        """Begin a draft; `ids` names call, agent, team, evaluator, scorecard version and the time of the call."""
        return inserted_id(
            self.connection.execute(
                insert(evaluations).values(
                    status=Status.DRAFT.value,
                    selection=selection.kind.value,
                    probability=selection.probability,
                    contact_reason=facts.contact_reason,
                    language=facts.language,
                    ending=facts.ending,
                    revision=1,
                    summary="",
                    created_at=at,
                    **ids,
                )
            )
        )

    def get(self, evaluation_id: int, *, lock: bool = False) -> EvaluationRow | None:
        """One evaluation; locked against other writers until the end of the transaction when asked."""
        query = _rows().where(evaluations.c.id == evaluation_id)
        row = self.connection.execute(query.with_for_update(of=evaluations) if lock else query).first()
        return _stored(row) if row else None

    def mine(self, call_id: int, evaluator_id: int) -> EvaluationRow | None:
        """The evaluator's newest evaluation of a call."""
        query = _rows().where(evaluations.c.call_id == call_id, evaluations.c.evaluator_id == evaluator_id)
        row = self.connection.execute(query.order_by(evaluations.c.id.desc()).limit(1)).first()
        return _stored(row) if row else None

    def of_call(self, call_id: int) -> Sequence[EvaluationRow]:
        """All evaluations of a call."""
        rows = self.connection.execute(_rows().where(evaluations.c.call_id == call_id).order_by(evaluations.c.id))
        return [_stored(row) for row in rows]

    def of_calls(self, call_ids: Collection[int]) -> Sequence[EvaluationRow]:
        """All evaluations of these calls."""
        rows = self.connection.execute(
            _rows().where(evaluations.c.call_id.in_(list(call_ids))).order_by(evaluations.c.id)
        )
        return [_stored(row) for row in rows]

    def latest_published(self, evaluator_id: int, since: datetime) -> EvaluationRow | None:
        """What the evaluator published last, since then, and nobody has responded to."""
        at = evaluations.c
        query = _rows().where(at.evaluator_id == evaluator_id, at.status == Status.PUBLISHED.value)
        query = query.where(at.published_at >= since, ~exists().where(comments.c.evaluation_id == at.id))
        row = self.connection.execute(query.order_by(at.published_at.desc(), at.id.desc()).limit(1)).first()
        return _stored(row) if row else None

    def of_agent(
        self, agent_id: int, wanted: FeedbackFilter, limit: int, offset: int = 0, *, but: Collection[int] = ()
    ) -> tuple[Sequence[EvaluationRow], int]:
        """One page of what was published about an agent, newest first, and how many there are in all.

        Those of the calls in `but` are left out.
        """
        asked = [*published_about(agent_id), *conditions(wanted), evaluations.c.call_id.not_in(list(but))]
        total = self.connection.scalar(select(func.count()).select_from(evaluations).where(*asked))
        query = _rows().where(*asked).order_by(*newest_first(wanted.order)).limit(limit).offset(offset)
        return [_stored(row) for row in self.connection.execute(query)], int(total or 0)

    def scored(
        self,
        team_ids: Collection[int],
        wanted: ScoredFilter,
        limit: int | None,
        offset: int = 0,
        *,
        but: Collection[int] = (),
        unheard: Collection[int] = (),
        reader_id: int | None = None,
    ) -> tuple[Sequence[EvaluationRow], int]:
        """One page of what was published in these teams, in the order that is asked, and how many there are in all.

        Those of the calls in `but` are left out; those of `unheard` are not sorted by score nor found by what they say,
        and those whose agent the reader is not to know are not found by the agent.
        """
        asked = [*scored_in(team_ids, wanted, unheard, reader_id), evaluations.c.call_id.not_in(list(but))]
        total = self.connection.scalar(select(func.count()).select_from(evaluations).where(*asked))
        query = _rows().where(*asked).order_by(*scored_order(wanted.order, unheard)).limit(limit).offset(offset)
        return [_stored(row) for row in self.connection.execute(query)], int(total or 0)

    def scored_choices(self, team_ids: Collection[int]) -> tuple[Mapping[int, str], Mapping[int, str], Sequence[str]]:
        """Agents and evaluators of what was published in these teams, by name, and its contact reasons."""
        asked = scored_in(team_ids, ScoredFilter())
        names = []
        for column in (evaluations.c.agent_id, evaluations.c.evaluator_id):
            mentioned = select(people.c.id, people.c.name).where(people.c.id.in_(select(column).where(*asked)))
            rows = self.connection.execute(mentioned.order_by(people.c.name))
            names.append({row.id: row.name for row in rows})
        reason = evaluations.c.contact_reason
        reasons = self.connection.scalars(select(reason).where(*asked).distinct().order_by(reason))
        return names[0], names[1], list(reasons)

    def kinds_of_agent(self, agent_id: int) -> Sequence[tuple[str, int]]:
        """The contact reasons, each with the stored scorecard versions, of what was published about an agent."""
        columns = evaluations.c.contact_reason, evaluations.c.scorecard_version_id
        rows = self.connection.execute(select(*columns).where(*published_about(agent_id)).distinct().order_by(*columns))
        return [(row.contact_reason, row.scorecard_version_id) for row in rows]

    def these(self, ids: Sequence[int]) -> Sequence[EvaluationRow]:
        """The evaluations of these ids, newest call first."""
        rows = self.connection.execute(
            _rows().where(evaluations.c.id.in_(list(ids))).order_by(evaluations.c.called_at.desc())
        )
        return [_stored(row) for row in rows]

    def disputed(self, team_ids: Sequence[int]) -> Sequence[EvaluationRow]:
        """Evaluations under dispute in these teams, the oldest first."""
        query = _rows().where(evaluations.c.team_id.in_(list(team_ids)))
        query = query.where(evaluations.c.status == Status.DISPUTED.value).order_by(evaluations.c.published_at)
        return [_stored(row) for row in self.connection.execute(query)]

    def set(self, evaluation_id: int, **values: object) -> None:
        """Change columns of an evaluation."""
        # noted before the change: what stops counting must still be found where it counted
        if _FEEDS & values.keys():
            self._touch(evaluation_id)
        self.connection.execute(update(evaluations).where(evaluations.c.id == evaluation_id).values(**values))

    def count_as_drawn(self, drawn: Sequence[DrawnCall]) -> None:
        """Let the first published evaluation of each call that was picked by hand count as random, now it is drawn."""
        at = evaluations.c
        first = select(at.call_id, func.min(at.id)).where(
            at.call_id.in_([call.call_id for call in drawn]),
            at.selection == SelectionKind.TARGETED.value,
            at.status.in_([status.value for status in COUNTING]),
        )
        probabilities = {call.call_id: call.probability for call in drawn}
        for call_id, evaluation_id in self.connection.execute(first.group_by(at.call_id)).all():
            self.set(evaluation_id, selection=SelectionKind.RANDOM.value, probability=probabilities[call_id])

    def discard(self, evaluation_id: int) -> None:
        """Delete a draft with all that hangs on it."""
        # which edits were applied stays known: one that arrives once more must not begin another draft
        for table in (answers, edit_histories, rubric_scores, critical_errors, comments):
            self.connection.execute(delete(table).where(table.c.evaluation_id == evaluation_id))
        self.connection.execute(
            delete(evaluations).where(evaluations.c.id == evaluation_id, evaluations.c.status == Status.DRAFT.value)
        )

    def answers(self, evaluation_id: int, revision: int) -> Answers:
        """The answers of one revision."""
        rows = self.connection.execute(
            select(answers).where(answers.c.evaluation_id == evaluation_id, answers.c.revision == revision)
        )
        return {row.path: _answer(row) for row in rows}

    def answers_of(self, ids: Collection[int], revision: int) -> Mapping[int, Answers]:
        """The answers of this revision of each of these evaluations, by id."""
        given: dict[int, dict[str, Answer]] = {}
        chosen = answers.c.evaluation_id.in_(list(ids)), answers.c.revision == revision
        for row in self.connection.execute(select(answers).where(*chosen)):
            given.setdefault(row.evaluation_id, {})[row.path] = _answer(row)
        return given

    def put_answers(
        self, evaluation_id: int, revision: int, given: Answers, values: Mapping[str, float] | None = None
    ) -> None:
        """Write these answers in place of what stood there; `values` are level values 0..1 of those that count."""
        if not given:
            return
        self.connection.execute(
            delete(answers).where(
                answers.c.evaluation_id == evaluation_id,
                answers.c.revision == revision,
                answers.c.path.in_(list(given)),
            )
        )
        counted = values or {}
        self.connection.execute(
            insert(answers),
            [
                {
                    "evaluation_id": evaluation_id,
                    "revision": revision,
                    "path": path,
                    "level": answer.choice if isinstance(answer.choice, str) else None,
                    "not_applicable": answer.choice is NOT_APPLICABLE,
                    "value": counted.get(path),
                    "reasons": list(answer.reasons),
                    "note": answer.note,
                    "moments": [{"id": m.id, "at_s": m.at_s, "note": m.note} for m in answer.moments],
                }
                for path, answer in given.items()
            ],
        )

    def applied(self, call_id: int, evaluator_id: int, client: str) -> int:
        """The last edit of this browser to the evaluator's draft of a call that was applied, 0 for none."""
        at = applied_edits.c
        whose = (at.call_id == call_id) & (at.evaluator_id == evaluator_id) & (at.client == client)
        return int(self.connection.scalar(select(at.seq).where(whose)) or 0)

    def set_applied(self, call_id: int, evaluator_id: int, client: str, seq: int) -> None:
        """Remember the last edit of this browser, also beyond the draft: discarded, it is not begun by them again."""
        at, whose = applied_edits.c, {"call_id": call_id, "evaluator_id": evaluator_id, "client": client}
        self.connection.execute(delete(applied_edits).where(*(at[name] == value for name, value in whose.items())))
        self.connection.execute(insert(applied_edits).values(**whose, seq=seq))

    def put_results(self, evaluation_id: int, by_rubric: Mapping[str, float], errors: Sequence[CriticalError]) -> None:
        """Write a published evaluation's rubric scores (0..100) and critical errors."""
        self._touch(evaluation_id)
        for table in (rubric_scores, critical_errors):
            self.connection.execute(delete(table).where(table.c.evaluation_id == evaluation_id))
        scores = [{"evaluation_id": evaluation_id, "rubric_id": r, "score": s} for r, s in by_rubric.items()]
        if scores:
            self.connection.execute(insert(rubric_scores), scores)
        failed = [{"evaluation_id": evaluation_id, "path": e.path, "type": e.type.value} for e in errors]
        if failed:
            self.connection.execute(insert(critical_errors), failed)

    def clear_results(self, evaluation_id: int, revision: int) -> None:
        """Take away what a publication wrote about an evaluation; its answers stay."""
        self.put_results(evaluation_id, {}, ())
        mine = (answers.c.evaluation_id == evaluation_id) & (answers.c.revision == revision)
        self.connection.execute(update(answers).where(mine).values(value=None))

    def comment(self, evaluation_id: int, author_id: int, at: datetime, kind: str, text: str) -> None:
        """Append a comment."""
        self.connection.execute(
            insert(comments).values(evaluation_id=evaluation_id, author_id=author_id, at=at, kind=kind, text=text)
        )

    def comments(self, evaluation_id: int) -> Sequence[Comment]:
        """What was said, in order."""
        query = (
            select(comments, people.c.name)
            .join(people, people.c.id == comments.c.author_id)
            .where(comments.c.evaluation_id == evaluation_id)
            .order_by(comments.c.id)
        )
        return [Comment(r.author_id, r.name, r.at, r.kind, r.text) for r in self.connection.execute(query)]

    def add_history(self, rows: Sequence[Mapping[str, object]]) -> Sequence[int]:
        """Add many evaluations at once, all with the same columns; their ids, in the order of the rows."""
        if not rows:
            return []
        # thousands at once: their weeks are added up anew, which reads each but once
        self.dirty_weeks.changed.update((row["called_at"], row["team_id"]) for row in rows)  # type: ignore[misc]
        ids, columns = reserve_ids(self.connection, evaluations, len(rows)), list(rows[0])
        filled = ((number, *(row[name] for name in columns)) for number, row in zip(ids, rows, strict=True))
        append(self.connection, evaluations, ["id", *columns], filled)
        return ids

    def add_history_details(self, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
        """Add what belongs to them, in the same transaction: rows of answers, rubric_scores or critical_errors."""
        append(self.connection, _DETAILS[table], columns, rows)

    def _touch(self, evaluation_id: int) -> None:
        """Note what is about to change."""
        # it did not count before this transaction, so its week has nothing to be added up anew
        if evaluation_id in self.dirty_weeks.newly_counting:
            return
        at = evaluations.c
        facts = select(at.called_at, at.team_id, at.status).where(at.id == evaluation_id)
        for called_at, team_id, status in self.connection.execute(facts):
            if Status(status) in COUNTING:
                self.dirty_weeks.changed.add((called_at, team_id))
            else:
                self.dirty_weeks.newly_counting[evaluation_id] = called_at, team_id


@cache
def _rows() -> Select[Any]:
    agent, evaluator = people.alias("agent"), people.alias("evaluator")
    return (
        select(
            evaluations,
            agent.c.name.label("agent_name"),
            evaluator.c.name.label("evaluator_name"),
            calls.c.simulated,
        )
        .join(agent, agent.c.id == evaluations.c.agent_id)
        .join(evaluator, evaluator.c.id == evaluations.c.evaluator_id)
        .join(calls, calls.c.id == evaluations.c.call_id)
    )


def _stored(row: Row[Any]) -> EvaluationRow:
    return EvaluationRow(
        id=row.id,
        call_id=row.call_id,
        agent_id=row.agent_id,
        agent_name=row.agent_name,
        team_id=row.team_id,
        evaluator_id=row.evaluator_id,
        evaluator_name=row.evaluator_name,
        scorecard_version_id=row.scorecard_version_id,
        status=Status(row.status),
        selection=Selection(SelectionKind(row.selection), row.probability),
        facts=CallFacts(row.contact_reason, row.language, Ending(row.ending) if row.ending else None),
        revision=row.revision,
        summary=row.summary,
        care_score=row.care_score,
        final_score=row.final_score,
        band=row.band,
        passed=row.passed,
        called_at=row.called_at,
        created_at=row.created_at,
        published_at=row.published_at,
        acknowledged_at=row.acknowledged_at,
        first_read_at=row.first_read_at,
        simulated=row.simulated,
        handed_in_at=row.handed_in_at,
        for_training=bool(row.for_training),
    )


def _answer(row: Row[Any]) -> Answer:
    return Answer(
        choice=NOT_APPLICABLE if row.not_applicable else row.level,
        reasons=tuple(row.reasons),
        note=row.note,
        moments=tuple(Moment(m["id"], m["at_s"], m["note"]) for m in row.moments),
    )
