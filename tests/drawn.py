"""Evaluations of drawn calls, put straight into the database: many cost next to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from benvenuto.domain.people import Actor, Role
from tests.house import House


def drawn(
    house: House,
    agent: Actor,
    path: str,
    values: Sequence[float | None],
    at: datetime,
    *,
    simulated: bool = False,
    **facts: object,
) -> list[int]:
    """For each value, 0..1 or None where it does not count, an evaluation by somebody else of a call of that moment.

    `facts` are columns of the evaluation that differ from those of a published one of a call drawn with probability 1.
    """
    row: dict[str, object] = {
        "agent_id": agent.id,
        "team_id": min(agent.teams(Role.AGENT)),
        "evaluator_id": house.dario.id,
        "status": "published",
        "selection": "random",
        "probability": 1.0,
        "contact_reason": "delivery",
        "language": "it",
        "revision": 1,
        "summary": "",
        "care_score": 80.0,
        "final_score": 80.0,
        "called_at": at,
        "created_at": at,
        "published_at": at,
    }
    calls = [house.call(agent, at=at, simulated=simulated) for _ in values]
    with house.app.database.write() as tx:
        version = house.app.scorecards.in_force_within(tx)[0].version_id
        rows = [row | facts | {"call_id": call_id, "scorecard_version_id": version} for call_id in calls]
        ids = list(tx.evaluations.add_history(rows))
        answer = {"revision": 1, "path": path, "level": "full", "not_applicable": False, "reasons": [], "note": ""}
        answers = [
            answer | {"evaluation_id": one, "value": value, "moments": []}
            for one, value in zip(ids, values, strict=True)
        ]
        tx.evaluations.add_history_details("answers", list(answers[0]), (tuple(row.values()) for row in answers))
    return ids
