"""Calls that fail critically, published as if they had been drawn at random."""

from __future__ import annotations

from datetime import timedelta

from benvenuto.domain.edits import Edit, SetReasons
from benvenuto.domain.people import Actor
from tests.house import WEDNESDAY, House

IDENTITY, RIGHT = "greeting/identity", "precise-answers/right-answer"


def heard(
    house: House,
    agent: Actor,
    failed: str = "",
    *,
    why: tuple[str, ...] = (),
    weeks_ago: int = 0,
    duration_s: int | None = 180,
    **changed: object,
) -> int:
    """An evaluation of a call of that week; where it `failed`, at a criterion by path, for these reasons."""
    evaluator = house.beatrice if agent.name == "Andrea" else house.bruno
    call_id = house.call(agent, at=WEDNESDAY - timedelta(weeks=weeks_ago, hours=3), duration_s=duration_s)
    draft = house.draft(evaluator, call_id, lowest=failed)
    if why:
        house.app.scoring.edit(evaluator, draft.id, "failing.py", [Edit(1, failed, SetReasons(why))])
    house.app.scoring.publish(evaluator, draft.id)
    with house.app.database.write() as tx:
        tx.evaluations.set(draft.id, **{"selection": "random", "probability": 0.5} | changed)
    return draft.id
