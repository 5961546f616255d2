"""Drawing the calls to listen to, by each team's plan."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, Subject, authorise
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.people import Actor, Team
from benvenuto.domain.sampling import SamplingPlan, allowance, draw, week_of
from benvenuto.services.calls.calls import supervised
from benvenuto.services.clock import Clock
from benvenuto.storage.database import Database, Transaction

MOST_PER_WEEK = 50
WEEKS_BACK = 4
"""A call logged later than this is not drawn any more: feedback so late helps nobody."""


class WrongPlan(BenvenutoError):
    """A plan outside what makes sense."""

    template = message("A plan is 0 to {most} calls per agent each week.")
    remedy = message("Choose a number in that range; 0 stops the selection.")

    def __init__(self) -> None:
        super().__init__(most=MOST_PER_WEEK)


@dataclass(frozen=True)
class Sampling:
    """The service of sampling plans."""

    database: Database
    clock: Clock
    timezone: ZoneInfo
    generator: Callable[[], random.Random] = field(default=random.SystemRandom)

    def plans(self, actor: Actor) -> Sequence[tuple[Team, int]]:
        """The actor's own teams, each with the calls per agent and week that its plan asks for."""
        within = supervised(actor)
        with self.database.read() as tx:
            plans = tx.samples.plans()
            own = [team for team in tx.people.teams() if team.id in within.team_ids]
        return [(team, plans[team.id].per_agent_per_week if team.id in plans else 0) for team in own]

    def set_plan(self, actor: Actor, team_id: int, per_agent_per_week: int) -> None:
        """Change a team's plan; what was drawn stays drawn."""
        authorise(actor, Permission.PLAN_SAMPLING, Subject(team_id=team_id))
        if not 0 <= per_agent_per_week <= MOST_PER_WEEK:
            raise WrongPlan
        with self.database.write() as tx:
            tx.advisory_lock("sampling")
            tx.samples.set_plan(SamplingPlan(team_id, per_agent_per_week), actor.id, self.clock())
            tx.audit.write(
                self.clock(), actor.id, "sampling_plan_set", "team", team_id, per_agent_per_week=per_agent_per_week
            )

    def draw_due(self, actor: Actor) -> int:
        """Draw what the actor's teams are due by now, this week and the few before it; how many calls were drawn."""
        within = supervised(actor)
        with self.database.write() as tx:
            tx.advisory_lock("sampling")  # a call is drawn from once, however many supervisors ask at the same time
            plans = [plan for team, plan in tx.samples.plans().items() if team in within.team_ids]
            return sum(self._draw_week(tx, actor, plan, back) for plan in plans for back in range(WEEKS_BACK))

    def next_call(self, actor: Actor, after: int | None = None) -> int | None:
        """The drawn call that waits longest, once what is due is drawn; None when all are scored."""
        within = supervised(actor)
        self.draw_due(actor)
        with self.database.read() as tx:
            return tx.calls.next_drawn(within, actor.id, after)

    def _draw_week(self, tx: Transaction, actor: Actor, plan: SamplingPlan, back: int) -> int:
        now = self.clock()
        today = now.astimezone(self.timezone).date()
        week = week_of(today) - timedelta(weeks=back)
        begin = datetime.combine(week, time(), self.timezone)
        end = datetime.combine(week + timedelta(weeks=1), time(), self.timezone)
        total = 0
        frames = tx.samples.unframed(plan.team_id, begin, end)
        already = tx.samples.already_drawn(frames.keys(), week)
        for agent_id, frame in frames.items():
            due = allowance(plan.per_agent_per_week, already[agent_id], week, today)
            if due:
                drawn = draw(frame, due, self.generator())
                tx.samples.add_frame(agent_id, week, frame, drawn, now)
                for one in drawn:
                    tx.evaluations.count_as_drawn(one.call_id, one.probability)
                total += len(drawn)
        if total:
            tx.audit.write(now, actor.id, "calls_drawn", "team", plan.team_id, week=week.isoformat(), calls=total)
        return total
