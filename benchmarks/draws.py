"""How fair the draw of calls is, and how much of what is drawn it is worth, through the service itself.

`python -m benchmarks.draws` prints its table in about a minute of CPU, the same each time; it is kept in
docs/statistics.md. Twelve agents of one team take 6 to 60 calls a week for half a year; the log comes every evening,
or that of the weekend on Monday afternoon, or a third of it 2 to 10 days late; the inbox is opened every morning, once
a week, or by somebody who has listened before and opens it right after a good or a bad call. With numbers on the
command line: agents, weeks and the plan.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import fmean, pstdev
from time import perf_counter
from zoneinfo import ZoneInfo

from sqlalchemy import select

from benvenuto.domain.people import Actor, Membership, Role
from benvenuto.services.calls.sampling import Sampling
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.storage.database import Database, open_database
from benvenuto.storage.migrating import migrate
from benvenuto.storage.tables import calls, framed_calls

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """A call of the simulation: whose, when it began and became known, and what it would score."""

    agent: int
    at: datetime
    known: datetime
    score: float


@dataclass(frozen=True, slots=True)
class Fairness:
    """What came of a simulation. `unframed` calls, in percent, were in no frame once all was known.

    `worth` are the effective calls in percent of those drawn, of an agent on average and of the worst; `drawn` calls a
    week and agent, with their standard deviation. `error` is Hajek's estimate minus the mean of all calls, `plain` the
    unweighted mean minus that; `spread` is the standard error of as many equal calls as all the drawn ones are worth.
    """

    calls: int
    unframed: float
    worth: float
    worst: float
    drawn: float
    deviation: float
    error: float
    plain: float
    spread: float


Lateness = Callable[[random.Random, datetime], datetime]
Opening = Callable[[Sequence[LoggedCall]], Iterator[datetime]]


def in_time(rng: random.Random, at: datetime) -> datetime:
    """The log comes in the evening."""
    return at.replace(hour=20, minute=0)


def weekend_on_monday(rng: random.Random, at: datetime) -> datetime:
    """That of Saturday and Sunday comes on Monday afternoon."""
    return in_time(rng, at) if at.weekday() < 5 else at.replace(hour=17, minute=0) + (7 - at.weekday()) * DAY


def a_third_late(rng: random.Random, at: datetime) -> datetime:
    """A third of it comes 2 to 10 days late."""
    return in_time(rng, at) + (rng.randint(2, 10) * DAY if rng.random() < 1 / 3 else 0 * DAY)


def daily(logged: Sequence[LoggedCall]) -> Iterator[datetime]:
    """Every working day at nine."""
    days = (logged[-1].known - BEGIN).days + 22
    return (at for day in range(days) if (at := BEGIN + day * DAY + timedelta(hours=9)).weekday() < 5)


def weekly(logged: Sequence[LoggedCall]) -> Iterator[datetime]:
    """Every Monday at nine."""
    return (at for at in daily(logged) if at.weekday() == 0)


def after(good: bool) -> Opening:
    """Right after the log has brought a call of Anna's, the first agent, that the supervisor knows to be so."""

    def opening(logged: Sequence[LoggedCall]) -> Iterator[datetime]:
        chosen = (one.known for one in logged if (one.score > 85) == good and (one.agent == 0 or one.score < 30))
        return iter(sorted({*chosen, *weekly(logged)}))

    return opening


def log_of(rng: random.Random, agents: int, weeks: int, late: Lateness) -> Sequence[LoggedCall]:
    """All the calls, in the order in which they become known: worse towards the weekend, one in thirty a disaster."""
    logged = []
    for agent in range(agents):
        usual = 6 + 54 * agent / max(agents - 1, 1)
        for week in range(weeks):
            for _ in range(round(rng.gauss(usual, usual**0.5 + 0.1 * usual))):
                day = rng.choices(range(7), (8, 6, 6, 6, 6, 4, 4))[0]
                at = BEGIN + timedelta(weeks=week, days=day, hours=7 + 12 * rng.random())
                score = 0.0 if rng.random() < 1 / 30 else min(100.0, rng.gauss(92 - 3 * day, 10))
                logged.append(LoggedCall(agent, at, max(late(rng, at), at), score))
    return sorted(logged, key=lambda one: (one.known, one.at))


@dataclass
class Site:
    """A team in a database of its own, over which the draws are made."""

    database: Database
    team_id: int
    agents: Sequence[int]
    supervisor: Actor
    rng: random.Random
    now: datetime = BEGIN
    scores: dict[int, LoggedCall] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def log(self, new: Sequence[LoggedCall]) -> None:
        """Import these calls."""
        facts = {"agent_code": "", "team_id": self.team_id, "duration_s": 180, "contact_reason": "other"}
        facts |= {"language": "en", "caller": "", "note": "", "simulated": False}
        rows = [
            facts
            | {"external_id": f"{next(self.numbers)}", "agent_id": self.agents[one.agent]}
            | {"started_at": one.at, "created_at": one.known}
            for one in new
        ]
        with self.database.write() as tx:
            tx.calls.add_new(rows)
            ids = tx.connection.execute(select(calls.c.external_id, calls.c.id))
            known = {row.external_id: row.id for row in ids}
        self.scores |= {known[str(row["external_id"])]: one for row, one in zip(rows, new, strict=True)}


def site(folder: Path, agents: int, seed: int) -> Site:
    """An empty team with its agents."""
    database = open_database(f"sqlite:///{folder / 'draws.db'}", ZoneInfo("UTC"))
    migrate(database.engine)
    with database.write() as tx:
        team_id = tx.people.add_team("Nord")
        people = [tx.people.add(f"agent-{n}", f"Agent {n}", "en", None, BEGIN) for n in range(agents)]
        for person in people:
            tx.people.set_memberships(person, [Membership(Role.AGENT, team_id)])
        bruno = tx.people.add("bruno", "Bruno", "en", None, BEGIN)
        tx.people.set_memberships(bruno, [Membership(Role.SUPERVISOR, team_id)])
        supervisor = tx.people.actor(bruno)
    assert supervisor is not None
    return Site(database, team_id, people, supervisor, random.Random(seed))


def simulate(agents: int, weeks: int, plan: int, late: Lateness, opening: Opening, seed: int = 20261130) -> Fairness:
    """Half a year of a team, drawn from by the service."""
    with tempfile.TemporaryDirectory() as name:
        here = site(Path(name), agents, seed)
        zone = ZoneInfo("UTC")
        rules = WorksRules(None, lambda: here.now, zone)
        sampling = Sampling(here.database, lambda: here.now, zone, rules, lambda: here.rng)
        sampling.set_plan(here.supervisor, here.team_id, plan)
        logged = log_of(here.rng, agents, weeks, late)
        at = 0
        for moment in opening(logged):
            upto = next((n for n in range(at, len(logged)) if logged[n].known > moment), len(logged))
            here.now = moment
            here.log(logged[at:upto])
            sampling.draw_due(here.supervisor)
            at = upto
        found = _judged(here, weeks)
        here.database.engine.dispose()
    return found


def _judged(here: Site, weeks: int) -> Fairness:
    with here.database.read() as tx:
        rows = tx.connection.execute(select(framed_calls.c.call_id, framed_calls.c.probability)).all()
    drawn = {row.call_id: 1 / row.probability for row in rows if row.probability is not None}
    truth = fmean(one.score for one in here.scores.values())
    worth, each_week = [], []
    for agent in range(len(here.agents)):
        mine = {call: weight for call, weight in drawn.items() if here.scores[call].agent == agent}
        worth.append(100 * _worth(mine.values()) / len(mine))
        by_week = [(here.scores[call].at - BEGIN).days // 7 for call in mine]
        each_week += [by_week.count(week) for week in range(weeks)]
    scores = {call: here.scores[call].score for call in drawn}
    estimate = sum(scores[call] * weight for call, weight in drawn.items()) / sum(drawn.values())
    return Fairness(
        calls=len(here.scores),
        unframed=100 * (1 - len(rows) / len(here.scores)),
        worth=fmean(worth),
        worst=min(worth),
        drawn=fmean(each_week),
        deviation=pstdev(each_week),
        error=estimate - truth,
        plain=fmean(scores.values()) - truth,
        spread=pstdev(one.score for one in here.scores.values()) / _worth(drawn.values()) ** 0.5,
    )


def _worth(weights: Collection[float]) -> float:
    return sum(weights) ** 2 / sum(one * one for one in weights)


SCENARIOS: Sequence[tuple[str, Lateness, Opening]] = (
    ("in time, opened daily", in_time, daily),
    ("in time, opened weekly", in_time, weekly),
    ("weekend logged on Monday afternoon, opened daily", weekend_on_monday, daily),
    ("a third logged 2 to 10 days late, opened daily", a_third_late, daily),
    ("a third logged 2 to 10 days late, opened weekly", a_third_late, weekly),
    ("opened right after a good call", in_time, after(good=True)),
    ("opened right after a bad call", in_time, after(good=False)),
)


def main() -> None:
    agents, weeks, plan = (int(one) for one in (sys.argv[1:] + ["12", "26", "4"][len(sys.argv) - 1 :])[:3])
    began = perf_counter()
    print("| log and inbox | calls | in no frame | worth, mean | worst agent | drawn a week | Hajek - truth | se |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, late, opening in SCENARIOS:
        one = simulate(agents, weeks, plan, late, opening)
        print(
            f"| {name} | {one.calls:,} | {one.unframed:.1f}% | {one.worth:.1f}% | {one.worst:.1f}% "
            f"| {one.drawn:.2f} (sd {one.deviation:.2f}) | {one.error:+.2f} | {one.spread:.2f} |",
            flush=True,
        )
    print(f"\n{perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
