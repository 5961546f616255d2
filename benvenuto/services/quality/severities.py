"""Evaluators beside one another: who marks strictly, who leniently, and what that does to the agents' scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import scipy
from numpy.typing import NDArray

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.people import Actor
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.statistics.enough import enough_to_say
from benvenuto.statistics.intervals import LEVEL
from benvenuto.statistics.severity import EvaluatorSeverity, Severity, severity
from benvenuto.storage.database import Database
from benvenuto.storage.quality.quality_scores import Marks


class SeverityVerdict(StrEnum):
    """What may be said of an evaluator."""

    STRICT = "strict"
    LENIENT = "lenient"
    UNCLEAR = "unclear"
    ALONE = "alone"
    TOO_FEW = "too few"


@dataclass(frozen=True, slots=True)
class EvaluatorComparison:
    """The evaluators of a choice of calls, with what may be said of each, and the agents they heard.

    `severity` is None where there is nothing to compare; `evaluators` are the ids of who heard the calls, `names` those
    of agents too. Of `calls`, `simulated` never took place. `in_sessions` evaluations were made for calibration
    sessions: they join evaluators who share no agent, and are none of an agent's.
    """

    calls: int
    simulated: int
    evaluators: frozenset[int]
    severity: Severity | None
    verdicts: Mapping[int, SeverityVerdict]
    names: Mapping[int, str]
    in_sessions: int = 0


@dataclass(frozen=True)
class Severities:
    """The service that compares evaluators."""

    database: Database

    def compared(self, actor: Actor, wanted: EvaluationFilter) -> EvaluatorComparison:
        """Evaluators' severities and agents' adjusted scores, in points, unweighted, of calls that the actor watches.

        Calls that evaluators chose themselves would say how they choose: ask for those drawn at random.
        """
        within = oversight_scope(actor)
        with self.database.read() as tx:
            marks = tx.quality_scores.marks(within, wanted)
            in_sessions = tx.quality_scores.session_marks(within, wanted)
            _, simulated = tx.quality_scores.count(within, wanted)
            evaluators = frozenset(marks.evaluator_id).union(in_sessions.evaluator_id)
            names = tx.quality_scores.names(evaluators.union(marks.agent_id))
        estimated = _estimated(_together(marks, in_sessions))
        return EvaluatorComparison(
            calls=len(marks.care),
            simulated=simulated,
            evaluators=evaluators,
            severity=estimated,
            verdicts=verdicts(estimated.evaluators) if estimated else {},
            names=names,
            in_sessions=len(in_sessions.care),
        )


def verdicts(evaluators: Sequence[EvaluatorSeverity]) -> Mapping[int, SeverityVerdict]:
    """Verdict on each evaluator, by id; 95% holds for all that are compared together (Bonferroni)."""
    islands = [evaluator.island for evaluator in evaluators]
    compared = sum(enough_to_say(evaluator.n) and islands.count(evaluator.island) > 1 for evaluator in evaluators)
    # the intervals are normal, so that another level only stretches them
    wider = float(scipy.special.ndtri(1 - (1 - LEVEL) / 2 / max(compared, 1)) / scipy.special.ndtri((1 + LEVEL) / 2))
    return {
        evaluator.evaluator: _verdict(evaluator, wider, alone=islands.count(evaluator.island) == 1)
        for evaluator in evaluators
    }


def _verdict(evaluator: EvaluatorSeverity, wider: float, *, alone: bool) -> SeverityVerdict:
    if not enough_to_say(evaluator.n):
        return SeverityVerdict.TOO_FEW
    if alone:
        return SeverityVerdict.ALONE
    if evaluator.severity - wider * (evaluator.severity - evaluator.low) > 0:
        return SeverityVerdict.STRICT
    if evaluator.severity + wider * (evaluator.high - evaluator.severity) < 0:
        return SeverityVerdict.LENIENT
    return SeverityVerdict.UNCLEAR


def _together(marks: Marks, others: Marks) -> Marks:
    return Marks(
        care=[*marks.care, *others.care],
        agent_id=[*marks.agent_id, *others.agent_id],
        evaluator_id=[*marks.evaluator_id, *others.evaluator_id],
        contact_reason=[*marks.contact_reason, *others.contact_reason],
    )


def _estimated(marks: Marks) -> Severity | None:
    estimated = severity(marks.care, marks.agent_id, marks.evaluator_id, _coded(marks.contact_reason))
    if estimated is None:
        return None
    # a call of a session stands for an agent, and is none
    return replace(estimated, agents=tuple(agent for agent in estimated.agents if agent.agent > 0))


def _coded(words: Sequence[str]) -> NDArray[np.intp]:
    """A number for each word: they sort faster."""
    places = {word: place for place, word in enumerate(dict.fromkeys(words))}
    return np.array([places[word] for word in words], dtype=np.intp)
