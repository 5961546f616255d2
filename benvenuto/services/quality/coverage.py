"""Coverage: who was listened to and who was not, week by week, and the listening done against the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Scope
from benvenuto.domain.people import Actor
from benvenuto.domain.sampling import SamplingPlan, allowance
from benvenuto.domain.weeks import Week, weeks_between
from benvenuto.services.clock import Clock
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.quality.coverage import Effort

RECENT_WEEKS = 4


class ListeningCounts(NamedTuple):
    """Calls taken, drawn, listened to at random and on purpose; what the plan asked for, and of that is done.

    Done is counted by agent and week: more than the plan here makes up for nothing missing there. `simulated` calls
    never took place; they are there to try Benvenuto with.
    """

    taken: int = 0
    drawn: int = 0
    random: int = 0
    targeted: int = 0
    due: int = 0
    done: int = 0
    simulated: int = 0

    @property
    def heard(self) -> int:
        """Calls listened to, however they were chosen."""
        return self.random + self.targeted

    @property
    def missing(self) -> int:
        """Random calls that the plan asked for and nobody listened to."""
        return self.due - self.done


@dataclass(frozen=True, slots=True)
class Covered:
    """One agent in one team, week by week (by its Monday); a week without calls is not among them."""

    agent_id: int
    name: str
    team_id: int
    weeks: Mapping[date, ListeningCounts]

    @property
    def whole(self) -> ListeningCounts:
        """All the weeks together."""
        return together(self.weeks.values())

    @property
    def unheard(self) -> bool:
        """Whether this agent took calls and nobody listened to any."""
        return self.whole.taken > 0 and not self.whole.heard


@dataclass(frozen=True, slots=True)
class ListenerEffort:
    """What somebody listened to for one team."""

    name: str
    effort: Effort


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """`weeks` are the Mondays looked at; agents whom nobody listened to come first, then those who lack most.

    `plans` are the calls per agent and week of each team's plan as it stands today, by team.
    """

    weeks: Sequence[date]
    agents: Sequence[Covered]
    listeners: Sequence[ListenerEffort]
    plans: Mapping[int, int]

    @property
    def unheard(self) -> Sequence[Covered]:
        """Who took calls and was not listened to at all."""
        return [one for one in self.agents if one.unheard]

    @property
    def whole(self) -> ListeningCounts:
        """Everybody together."""
        return together(one.whole for one in self.agents)

    def of_team(self, team_id: int) -> ListeningCounts:
        """A team together."""
        return together(one.whole for one in self.agents if one.team_id == team_id)

    def in_weeks(self, weeks: Sequence[date]) -> ListeningCounts:
        """Everybody, in these weeks alone."""
        return together(one.weeks[week] for one in self.agents for week in weeks if week in one.weeks)


@dataclass(frozen=True)
class CoverageService:
    """The service of coverage."""

    database: Database
    clock: Clock
    timezone: ZoneInfo

    def covered(
        self, actor: Actor, begin: datetime | None, end: datetime | None = None, team_id: int | None = None
    ) -> CoverageReport:
        """Who was listened to, of the calls of the weeks with a timestamp in begin <= t < end (None: first call, now).

        What the plan asks for is counted from calls: each agent's week owes the plan's number of them, or all where
        there were fewer, and the week that is not over yet as many as its days so far. Plans are taken as they
        stand today.
        """
        within = oversight_scope(actor)
        if team_id is not None:
            within = Scope(within.team_ids & {team_id})
        with self.database.read() as tx:
            weeks = self._weeks(tx, within, begin, end)
            plans = {team: plan for team, plan in tx.samples.plans().items() if team in within.team_ids}
            found = self._agents(tx, within, weeks, plans)
            effort = tx.coverage.effort(within, weeks[0].low, weeks[-1].high) if weeks else []
            names = tx.coverage.names({*(agent for agent, _ in found), *(one.evaluator_id for one in effort)})
        agents = [Covered(agent, names[agent], team, counts) for (agent, team), counts in found.items()]
        listeners = [ListenerEffort(names[one.evaluator_id], one) for one in effort]
        return CoverageReport(
            weeks=[week.begin for week in weeks],
            agents=sorted(agents, key=_first),
            listeners=sorted(listeners, key=lambda one: (one.effort.team_id, one.name)),
            plans={team: plan.per_agent_per_week for team, plan in plans.items()},
        )

    def _weeks(self, tx: Transaction, within: Scope, begin: datetime | None, end: datetime | None) -> Sequence[Week]:
        now = self.clock()
        first = begin or tx.coverage.begins(within)
        return weeks_between(first, min(end or now, now), self.timezone) if first else []

    def _agents(
        self, tx: Transaction, within: Scope, weeks: Sequence[Week], plans: Mapping[int, SamplingPlan]
    ) -> Mapping[tuple[int, int], Mapping[date, ListeningCounts]]:
        today = self.clock().astimezone(self.timezone).date()
        found: dict[tuple[int, int], dict[date, ListeningCounts]] = defaultdict(dict)
        for week in weeks:
            heard = {(one.agent_id, one.team_id): one for one in tx.coverage.heard(within, week)}
            for one in tx.coverage.taken(within, week):
                plan = plans.get(one.team_id)
                due = min(allowance(plan.per_agent_per_week, 0, week.begin, today), one.calls) if plan else 0
                by = heard.get((one.agent_id, one.team_id))
                random = by.random if by else 0
                found[one.agent_id, one.team_id][week.begin] = ListeningCounts(
                    taken=one.calls,
                    # history that was brought in has its random calls without the frames they were drawn from
                    drawn=max(one.drawn, random),
                    random=random,
                    targeted=by.calls - random if by else 0,
                    due=due,
                    done=min(random, due),
                    simulated=one.simulated,
                )
        return found


def together(counts: Iterable[ListeningCounts]) -> ListeningCounts:
    """Several counts added up."""
    return ListeningCounts(*map(sum, zip(ListeningCounts(), *counts, strict=True)))


def _first(one: Covered) -> tuple[bool, int, str, int]:
    return not one.unheard, -one.whole.missing, one.name.casefold(), one.agent_id
