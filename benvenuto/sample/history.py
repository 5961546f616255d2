"""Half a year of simulated evaluations, with things in them worth finding; the seed makes it the same every time.

Planted, so that a trend page has something true to show: Marta improves from week to week; precise answers slip for
everybody after a change of the returns policy, four weeks before the end; Silvia marks strictly, Luca leniently;
Chiara and Nadia joined late and have few calls; targeted calls were chosen because something had gone wrong.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.evaluation import SelectionKind, Status
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.scoring import CallFacts, applies, chosen_level, score
from benvenuto.services.scoring.scorecards import ScorecardInForce

SEED = 20_260_101
WEEKS = 26
SLIP_WEEK = 22
PER_WEEK = 3
CALLS_A_WEEK = 60
REASONS = {"delivery": 30, "return": 18, "refund": 14, "payment": 10, "order-change": 8, "presale": 12, "complaint": 8}
SKILL = {
    "giulia": 2.2, "elena": 1.5, "marta": 0.4, "paolo": 0.9, "chiara": 1.4,
    "joe": 2.0, "michelle": 1.4, "elizabeth": 1.6, "robert": 0.8, "nadia": 1.3,
}  # fmt: skip
SEVERITY = {"bruno": 0.0, "silvia": -0.8, "luca": 0.7}
JOINED = {"chiara": 23, "nadia": 22}
NOT_APPLICABLE_OFTEN = 0.55
"""How often what may be marked not applicable is, where it needs an occasion that most calls do not give."""
NOT_APPLICABLE_RARELY = 0.03
MOST_CALLS = frozenset(
    {
        "greeting/first-words",
        "greeting/farewell",
        "listening/paraphrase",
        "precise-answers/right-answer",
        "precise-answers/checked",
        "precise-answers/summary",
        "e-commerce-support/find-the-order",
        "e-commerce-support/delivery",
        "e-commerce-support/returns-and-refunds",
        "complaint-recovery/acknowledge",
        "complaint-recovery/apologise",
        "complaint-recovery/remedy",
        "complaint-recovery/follow-through",
    }
)
"""What nearly every call gives the occasion for."""


@dataclass(frozen=True, slots=True)
class SimulatedEvaluation:
    """One evaluation with its call, as rows to insert; ids are given by whoever stores it."""

    call: Mapping[str, object]
    evaluation: Mapping[str, object]
    answers: tuple[Mapping[str, object], ...]
    rubric_scores: Mapping[str, float]
    critical_errors: tuple[tuple[str, str], ...]
    agent: str
    evaluator: str


def simulate(first_week: datetime, scorecards: list[ScorecardInForce]) -> Iterator[SimulatedEvaluation]:
    """Simulate the weeks from `first_week` (a Monday, aware) on."""
    rng = random.Random(SEED)  # noqa: S311 - a simulation must repeat itself
    number = 0
    for week in range(WEEKS):
        for agent in SKILL:
            if week < JOINED.get(agent, 0):
                continue
            for nth in range(PER_WEEK + (rng.random() < 0.25)):
                number += 1
                at = first_week + timedelta(weeks=week, days=rng.randrange(6), hours=9 + 9 * rng.random())
                yield _simulated(rng, f"sim-{number:05}", agent, week, at, scorecards, targeted=nth >= PER_WEEK)


def _simulated(
    rng: random.Random,
    name: str,
    agent: str,
    week: int,
    at: datetime,
    scorecards: list[ScorecardInForce],
    *,
    targeted: bool,
) -> SimulatedEvaluation:
    reason = rng.choices(list(REASONS), list(REASONS.values()))[0]
    language = "en" if agent in ("joe", "michelle", "elizabeth", "robert", "nadia") else "it"
    evaluator = rng.choice(list(SEVERITY))
    chosen = _scorecard(scorecards, reason)
    facts = CallFacts(reason, language)
    ability = SKILL[agent] + (0.11 * week if agent == "marta" else 0.0) - (1.3 if targeted else 0.0)
    ability += SEVERITY[evaluator] + rng.gauss(0, 0.6)
    answers = _answers(rng, chosen.scorecard, facts, ability, slipped=week >= SLIP_WEEK)
    result = score(chosen.scorecard, answers, facts)
    assert result.final is not None  # noqa: S101 - greeting and listening apply to every call
    published = at + timedelta(hours=2 + 20 * rng.random())
    return SimulatedEvaluation(
        call={
            "external_id": name,
            "agent_code": agent,
            "started_at": at,
            "duration_s": round(rng.lognormvariate(5.2, 0.5)),
            "contact_reason": reason,
            "language": language,
            "caller": "",
            "note": "",
            "simulated": True,
            "created_at": at,
        },
        evaluation={
            "scorecard_version_id": chosen.version_id,
            "status": Status.ACKNOWLEDGED.value,
            "selection": (SelectionKind.TARGETED if targeted else SelectionKind.RANDOM).value,
            "probability": None if targeted else PER_WEEK / CALLS_A_WEEK,
            "contact_reason": reason,
            "language": language,
            "revision": 1,
            "summary": "",
            "care_score": result.care,
            "final_score": result.final,
            "band": chosen.scorecard.band(result.final).id,
            "passed": result.passed,
            "called_at": at,
            "created_at": at,
            "published_at": published,
            "acknowledged_at": published + timedelta(hours=3),
        },
        answers=tuple(rows(chosen.scorecard, answers, facts)),
        rubric_scores=result.rubrics,
        critical_errors=tuple((error.path, error.type.value) for error in result.critical_errors),
        agent=agent,
        evaluator=evaluator,
    )


def _scorecard(scorecards: list[ScorecardInForce], reason: str) -> ScorecardInForce:
    named = [candidate for candidate in scorecards if reason in candidate.scorecard.for_reasons]
    return (named or [candidate for candidate in scorecards if not candidate.scorecard.for_reasons])[0]


def _answers(
    rng: random.Random, scorecard: Scorecard, facts: CallFacts, ability: float, *, slipped: bool
) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for path, criterion in scorecard.criteria():
        if not applies(criterion.applies_when, facts, answers):
            continue
        rate = NOT_APPLICABLE_RARELY if path in MOST_CALLS else NOT_APPLICABLE_OFTEN
        if criterion.not_applicable and rng.random() < rate:
            answers[path] = Answer(NOT_APPLICABLE)
            continue
        rubric = path.split("/")[0]
        leaning = ability - (1.1 if slipped and rubric == "precise-answers" else 0.0)
        answers[path] = _answer(rng, criterion, leaning)
    return answers


def _answer(rng: random.Random, criterion: Criterion, leaning: float) -> Answer:
    """An ordered logit: the lower a level, the further ability must fall to reach it; critical ones are rarer."""
    fails_at = 4.2 if criterion.critical else 2.0
    heard = leaning + math.log((u := rng.random()) / (1 - u))
    # of several levels that fail, the mildest
    steps = next((at for at, level in enumerate(criterion.scale) if criterion.fails(level)), len(criterion.scale) - 1)
    for place, level in enumerate(criterion.scale[:steps]):
        if heard > -fails_at * place / max(steps - 1, 1):
            return Answer(level.id)
    failed = steps == 1 and heard > -fails_at
    level = criterion.scale[0 if failed else steps]
    reasons = (rng.choice(criterion.reasons).id,) if criterion.reasons and level.value < 1 else ()
    return Answer(level.id, reasons)


def rows(scorecard: Scorecard, answers: Mapping[str, Answer], facts: CallFacts) -> Iterator[Mapping[str, object]]:
    """The answers as rows to insert."""
    for path, criterion in scorecard.criteria():
        if path not in answers:
            continue
        answer, level = answers[path], chosen_level(path, criterion, answers, facts)
        yield {
            "revision": 1,
            "path": path,
            "level": answer.choice if isinstance(answer.choice, str) else None,
            "not_applicable": answer.choice is NOT_APPLICABLE,
            "value": level.value if level else None,
            "reasons": list(answer.reasons),
            "note": "",
            "moments": [],
        }
