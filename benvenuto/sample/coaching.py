"""The coaching plans of the sample: one that both have signed, and one that waits for the agent."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from benvenuto.domain.coaching import Clip, NewCoachingPlan
from benvenuto.sample.people import Cast
from benvenuto.storage.database import Transaction

SUPERVISOR = "bruno"
WEEKS_AGO = 13
"""When the plan that is done was begun."""


def add_done(tx: Transaction, cast: Cast, now: datetime) -> None:
    """Add the plan that both have signed."""
    begun_at = now - timedelta(weeks=WEEKS_AGO)
    new = NewCoachingPlan(
        agent_id=cast.people["marta"],
        criterion="listening/paraphrase",
        behaviour="Ripete con parole sue la richiesta prima di cercare la soluzione.",
        steps="Per due settimane, in ogni reso: una frase che comincia con «Quindi Lei…». "
        "Il venerdì riascoltiamo insieme due chiamate.",
        due=(begun_at + timedelta(weeks=4)).date(),
    )
    supervisor = cast.people[SUPERVISOR]
    plan_id = tx.coaching.begin(new, cast.team_of["marta"], supervisor, begun_at)
    tx.coaching.set(
        plan_id,
        agreed_at=begun_at + timedelta(hours=2),
        agent_signed_at=begun_at + timedelta(weeks=4),
        supervisor_signed_at=begun_at + timedelta(weeks=4, hours=1),
        supervisor_signed_by=supervisor,
    )


def proposed(agent_id: int, evaluation_id: int, today: date) -> NewCoachingPlan:
    """The plan that begins from the feedback on the broken lamp."""
    return NewCoachingPlan(
        agent_id=agent_id,
        criterion="precise-answers/checked",
        behaviour="Dice da dove viene la data prima di darla.",
        steps="Nelle chiamate sulle consegne: «lo vedo qui, dal corriere», poi il giorno. "
        "Fra due settimane riascoltiamo le prime tre.",
        due=today + timedelta(weeks=3),
        clip=Clip(evaluation_id, 36, 48),
    )
