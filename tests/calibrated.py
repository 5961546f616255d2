"""Calibration sessions to test with."""

from __future__ import annotations

from datetime import date, timedelta

from benvenuto.domain.calibration import NewSession, SessionChange
from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.people import Actor
from tests.house import WEDNESDAY, House, paths

FRIDAY = (WEDNESDAY + timedelta(days=2)).date()
SPOKEN = "Casa Lume, buongiorno, sono Anna."


def with_words(house: House, agent: Actor, **facts: object) -> int:
    """A call of this agent that can be read, in which the agent says who is speaking."""
    return give_words(house, house.call(agent, **facts))  # type: ignore[arg-type]


def give_words(house: House, call_id: int) -> int:
    """The call, with a transcript."""
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, SPOKEN)])
    return call_id


def new_session(house: House, *call_ids: int, people: tuple[Actor, ...] = (), drawn: int = 0) -> NewSession:
    """A session on Friday with these people, else with Bruno and Elena, who score in team Nord."""
    invited = people or (house.bruno, house.elena)
    return NewSession("Saluti di marzo", FRIDAY, call_ids, drawn, [person.id for person in invited])


def called(house: House, call_id: int) -> int:
    """Carla's session about this call of Anna's."""
    return house.app.calibrations.begin(house.carla, new_session(house, call_id))


def on_day(house: House, session_id: int, day: date) -> SessionChange:
    """Carla's session as it is, to be scored by another day."""
    session = house.app.calibrations.session(house.carla, session_id).session
    return SessionChange(day, [each.call.id for each in session.calls], [*session.evaluators])


def handed_in(house: House, call_id: int) -> tuple[Evaluation, Evaluation]:
    """Bruno and Elena have handed in, and differ on the first criterion."""
    first = house.published(house.bruno, call_id)
    draft = house.draft(house.elena, call_id, lowest=paths(first)[0])
    return first, house.app.scoring.publish(house.elena, draft.id)
