"""Drawing the calls to listen to, by each team's plan."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, Scope, Subject, authorise, can
from benvenuto.domain.audit import from_to
from benvenuto.domain.evaluation import FOR_THE_AGENT, Status
from benvenuto.domain.faults import BenvenutoError, Forbidden, message
from benvenuto.domain.inbox import InboxStanding
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor, Role, Team
from benvenuto.domain.sampling import (
    ORDINARY_WEEKS,
    DrawnCall,
    Frame,
    SkipReason,
    WaitingCall,
    closing,
    draw,
    ordinary_week,
    sampling_rate,
)
from benvenuto.domain.sampling_plan import WEEKS_LATE, Material, PlanInForce, SamplingPlan, population
from benvenuto.domain.second_listening import LONGEST_SEED, Lot
from benvenuto.domain.weeks import Week, monday_of, week_from
from benvenuto.services.calls.calls import call_for, supervised
from benvenuto.services.calls.second_listenings import choose
from benvenuto.services.clock import Clock
from benvenuto.services.people.people_faults import NoSuchPerson
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.storage.database import Database, Transaction

MOST_PER_WEEK = 50
PROPOSED_PER_WEEK = 2
PROPOSED_MATERIAL = Material.TRANSCRIPT
"""What a team without a plan is proposed: so many calls, of those that can be heard or read."""


class WrongPlan(BenvenutoError):
    """A plan outside what makes sense."""

    template = message("A plan is 0 to {most} calls per agent each week.")
    remedy = message("Choose a number in that range; 0 stops the selection.")

    def __init__(self) -> None:
        super().__init__(most=MOST_PER_WEEK)


class NothingToStart(BenvenutoError):
    """Starting plans where every team that the person may start one for has, or had, a plan."""

    template = message("There is no team with agents that still lacks a sampling plan.")
    remedy = message("Supervisors change the plan of their teams in the inbox, under “Sampling plan”.")


class NothingToSkip(BenvenutoError):
    """Skipping a call that the plan did not draw, or that somebody has scored, begun or skipped."""

    template = message("This call cannot be skipped: it was not selected, or someone has dealt with it already.")
    remedy = message("Go back to the inbox and take the next call.")


class WordsMissing(BenvenutoError):
    """Another reason than those listed, which nobody knows without words."""

    template = message("“Another reason” needs words.")
    remedy = message("Say in a few words why this call cannot be scored.")


@dataclass(frozen=True, slots=True)
class DueFrame:
    """Calls of an agent that can be drawn from now, and the probability with which each is."""

    agent_id: int
    rate: float
    calls: Sequence[int]


@dataclass(frozen=True)
class Sampling:
    """The service of sampling plans."""

    database: Database
    clock: Clock
    timezone: ZoneInfo
    rules: WorksRules
    generator: Callable[[], random.Random] = field(default=random.SystemRandom)
    second_share: float = 0
    """The share, 0 to 1, of the drawn calls that are heard by two."""

    def plans(self, actor: Actor) -> Sequence[tuple[Team, SamplingPlan]]:
        """The actor's own teams, each with its plan; one that has none asks for no calls."""
        within = supervised(actor)
        with self.database.read() as tx:
            plans = tx.samples.plans()
            own = [team for team in tx.people.teams() if team.id in within.team_ids]
        return [(team, plans.get(team.id) or SamplingPlan(team.id, 0, PROPOSED_MATERIAL)) for team in own]

    def set_plan(self, actor: Actor, team_id: int, per_agent_per_week: int, material: Material = Material.LOG) -> None:
        """Change a team's plan; what was drawn stays drawn."""
        authorise(actor, Permission.PLAN_SAMPLING, Subject(team_id=team_id))
        if not 0 <= per_agent_per_week <= MOST_PER_WEEK:
            raise WrongPlan
        with self.database.write() as tx:
            tx.advisory_lock("sampling")
            before = tx.samples.plans().get(team_id)
            plan = SamplingPlan(team_id, per_agent_per_week, material)
            tx.samples.set_plan(plan, actor.id, self.clock())
            detail = from_to(_in_detail(before) if before else {}, _in_detail(plan))
            tx.audit.write(self.clock(), actor.id, "sampling_plan_set", "team", team_id, **detail)

    def unplanned(self, actor: Actor) -> Sequence[Team]:
        """The teams with agents that never had a plan, as far as the actor may start one: see `start_plans`."""
        with self.database.read() as tx:
            return self._unplanned(tx, actor)

    def start_plans(self, actor: Actor, username: str = "") -> Sequence[Team]:
        """Give each of the `unplanned` teams the plan that is proposed; these teams. NothingToStart when there is none.

        A supervisor does it for the own teams, an administrator for all: somebody must begin. What stands from then on
        is the supervisors' to change. The command line does it in the name of somebody, who answers for the plan.
        """
        if username:
            authorise(actor, Permission.ADMINISTER)
        with self.database.write() as tx:
            tx.advisory_lock("sampling")
            by = self._named(tx, username) if username else actor
            teams = self._unplanned(tx, by)
            if not teams:
                raise NothingToStart
            for team in teams:
                plan = SamplingPlan(team.id, PROPOSED_PER_WEEK, PROPOSED_MATERIAL)
                tx.samples.set_plan(plan, by.id, self.clock())
                detail = _in_detail(plan)
                if username:
                    detail["username"] = username
                tx.audit.write(self.clock(), actor.id, "sampling_plan_set", "team", team.id, **detail)
        return teams

    def draw_due(self, actor: Actor) -> int:
        """Draw from what has come in for the actor's teams since the last time; how many calls were drawn."""
        with self.database.read() as tx:  # mostly nothing is due, and a page that is only read makes nobody wait
            within = self.rules.scorable(tx, supervised(actor))
            if not self._due(tx, within):
                return 0
        with self.database.write() as tx:
            tx.advisory_lock("sampling")  # a call is drawn from once, however many supervisors ask at the same time
            return sum(self._draw(tx, actor, team_id, due) for team_id, due in self._due(tx, within).items())

    def next_call(self, actor: Actor, after: int | None = None) -> int | None:
        """The drawn call that waits longest, once what is due is drawn; None when all are scored.

        Calls that the works agreement keeps from being heard or scored wait for nobody.
        """
        self.draw_due(actor)
        with self.database.read() as tx:
            within = self.rules.scorable(tx, supervised(actor))
            return tx.calls.next_drawn(within, actor.id, after, self.rules.since, self.rules.heard_out(tx))

    def heard_out(self, actor: Actor) -> Sequence[str]:
        """The agents of the actor's own teams of whom no more calls may be heard this month, by name."""
        within = supervised(actor)
        with self.database.read() as tx:
            heard_out = self.rules.heard_out(tx).agents
            agents = tx.people.agents(within.team_ids) if heard_out else ()
        return sorted({person.name for person, _ in agents if person.id in heard_out})

    def standing(self, actor: Actor) -> InboxStanding:
        """How the actor's teams stand in the draw: why the inbox is empty, when it is."""
        within = supervised(actor)
        now = self.clock()
        since = week_from(monday_of(now, self.timezone) - timedelta(weeks=WEEKS_LATE), self.timezone).low
        with self.database.read() as tx:
            histories = tx.samples.histories()
            populations = [
                population(histories[team], now, self.timezone) for team in histories if team in within.team_ids
            ]
            return tx.samples.standing(within.team_ids, populations, since)

    def skip(self, actor: Actor, call_id: int, reason: SkipReason, words: str = "") -> None:
        """Leave a drawn call unscored for a reason; a call of its frame that was passed over is drawn instead.

        The skipped call stays in its frame, drawn and missing. The other one takes its probability over, so that the
        frame goes on speaking for as many calls. What the actor had marked is discarded.
        """
        with self.database.write() as tx:
            tx.advisory_lock("sampling")
            call_for(tx, actor, Permission.SKIP, call_id)
            tx.calls.lock(call_id)
            now, probability = self.clock(), tx.samples.probability(call_id)
            if tx.second_listenings.evaluator(call_id) == actor.id:
                self._give_up(tx, actor, call_id, reason, words.strip())
                return
            evaluated = [
                evaluation
                for evaluation in tx.evaluations.of_call(call_id)
                if evaluation.selection.kind in FOR_THE_AGENT
            ]
            own = [
                evaluation
                for evaluation in evaluated
                if evaluation.evaluator_id == actor.id and evaluation.status is Status.DRAFT
            ]
            if probability is None or len(own) < len(evaluated):
                raise NothingToSkip
            if reason is SkipReason.OTHER and not words.strip():
                raise WordsMissing
            for draft in own:
                tx.evaluations.discard(draft.id)
            tx.samples.skip(call_id, actor.id, reason, words.strip(), now)
            detail: dict[str, object] = {"reason": reason.value}
            if words.strip():
                detail["words"] = words.strip()
            if passed_over := tx.samples.passed_over(call_id):
                instead = DrawnCall(self.generator().choice(passed_over), probability)
                tx.samples.draw_instead(instead)
                choose(tx, [(instead.call_id, tx.second_listenings.lot(instead.call_id))])
                tx.evaluations.count_as_drawn([instead])
                detail["instead"] = instead.call_id
            tx.audit.write(now, actor.id, "call_skipped", "call", call_id, **detail)

    def _give_up(self, tx: Transaction, actor: Actor, call_id: int, reason: SkipReason, words: str) -> None:
        """Leave a second listening; nobody hears the call in the actor's place, for others may have read the first."""
        mine = tx.evaluations.mine(call_id, actor.id)
        if mine is not None and mine.status is not Status.DRAFT:
            raise NothingToSkip
        if reason is SkipReason.OTHER and not words:
            raise WordsMissing
        if mine is not None:
            tx.evaluations.discard(mine.id)
        tx.second_listenings.give_up(call_id, self.clock())
        tx.notices.take_back(NoticeKind.SECOND_LISTENING, actor.id, subject=str(call_id))
        detail = {"reason": reason.value, **({"words": words} if words else {})}
        tx.audit.write(self.clock(), actor.id, "second_listening_given_up", "call", call_id, **detail)

    @staticmethod
    def _unplanned(tx: Transaction, actor: Actor) -> Sequence[Team]:
        everywhere = can(actor, Permission.ADMINISTER)
        if not everywhere and Role.SUPERVISOR not in actor.roles:
            raise Forbidden
        lacking = tx.people.staffed() - tx.samples.histories().keys()
        within = lacking if everywhere else lacking & actor.teams(Role.SUPERVISOR)
        return [team for team in tx.people.teams() if team.id in within]

    @staticmethod
    def _named(tx: Transaction, username: str) -> Actor:
        known = tx.people.credentials(username.strip())
        actor = tx.people.actor(known.person_id) if known else None
        if actor is None:
            raise NoSuchPerson(username=username)
        return actor

    def _due(self, tx: Transaction, within: Scope) -> Mapping[int, Sequence[DueFrame]]:
        """The frames that can be drawn from now, by team."""
        histories = tx.samples.histories()
        closing = {team: self._closing(tx, histories[team]) for team in histories if team in within.team_ids}
        return {team: frames for team, frames in closing.items() if frames}

    def _closing(self, tx: Transaction, history: Sequence[PlanInForce]) -> Sequence[DueFrame]:
        plan, now = history[-1].plan, self.clock()
        waiting = tx.samples.unframed(population(history, now, self.timezone)) if plan.per_agent_per_week else {}
        if not waiting:
            return []
        begin = week_from(monday_of(now, self.timezone), self.timezone).low
        rates = self._rates(tx, plan, waiting, now)
        frames = ((agent, rates[agent], closing(calls, rates[agent], begin)) for agent, calls in waiting.items())
        return [DueFrame(agent, rate, frame) for agent, rate, frame in frames if frame]

    def _draw(self, tx: Transaction, actor: Actor, team_id: int, due: Sequence[DueFrame]) -> int:
        now = self.clock()
        frames = [
            Frame(closed.agent_id, closed.calls, draw(closed.calls, closed.rate, self.generator())) for closed in due
        ]
        drawn = [call for frame in frames for call in frame.drawn]
        seeds = [self.generator().getrandbits(LONGEST_SEED) for _ in frames]
        tx.samples.add_frames(frames, now, seeds, self.second_share)
        lots = [Lot(seed, self.second_share) for seed in seeds]
        choose(tx, [(call.call_id, lot) for frame, lot in zip(frames, lots, strict=True) for call in frame.drawn])
        tx.evaluations.count_as_drawn(drawn)
        detail = {"framed": sum(len(frame.calls) for frame in frames), "calls": len(drawn)}
        tx.audit.write(now, actor.id, "calls_drawn", "team", team_id, **detail)
        return len(drawn)

    def _rates(
        self, tx: Transaction, plan: SamplingPlan, waiting: Mapping[int, Sequence[WaitingCall]], now: datetime
    ) -> Mapping[int, float]:
        """The sampling rate of each agent with waiting calls; who took none of late is judged by those that wait."""
        weeks = _latest_weeks(now, self.timezone)
        counted = tx.samples.weekly_calls(plan, weeks)
        day = now.astimezone(self.timezone).isoweekday()
        rates = {}
        for agent_id, calls in waiting.items():
            current, *finished = counted.get(agent_id, [0] * len(weeks))
            if not current and not any(finished):
                mondays = [monday_of(call.started_at, self.timezone) for call in calls]
                finished = [mondays.count(monday) for monday in sorted(set(mondays), reverse=True)]
            rates[agent_id] = sampling_rate(plan.per_agent_per_week, ordinary_week(finished, current, day))
        return rates


def _in_detail(plan: SamplingPlan) -> dict[str, object]:
    return {"per_agent_per_week": plan.per_agent_per_week, "material": plan.material.value}


def _latest_weeks(now: datetime, zone: ZoneInfo) -> Sequence[Week]:
    """This week and the finished ones before it that tell what is ordinary, newest first."""
    monday = monday_of(now, zone)
    return [week_from(monday - timedelta(weeks=back), zone) for back in range(ORDINARY_WEEKS + 1)]
