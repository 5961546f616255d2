"""Coverage: who was listened to and who was not, week by week, and the listening done against the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Scope
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.followed import Followed
from benvenuto.domain.people import Actor
from benvenuto.domain.sampling import SkipReason
from benvenuto.domain.sampling_plan import PlanInForce, TimeSpan, paused, population
from benvenuto.domain.sums import add_up
from benvenuto.domain.weeks import Week, weeks_between
from benvenuto.services.clock import Clock
from benvenuto.services.quality.by_week import by_week
from benvenuto.services.quality.oversight_scope import oversight_scope
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.quality.coverage import Effort, ListenedWeek

RECENT_WEEKS = 4
MOST_EVALUATIONS = 10_000
"""Of which the use of N/A is counted; of more, an even part of about that many."""
STILL_IN_TIME = timedelta(weeks=2)
"""How long a drawn call may wait to be scored before it is missing."""


class ListeningCounts(NamedTuple):
    """Calls taken, drawn, listened to at random and on purpose; what the plan asks for, and of that is done.

    Done is counted by agent and week: more than the plan here makes up for nothing missing there. `skipped` are drawn
    calls left for a reason, each replaced where it could be. Of calls that have had no chance, `waiting` will have it,
    `unhearable` lack what the plan asks for, and `unplanned` fell into a pause of the plan or came too late.
    `simulated` calls never took place; they are there to try Benvenuto with.
    """

    taken: int = 0
    drawn: int = 0
    random: int = 0
    targeted: int = 0
    due: int = 0
    done: int = 0
    simulated: int = 0
    skipped: int = 0
    waiting: int = 0
    unhearable: int = 0
    unplanned: int = 0

    @property
    def heard(self) -> int:
        """Calls listened to, however they were chosen."""
        return self.random + self.targeted

    @property
    def missing(self) -> int:
        """Random calls that the plan asked for and nobody listened to."""
        return self.due - self.done

    @property
    def to_score(self) -> int:
        """Drawn calls that wait for somebody to listen."""
        return max(self.drawn - self.skipped - self.random, 0)


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
    """What somebody listened to for one team, the drawn calls they skipped and why, and how they use N/A."""

    name: str
    team_id: int
    effort: Effort
    skipped: Mapping[SkipReason, int]
    marks: int
    not_applicable: int

    @property
    def skips(self) -> int:
        """Drawn calls that they skipped."""
        return sum(self.skipped.values())


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """`weeks` are the Mondays looked at; agents whom nobody listened to come first, then those who lack most.

    `plans` are the calls per agent and week of each team's plan as it stands today, by team; `pauses` are when it
    asked for none after it had begun.
    """

    weeks: Sequence[date]
    agents: Sequence[Covered]
    listeners: Sequence[ListenerEffort]
    plans: Mapping[int, int]
    pauses: Mapping[int, Sequence[TimeSpan]]

    @property
    def unheard(self) -> Sequence[Covered]:
        """Who took calls and was not listened to at all."""
        return [agent for agent in self.agents if agent.unheard]

    @property
    def whole(self) -> ListeningCounts:
        """Everybody together."""
        return together(agent.whole for agent in self.agents)

    def of_team(self, team_id: int) -> ListeningCounts:
        """A team together."""
        return together(agent.whole for agent in self.agents if agent.team_id == team_id)

    def in_weeks(self, weeks: Sequence[date]) -> ListeningCounts:
        """Everybody, in these weeks alone."""
        return together(agent.weeks[week] for agent in self.agents for week in weeks if week in agent.weeks)


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

        What the plan asks for are the calls drawn, but those skipped, and of those that wait for the draw the number
        that the plan as it stands today is going to take.
        """
        within = oversight_scope(actor)
        if team_id is not None:
            within = Scope(within.team_ids & {team_id})
        with self.database.read() as tx:
            weeks = self._weeks(tx, within, begin, end)
            histories = {team: history for team, history in tx.samples.histories().items() if team in within.team_ids}
            agents = self._agents(tx, within, weeks, histories)
            listeners = _listeners(tx, within, weeks[0].low, weeks[-1].high) if weeks else []
            names = tx.coverage.names(agent for agent, _ in agents)
        covered = [Covered(agent, names[agent], team, counts) for (agent, team), counts in agents.items()]
        return CoverageReport(
            weeks=[week.begin for week in weeks],
            agents=sorted(covered, key=_first),
            listeners=sorted(listeners, key=lambda listener: (listener.team_id, listener.name)),
            plans={team: history[-1].plan.per_agent_per_week for team, history in histories.items()},
            pauses={
                team: stretches
                for team, history in histories.items()
                if weeks and (stretches := pauses_within(history, weeks[0].low, weeks[-1].high))
            },
        )

    def missing(self, actor: Actor, wanted: EvaluationFilter) -> float:
        """The share, 0 to 1, of what the drawn calls that pass the filter stand for, of which none was scored.

        Skipped or left; the calls of the last two weeks may still be scored, and are not among them.
        """
        within, late = oversight_scope(actor), self.clock() - STILL_IN_TIME
        in_time = replace(wanted, end=min(wanted.end or late, late))
        with self.database.read() as tx:
            missing = tx.coverage.drawn(within, in_time).unscored_weight
            scored = add_up(by_week(tx, self.timezone, within, Followed(), in_time).get("", {}).values())
        return missing / (missing + (scored.w if scored else 0.0)) if missing else 0.0

    def _weeks(self, tx: Transaction, within: Scope, begin: datetime | None, end: datetime | None) -> Sequence[Week]:
        now = self.clock()
        first = begin or tx.coverage.begins(within)
        return weeks_between(first, min(end or now, now), self.timezone) if first else []

    def _agents(
        self,
        tx: Transaction,
        within: Scope,
        weeks: Sequence[Week],
        histories: Mapping[int, Sequence[PlanInForce]],
    ) -> Mapping[tuple[int, int], Mapping[date, ListeningCounts]]:
        now = self.clock()
        populations = {team: population(history, now, self.timezone) for team, history in histories.items()}
        agents: dict[tuple[int, int], dict[date, ListeningCounts]] = defaultdict(dict)
        for week in weeks:
            heard = {(counts.agent_id, counts.team_id): counts for counts in tx.coverage.heard(within, week)}
            days = min((now.astimezone(self.timezone).date() - week.begin).days + 1, 7)
            for counts in tx.coverage.taken(within, week, populations.values()):
                by = heard.get((counts.agent_id, counts.team_id)) or ListenedWeek(
                    counts.agent_id, counts.team_id, 0, 0, 0
                )
                planned = populations.get(counts.team_id)
                plan = planned.plan.per_agent_per_week if planned else 0
                # history that was brought in has its random calls without the frames they were drawn from
                brought_in = by.random - by.drawn
                drawn = counts.drawn + brought_in
                coming = _coming(plan, days, counts.framed, max(counts.waiting - brought_in, 0))
                due = drawn - counts.skipped + coming if planned else 0
                agents[counts.agent_id, counts.team_id][week.begin] = ListeningCounts(
                    taken=counts.calls,
                    drawn=drawn,
                    random=by.random,
                    targeted=by.calls - by.random,
                    due=due,
                    done=min(by.random, due),
                    simulated=counts.simulated,
                    skipped=counts.skipped,
                    waiting=counts.waiting,
                    unhearable=counts.unhearable,
                    unplanned=counts.unplanned,
                )
        return agents


def pauses_within(history: Sequence[PlanInForce], begin: datetime, end: datetime) -> Sequence[TimeSpan]:
    """The pauses of a plan that reach into begin <= t < end."""
    return [pause for pause in paused(history) if pause.begin < end and (pause.end is None or pause.end > begin)]


def _coming(plan: int, days: int, framed: int, waiting: int) -> int:
    """How many of the waiting calls the plan is going to take, of a week that has come to its day `days`."""
    return min(plan * days * waiting // (7 * (framed + waiting)), waiting) if waiting else 0


def _listeners(tx: Transaction, within: Scope, begin: datetime, end: datetime) -> Sequence[ListenerEffort]:
    effort = {(row.evaluator_id, row.team_id): row for row in tx.coverage.effort(within, begin, end)}
    part = min(1.0, MOST_EVALUATIONS / max(sum(row.random + row.targeted for row in effort.values()), 1))
    marks = tx.coverage.not_applicable(within, begin, end, part)
    marked = {(row.evaluator_id, row.team_id): row for row in marks}
    skipped: dict[tuple[int, int], dict[SkipReason, int]] = defaultdict(dict)
    for skips in tx.coverage.skips(within, begin, end):
        skipped[skips.evaluator_id, skips.team_id][skips.reason] = skips.calls
    names = tx.coverage.names(evaluator for evaluator, _ in {*effort, *skipped})
    return [
        ListenerEffort(
            name=names[who],
            team_id=team,
            effort=effort.get((who, team)) or Effort(who, team, 0, 0, 0, 0),
            skipped=skipped.get((who, team), {}),
            marks=marked[who, team].marks if (who, team) in marked else 0,
            not_applicable=marked[who, team].not_applicable if (who, team) in marked else 0,
        )
        for who, team in {*effort, *skipped}
    ]


def together(counts: Iterable[ListeningCounts]) -> ListeningCounts:
    """Several counts added up."""
    return ListeningCounts(*map(sum, zip(ListeningCounts(), *counts, strict=True)))


def _first(covered: Covered) -> tuple[bool, int, str, int]:
    return not covered.unheard, -covered.whole.missing, covered.name.casefold(), covered.agent_id
