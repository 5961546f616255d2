"""Coaching plans: a supervisor proposes, the agent agrees, both sign; the calls drawn since tell what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from benvenuto.domain.access import Permission, Subject, authorise, can, scope
from benvenuto.domain.coaching import (
    LONGEST_WORDS,
    ClipOutsideCall,
    CoachedAlready,
    CoachingPlan,
    CoachingStatus,
    NewCoachingPlan,
    NoLongerOpen,
    NoSuchCriterion,
    NotAgreedYet,
    checked,
)
from benvenuto.domain.evaluation import FOR_THE_AGENT
from benvenuto.domain.faults import BenvenutoError, Forbidden, message
from benvenuto.domain.notices import NEWS, NoticeKind, Reminder
from benvenuto.domain.people import Actor, Person, Role
from benvenuto.domain.text import Text
from benvenuto.services.clock import Clock
from benvenuto.services.feedback.writing import trimmed
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.services.quality.since_chosen import LED_TO_CHOICE, CriterionChoice, SinceChosen, compare_since
from benvenuto.services.scoring.evaluations import readable
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.services.telling import of_plan, tell_agent, tell_of_plan
from benvenuto.storage.database import Database, Transaction

SEEING = (Role.AGENT, Role.SUPERVISOR, Role.MANAGER)


class NoReason(BenvenutoError):
    """A plan withdrawn without a word."""

    template = message("Say why the plan is withdrawn.")
    remedy = message("A sentence is enough: the agent reads it.")


@dataclass(frozen=True, slots=True)
class Coached:
    """A plan with what its reader may do, and the agent's calls before it and since."""

    plan: CoachingPlan
    overdue: bool
    since: SinceChosen
    may_agree: bool
    may_sign: bool
    may_withdraw: bool


@dataclass(frozen=True)
class CoachingService:
    """The service of coaching plans."""

    database: Database
    clock: Clock
    scorecards: Scorecards
    timezone: ZoneInfo
    rules: WorksRules

    def plans(self, actor: Actor) -> Sequence[Coached]:
        """The actor's own plans and those of the teams that the actor supervises or manages.

        Open ones first, by their day, then those that are closed, newest first.
        """
        if not actor.roles.intersection(SEEING):
            raise Forbidden
        within = scope(actor, *SEEING)
        with self.database.read() as tx:
            plans = tx.coaching.within(within)
            sides = tx.coaching.drawn(within, [plan.id for plan in plans], LED_TO_CHOICE)
        today = self._today()
        choices = [CriterionChoice(_agent(plan), plan.criterion, plan.begun_at) for plan in plans]
        since = compare_since(choices, [(sides.get((plan.id, False)), sides.get((plan.id, True))) for plan in plans])
        coached = [
            Coached(
                plan=plan,
                overdue=plan.overdue(today),
                since=comparison,
                may_agree=_may(actor, Permission.AGREE, plan) and plan.status is CoachingStatus.PROPOSED,
                may_sign=_may_sign(actor, plan),
                may_withdraw=_may(actor, Permission.COACH, plan) and plan.open,
            )
            for plan, comparison in zip(plans, since, strict=True)
        ]
        return sorted(coached, key=lambda each: (not each.plan.open, each.plan.due if each.plan.open else date.min))

    def agents(self, actor: Actor) -> Sequence[Person]:
        """Whom the actor may coach, by name: the agents of their teams, but not themselves."""
        teams = actor.teams(Role.SUPERVISOR)
        if not teams:
            raise Forbidden
        with self.database.read() as tx:
            agents = {person.id: person for person, _ in tx.people.agents(teams) if person.active}
        return [person for person in agents.values() if person.id != actor.id]

    def criteria(self, actor: Actor) -> Mapping[str, Text]:
        """The titles of the criteria in force, by path."""
        if not actor.roles.intersection(SEEING):
            raise Forbidden
        with self.database.read() as tx:
            return self._criteria(tx)

    def begin(self, actor: Actor, new: NewCoachingPlan) -> int:
        """Propose a plan to an agent of a team that the actor supervises; its id.

        Raises NothingWritten, DueInThePast, NoSuchCriterion, ClipOutsideCall, CoachedAlready.
        """
        behaviour, steps = (trimmed(words, LONGEST_WORDS) for words in (new.behaviour, new.steps))
        new = replace(new, behaviour=behaviour, steps=steps)
        with self.database.write() as tx:
            team_id = self._team(tx, actor, new.agent_id)
            self.rules.check_training()
            checked(new, self._today())
            if new.criterion not in self._criteria(tx):
                raise NoSuchCriterion
            if new.clip:
                self._check_clip(tx, actor, new.clip.evaluation_id, new.agent_id)
            tx.advisory_lock(f"coaching {new.agent_id}")
            if tx.coaching.is_open(new.agent_id, new.criterion):
                person = tx.people.get(new.agent_id)
                raise CoachedAlready(name=person.name if person else "")
            plan_id = tx.coaching.begin(new, team_id, actor.id, self.clock())
            deeds = ["coaching_begun"]
            if new.practise and tx.practice.assign(new.agent_id, new.criterion, actor.id, self.clock()):
                deeds.append("practice_assigned")
                tell_agent(tx, self.clock(), NoticeKind.PRACTICE, actor.id, new.agent_id, new.criterion)
            self._tell(tx, actor, NoticeKind.PLAN_PROPOSED, plan_id)
            for action in deeds:
                tx.audit.write(self.clock(), actor.id, action, "person", new.agent_id, criterion=new.criterion)
        return plan_id

    def agree(self, actor: Actor, plan_id: int) -> None:
        """The agent agrees to a plan; agreeing again changes nothing."""
        with self.database.write() as tx:
            plan = self._fetch(tx, actor, Permission.AGREE, plan_id)
            if plan.agreed_at is None:
                self._put(tx, actor, plan, "coaching_agreed", NoticeKind.PLAN_AGREED, agreed_at=self.clock())

    def sign(self, actor: Actor, plan_id: int) -> None:
        """Sign a plan as done: the agent as the agent, a supervisor of the team as the supervisor, once each."""
        with self.database.write() as tx:
            plan = self._fetch(tx, actor, Permission.SEE_COACHING, plan_id)
            side = _side(actor, plan)
            if side is None:
                raise Forbidden
            if plan.agreed_at is None:
                raise NotAgreedYet
            if getattr(plan, f"{side}_signed_at") is not None:
                return
            signed: dict[str, object] = {f"{side}_signed_at": self.clock()}
            if side == "supervisor":
                signed["supervisor_signed_by"] = actor.id
            self._put(tx, actor, plan, "coaching_signed", NoticeKind.PLAN_SIGNED, **signed)

    def withdraw(self, actor: Actor, plan_id: int, because: str) -> None:
        """Close an open plan that is not going to be done, with the reason that the agent reads."""
        words = trimmed(because, LONGEST_WORDS)
        with self.database.write() as tx:
            plan = self._fetch(tx, actor, Permission.COACH, plan_id)
            if not words:
                raise NoReason
            closed = {"withdrawn_at": self.clock(), "withdrawn_because": words}
            self._put(tx, actor, plan, "coaching_withdrawn", NoticeKind.PLAN_WITHDRAWN, **closed)

    def reminders(self, tx: Transaction, at: datetime) -> Iterator[Reminder]:
        """Who has still to agree to a plan or to sign it, when its day has passed in the last month."""
        today = at.astimezone(self.timezone).date()
        for plan in tx.coaching.overdue(today - NEWS, today):
            concerned = of_plan(tx, plan)
            agent = frozenset({concerned.agent}) if plan.agent_signed_at is None else frozenset()
            supervisors = concerned.supervisors if plan.supervisor_signed_at is None else frozenset()
            yield Reminder(NoticeKind.PLAN_OVERDUE, agent | supervisors, subject=str(plan.id))

    def _put(
        self, tx: Transaction, actor: Actor, plan: CoachingPlan, action: str, kind: NoticeKind, **values: object
    ) -> None:
        if not plan.open:
            raise NoLongerOpen
        tx.coaching.set(plan.id, **values)
        tx.audit.write(self.clock(), actor.id, action, "person", plan.agent_id, criterion=plan.criterion)
        tell_of_plan(tx, self.clock(), kind, actor.id, plan)

    def _tell(self, tx: Transaction, actor: Actor, kind: NoticeKind, plan_id: int) -> None:
        plan = tx.coaching.get(plan_id)
        assert plan is not None  # noqa: S101 - written in this transaction
        tell_of_plan(tx, self.clock(), kind, actor.id, plan)

    def _fetch(self, tx: Transaction, actor: Actor, permission: Permission, plan_id: int) -> CoachingPlan:
        plan = tx.coaching.get(plan_id, lock=True)
        # the same answer as without permission, so that nobody learns which ids there are
        if plan is None:
            raise Forbidden
        authorise(actor, permission, _subject(plan))
        return plan

    def _criteria(self, tx: Transaction) -> Mapping[str, Text]:
        parts = [part for card in self.scorecards.in_force_within(tx) for part in card.scorecard.parts]
        return {part.rubric.path(criterion): criterion.title for part in parts for criterion in part.rubric.criteria}

    @staticmethod
    def _team(tx: Transaction, actor: Actor, agent_id: int) -> int:
        for person, team_id in tx.people.agents(actor.teams(Role.SUPERVISOR)):
            if person.id == agent_id and person.active:
                authorise(actor, Permission.COACH, Subject(agent_id=agent_id, team_id=team_id))
                return team_id
        raise Forbidden

    @staticmethod
    def _check_clip(tx: Transaction, actor: Actor, evaluation_id: int, agent_id: int) -> None:
        """Only of what both may read: nobody learns by a plan what was published, and the agent hears no second."""
        for stored in readable(tx, actor, tx.evaluations.these([evaluation_id])):
            if stored.agent_id == agent_id and stored.selection.kind in FOR_THE_AGENT:
                return
        raise ClipOutsideCall

    def _today(self) -> date:
        return self.clock().astimezone(self.timezone).date()


def _agent(plan: CoachingPlan) -> Person:
    return Person(plan.agent_id, "", plan.agent_name, "", active=True)


def _subject(plan: CoachingPlan) -> Subject:
    return Subject(agent_id=plan.agent_id, team_id=plan.team_id)


def _may(actor: Actor, permission: Permission, plan: CoachingPlan) -> bool:
    return can(actor, permission, _subject(plan))


def _side(actor: Actor, plan: CoachingPlan) -> Literal["agent", "supervisor"] | None:
    """As whom the actor signs: nobody for both sides."""
    if _may(actor, Permission.AGREE, plan):
        return "agent"
    return "supervisor" if _may(actor, Permission.COACH, plan) else None


def _may_sign(actor: Actor, plan: CoachingPlan) -> bool:
    side = _side(actor, plan)
    if side is None or plan.status is not CoachingStatus.AGREED:
        return False
    return (plan.agent_signed_at if side == "agent" else plan.supervisor_signed_at) is None
