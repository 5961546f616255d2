"""What the most used services ask of the database: so many statements, and no more of them for twice the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import event

from benvenuto.domain.edits import Edit, SetNote
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.inbox import InboxFilter
from benvenuto.domain.people import Actor
from benvenuto.domain.sampling_plan import WEEKS_BACK
from benvenuto.services.quality.trends import Asked, Split
from tests.house import WEDNESDAY, House, paths
from tests.services.failing_calls import heard

TOKEN = "f" * 64
PER_WEEK = 50  # every call is drawn, so that what is counted hangs on no chance
OWN = ("BEGIN", "SET LOCAL", "SELECT pg_advisory", "SELECT set_config")
"""How statements begin that each database needs for itself: they name no table."""

Asking = Callable[[], object]
numbers = count(1)


@contextmanager
def statements(house: House) -> Iterator[list[str]]:
    """The statements that name a table, as they are sent."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        if not statement.startswith(OWN):
            sent.append(statement)

    engine = house.app.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def draft(house: House) -> Evaluation:
    """A draft of Bruno's on a new call of Anna's, ready to be published."""
    return house.draft(house.bruno, house.call(house.anna))


def asked(house: House, agents: Sequence[Actor]) -> Mapping[str, Asking]:
    """Each service call, with what it needs made ready beforehand; in every week calls came in late, for the draw."""
    for agent in agents:
        for weeks_ago in range(WEEKS_BACK):
            house.call(agent, at=WEDNESDAY - timedelta(weeks=weeks_ago, hours=3))
    app, bruno, anna = house.app, house.bruno, house.anna
    scored, ready = draft(house), draft(house)
    published = house.published(bruno, house.call(anna))
    note = [Edit(next(numbers), paths(scored)[0], SetNote(f"sentito {next(numbers)}"))]
    return {
        "sign_in.actor": partial(app.sign_in.actor, TOKEN),
        "calls.inbox": partial(app.calls.inbox, bruno, InboxFilter(state="open")),
        "calls.listen": partial(app.calls.listen, bruno, scored.call_id),
        "sampling.next_call": partial(app.sampling.next_call, bruno),
        "scoring.begin": partial(app.scoring.begin, bruno, scored.call_id),
        "scoring.open": partial(app.scoring.open, bruno, scored.call_id),
        "scoring.edit": partial(app.scoring.edit, bruno, scored.id, "tab 1", note),
        "scoring.publish": partial(app.scoring.publish, bruno, ready.id),
        "feedback.mine": partial(app.feedback.mine, anna),
        "feedback.choices": partial(app.feedback.choices, anna),
        "feedback.read": partial(app.feedback.read, anna, published.id),
        "trends.lines": partial(app.trends.lines, bruno, Asked(split=Split.AGENT)),
        "trends.critical": partial(app.trends.critical, bruno, EvaluationFilter()),
    }


def counted(house: House, agents: Sequence[Actor]) -> Mapping[str, int]:
    """How many statements each of them sends, when it is not the first of its kind."""
    for ask in asked(house, agents).values():
        ask()
    found = {}
    for name, ask in asked(house, agents).items():
        with statements(house) as sent:
            ask()
        found[name] = len(sent)
    return found


def fill(house: House, agents: Sequence[Actor]) -> None:
    """Two calls of each agent's heard in each of three weeks."""
    for agent in agents:
        for weeks_ago in (0, 0, 1, 1, 2, 2):
            heard(house, agent, weeks_ago=weeks_ago)


STATEMENTS: Mapping[str, int] = {
    "sign_in.actor": 3,
    "calls.inbox": 3,  # whose agents the reader is not to know
    "calls.listen": 7,  # what the reader has to do with the call, and what is noted of it already
    "sampling.next_call": 17,  # due? asked before anybody has to wait; then drawn, one of them scored already
    "scoring.begin": 5,
    "scoring.open": 4,
    "scoring.edit": 11,
    # who hears it second is named now, the last three tell the agent, two ask for calibration sessions
    "scoring.publish": 22,
    "feedback.mine": 3,  # which own calls the agent is scoring without anybody else's marks
    "feedback.choices": 1,
    "feedback.read": 4,  # the same of this one
    "trends.lines": 3,
    "trends.critical": 3,
}
"""One that grows is welcome here when it is meant, and only then."""


def test_each_asks_so_much_and_no_more_for_twice_the_calls_and_agents(house: House) -> None:
    with house.app.database.write() as tx:
        tx.sessions.add(TOKEN, house.bruno.id, WEDNESDAY, WEDNESDAY.replace(year=2027), "192.0.2.1")
    house.app.sampling.set_plan(house.bruno, house.nord, PER_WEEK)
    one, two = [house.anna], [house.anna, house.elena]
    fill(house, one)
    assert counted(house, one) == STATEMENTS
    fill(house, two)
    assert counted(house, two) == STATEMENTS
