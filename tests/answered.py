"""Evaluations of drawn calls with answers, put straight into the database and scored as the domain scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.people import Actor, Role
from benvenuto.domain.scorecard import Scorecard
from benvenuto.domain.scoring import CallFacts, chosen_level, score
from tests.house import WEDNESDAY, House

Answers = Mapping[str, bool | None]
"""Of each criterion by path whether it was done as well as can be, or not at all; None is not applicable."""

BOTH = ("greeting/first-words", "listening/paraphrase")
IDENTITY = "greeting/identity"

COLUMNS = ("evaluation_id", "revision", "path", "level", "not_applicable", "value", "reasons", "note", "moments")


def heard(
    house: House, agent: Actor, evaluator: Actor, calls: Sequence[Answers], at: datetime = WEDNESDAY, **facts: object
) -> list[int]:
    """An evaluation of a call of that moment for each; `facts` are columns that differ from those of a drawn one."""
    return marked(house, agent, evaluator, calls, [house.call(agent, at=at) for _ in calls], at, **facts)


def marked(
    house: House,
    agent: Actor,
    evaluator: Actor,
    calls: Sequence[Answers],
    ids: Sequence[int],
    at: datetime = WEDNESDAY,
    **facts: object,
) -> list[int]:
    """The same of these calls."""
    with house.app.database.read() as tx:
        in_force = house.app.scorecards.for_reason(tx, "delivery")
    row: dict[str, object] = {
        "agent_id": agent.id,
        "team_id": min(agent.teams(Role.AGENT)),
        "evaluator_id": evaluator.id,
        "scorecard_version_id": in_force.version_id,
        "status": "published",
        "selection": "random",
        "probability": 0.5,
        "contact_reason": "delivery",
        "language": "it",
        "revision": 1,
        "summary": "",
        "called_at": at,
        "created_at": at,
        "published_at": at,
    }
    given = [_given(in_force.scorecard, one) for one in calls]
    scores = [score(in_force.scorecard, one, CallFacts("delivery", "it")) for one in given]
    with house.app.database.write() as tx:
        found = tx.evaluations.add_history(
            [
                row | {"call_id": call, "care_score": one.care, "final_score": one.final} | facts
                for call, one in zip(ids, scores, strict=True)
            ]
        )
        rows = [
            (number, 1, path, *_stored(in_force.scorecard, path, answers), [], "", [])
            for number, answers in zip(found, given, strict=True)
            for path in answers
        ]
        tx.evaluations.add_history_details("answers", COLUMNS, rows)
    return list(found)


def mixed(n: int, *, short: int, path: str = BOTH[0], other: str = BOTH[1]) -> list[Answers]:
    """So many calls, of which `short` fail at one criterion, and every fifth at the other."""
    return [{path: nth >= short, other: nth % 5 != 0} for nth in range(n)]


def _given(scorecard: Scorecard, answers: Answers) -> dict[str, Answer]:
    given = {}
    for path, well in answers.items():
        criterion = scorecard.criterion(path)
        assert criterion is not None, path
        given[path] = Answer(NOT_APPLICABLE if well is None else criterion.scale[0 if well else -1].id)
    return given


def _stored(scorecard: Scorecard, path: str, answers: Mapping[str, Answer]) -> tuple[object, ...]:
    criterion = scorecard.criterion(path)
    assert criterion is not None
    choice = answers[path].choice
    level = chosen_level(path, criterion, answers, CallFacts("delivery", "it"))
    return choice if isinstance(choice, str) else None, choice is NOT_APPLICABLE, level.value if level else None
