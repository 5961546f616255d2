"""Simulated calls that a second evaluator scored too, so that the pages on agreement have something true to show.

Planted: what the caller said back is read differently by everybody, in every second call; all else mostly alike.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.evaluation import SelectionKind
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.scoring import CallFacts, applies, score
from benvenuto.sample.history import SEVERITY, SimulatedEvaluation, rows
from benvenuto.services.scoring.scorecards import ScorecardInForce

SEED = 20_260_102
EVERY = 12
"""One drawn call of so many."""
READ_DIFFERENTLY = "listening/paraphrase"
APART = {READ_DIFFERENTLY: 0.5}
"""How often two evaluators differ on a criterion."""
ELSE = 0.1


def second_evaluations(
    first: Sequence[SimulatedEvaluation], scorecards: Sequence[ScorecardInForce]
) -> Iterator[SimulatedEvaluation]:
    """Another evaluator's evaluation of some of the drawn calls, a day after the first."""
    rng = random.Random(SEED)  # noqa: S311 - a simulation must repeat itself
    drawn = [evaluated for evaluated in first if evaluated.evaluation["probability"] is not None]
    used: Mapping[object, Scorecard] = {in_force.version_id: in_force.scorecard for in_force in scorecards}
    for evaluated in drawn[::EVERY]:
        yield _second(rng, evaluated, used[evaluated.evaluation["scorecard_version_id"]])


def _second(rng: random.Random, first: SimulatedEvaluation, scorecard: Scorecard) -> SimulatedEvaluation:
    facts = CallFacts(str(first.call["contact_reason"]), str(first.call["language"]))
    answers = _answers(rng, scorecard, facts, {str(row["path"]): row for row in first.answers})
    result = score(scorecard, answers, facts)
    assert result.final is not None  # noqa: S101 - greeting and listening apply to every call
    published = first.evaluation["published_at"]
    assert isinstance(published, datetime)  # noqa: S101 - as the history has it
    later = published + timedelta(days=1)
    return replace(
        first,
        evaluation={
            **first.evaluation,
            "selection": SelectionKind.SECOND.value,
            "probability": None,
            "care_score": result.care,
            "final_score": result.final,
            "band": scorecard.band(result.final).id,
            "passed": result.passed,
            "created_at": later - timedelta(minutes=20),
            "published_at": later,
            "acknowledged_at": later + timedelta(hours=3),
        },
        answers=tuple(rows(scorecard, answers, facts)),
        rubric_scores=result.rubrics,
        critical_errors=tuple((error.path, error.type.value) for error in result.critical_errors),
        evaluator=rng.choice([evaluator for evaluator in SEVERITY if evaluator != first.evaluator]),
    )


def _answers(
    rng: random.Random, scorecard: Scorecard, facts: CallFacts, first: Mapping[str, Mapping[str, object]]
) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for path, criterion in scorecard.criteria():
        if not applies(criterion.applies_when, facts, answers):
            continue
        level = str(first[path]["level"]) if path in first and not first[path]["not_applicable"] else ""
        apart = rng.random() < APART.get(path, ELSE)
        if level:
            answers[path] = Answer(_beside(rng, criterion, level) if apart else level)
        elif criterion.not_applicable and not apart:
            answers[path] = Answer(NOT_APPLICABLE)
        else:
            answers[path] = Answer(criterion.scale[0].id)
    return answers


def _beside(rng: random.Random, criterion: Criterion, level: str) -> str:
    """A level next to this one."""
    ids = [each.id for each in criterion.scale]
    at = ids.index(level)
    return rng.choice([ids[place] for place in (at - 1, at + 1) if 0 <= place < len(ids)])
