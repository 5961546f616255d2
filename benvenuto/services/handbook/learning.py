"""The learning path of each agent: what is signed and by whom, and what Benvenuto knows beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benvenuto.domain.access import Permission, Subject, can
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.learning import KnownFact, LearningStep, ReadCounts, SignedAlready, Signer, SignOff, step_of
from benvenuto.domain.people import Actor, Person, Role
from benvenuto.domain.practice import Outcome
from benvenuto.services.clock import Clock
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.handbook.practice import StoredAttempt

_NEEDED = {Signer.AGENT: Permission.SIGN_OWN_STEP, Signer.SUPERVISOR: Permission.SIGN_STEP}


@dataclass(frozen=True, slots=True)
class Tried:
    """How many exercises were tried, and how many of them were right at last."""

    tried: int
    right: int


@dataclass(frozen=True, slots=True)
class StepProgress:
    """A step of one agent: the signature that stands, those withdrawn, what is known beside it, and whether the
    reader may sign it or withdraw what is signed."""

    step: LearningStep
    signed: SignOff | None
    withdrawn: Sequence[SignOff]
    known: Tried | ReadCounts | None
    may_sign: bool


@dataclass(frozen=True, slots=True)
class AgentPath:
    """An agent's path. `former` are signatures that stand under steps no longer in it."""

    agent: Person
    steps: Sequence[StepProgress]
    former: Sequence[SignOff]

    @property
    def signed(self) -> int:
        """How many steps are signed."""
        return sum(step.signed is not None for step in self.steps)

    @property
    def next(self) -> StepProgress | None:
        """The first step that is not signed; None when all are."""
        return next((step for step in self.steps if step.signed is None), None)


@dataclass(frozen=True)
class LearningService:
    """The service of the learning path, whose steps are read once, at the start."""

    database: Database
    clock: Clock
    path: tuple[LearningStep, ...]

    def of_agent(self, actor: Actor, agent_id: int) -> AgentPath:
        """One agent's path: for the agent, and for supervisors and managers of the team."""
        with self.database.read() as tx:
            self._authorise(tx, actor, Permission.SEE_LEARNING_PATH, agent_id)
            person = tx.people.get(agent_id)
            assert person is not None  # noqa: S101 - an agent of a team
            return self._paths(tx, actor, [person])[0]

    def team(self, actor: Actor) -> Sequence[AgentPath]:
        """The paths of the agents of the teams that the actor supervises or manages, by name."""
        teams = actor.teams(Role.SUPERVISOR) | actor.teams(Role.MANAGER)
        if not teams:
            raise Forbidden
        with self.database.read() as tx:
            agents = {person.id: person for person, _ in tx.people.agents(teams) if person.active}
            return self._paths(tx, actor, list(agents.values()))

    def sign(self, actor: Actor, agent_id: int, step_id: str) -> None:
        """Sign a step: agents their own, supervisors those of their teams' agents. SignedAlready, NoSuchStep."""
        with self.database.write() as tx:
            step = self._mine_to_sign(tx, actor, agent_id, step_id)
            tx.advisory_lock(f"learning path {agent_id}")
            signed = next(
                (sign_off for sign_off in tx.learning.sign_offs([agent_id]) if _stands(sign_off, step_id)), None
            )
            if signed:
                raise SignedAlready(title=step.title.in_language(actor.language), name=signed.by)
            tx.learning.sign(agent_id, step_id, step.title, actor.id, self.clock())
            tx.audit.write(self.clock(), actor.id, "step_signed", "person", agent_id, step=step_id)

    def withdraw(self, actor: Actor, agent_id: int, step_id: str) -> None:
        """Withdraw the signature under a step that the actor might sign; it stays on record. Without one, nothing."""
        with self.database.write() as tx:
            self._mine_to_sign(tx, actor, agent_id, step_id)
            if tx.learning.withdraw(agent_id, step_id, actor.id, self.clock()):
                tx.audit.write(self.clock(), actor.id, "step_withdrawn", "person", agent_id, step=step_id)

    def _mine_to_sign(self, tx: Transaction, actor: Actor, agent_id: int, step_id: str) -> LearningStep:
        self._authorise(tx, actor, Permission.SEE_LEARNING_PATH, agent_id)
        step = step_of(self.path, step_id)
        self._authorise(tx, actor, _NEEDED[step.signer], agent_id)
        return step

    def _authorise(self, tx: Transaction, actor: Actor, permission: Permission, agent_id: int) -> None:
        if not _may(actor, permission, agent_id, _teams(tx, agent_id)):
            raise Forbidden

    def _paths(self, tx: Transaction, actor: Actor, agents: Sequence[Person]) -> Sequence[AgentPath]:
        ids = [person.id for person in agents]
        sign_offs, heard = tx.learning.sign_offs(ids), tx.learning.heard(ids)
        attempts, teams = tx.practice.attempts(ids), tx.people.agents()
        paths = []
        for person in agents:
            own = [sign_off for sign_off in sign_offs if sign_off.agent_id == person.id]
            tried = [attempt for attempt in attempts if attempt.person_id == person.id]
            of_person = [team_id for other, team_id in teams if other.id == person.id]
            steps = [
                StepProgress(
                    step=step,
                    signed=next((sign_off for sign_off in own if _stands(sign_off, step.id)), None),
                    withdrawn=[sign_off for sign_off in own if sign_off.step == step.id and sign_off.withdrawn_at],
                    known=_known(step, tried, heard.get(person.id, ReadCounts())),
                    may_sign=_may(actor, _NEEDED[step.signer], person.id, of_person),
                )
                for step in self.path
            ]
            known = {step.id for step in self.path}
            former = [sign_off for sign_off in own if sign_off.step not in known and sign_off.withdrawn_at is None]
            paths.append(AgentPath(person, steps, former))
        return paths


def _teams(tx: Transaction, agent_id: int) -> Sequence[int]:
    return [team_id for person, team_id in tx.people.agents() if person.id == agent_id]


def _may(actor: Actor, permission: Permission, agent_id: int, team_ids: Sequence[int]) -> bool:
    return any(can(actor, permission, Subject(agent_id=agent_id, team_id=team_id)) for team_id in team_ids)


def _stands(sign_off: SignOff, step_id: str) -> bool:
    return sign_off.step == step_id and sign_off.withdrawn_at is None


def _known(step: LearningStep, attempts: Sequence[StoredAttempt], heard: ReadCounts) -> Tried | ReadCounts | None:
    match step.shows:
        case KnownFact.EXERCISES:
            these = [attempt for attempt in attempts if not step.criteria or attempt.criterion in step.criteria]
            last = {attempt.exercise: attempt.outcome for attempt in these}
            return Tried(len(last), sum(outcome is Outcome.RIGHT for outcome in last.values()))
        case KnownFact.EVALUATIONS:
            return heard
        case None:
            return None
