"""Practice: exercises to try, what the last evaluations propose, and what a supervisor sees and asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benvenuto.domain.access import Permission, Subject, authorise
from benvenuto.domain.faults import BenvenutoError, Forbidden, message
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor, Person, Role
from benvenuto.domain.practice import Attempt, Exercise, Outcome, grade
from benvenuto.domain.rubric import Criterion, Rubric
from benvenuto.services.clock import Clock
from benvenuto.services.handbook.exercises import read_exercises
from benvenuto.services.handbook.handbook_texts import HandbookTexts
from benvenuto.services.quality.since_chosen import LED_TO_CHOICE
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.services.telling import tell_agent
from benvenuto.storage.database import Database, Transaction
from benvenuto.storage.handbook.practice import Assignment, CriterionResult, StoredAttempt

LATEST = LED_TO_CHOICE
"""How many of an agent's last evaluations propose exercises."""
MOST_PROPOSED = 3


class NoSuchExercise(BenvenutoError):
    """An exercise that is not there, or not any more."""

    template = message("This exercise no longer exists.")
    remedy = message("Choose another from the list.")


@dataclass(frozen=True, slots=True)
class Practised:
    """An exercise with its criterion and rubric, and how the reader's attempts at it went, oldest first."""

    exercise: Exercise
    criterion: Criterion
    rubric: Rubric
    outcomes: tuple[Outcome, ...] = ()

    @property
    def last(self) -> Outcome | None:
        """The outcome of the last attempt; None before the first."""
        return self.outcomes[-1] if self.outcomes else None


@dataclass(frozen=True, slots=True)
class Weak:
    """A criterion, by path, that was below its best level in `below` of the `counted` last evaluations it counted in.

    `lost` is what it fell short by on average, 0..1.
    """

    criterion: str
    below: int
    counted: int
    lost: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A criterion to practise, because the evaluations say so (`weak`), a supervisor asked (`assigned`), or both."""

    criterion: Criterion
    path: str
    weak: Weak | None
    assigned: Assignment | None
    exercises: tuple[Practised, ...]

    @property
    def next(self) -> Practised | None:
        """The first exercise that was not right yet; None when all were."""
        return next((practised for practised in self.exercises if practised.last is not Outcome.RIGHT), None)


@dataclass(frozen=True, slots=True)
class AgentPractice:
    """What an agent practised: attempts, exercises tried and right at last, what is asked, what the evaluations say.

    `by_criterion` has, for each criterion tried, the exercises tried and those right at last.
    """

    agent: Person
    attempts: Sequence[StoredAttempt]
    by_criterion: Mapping[str, tuple[int, int]]
    assigned: Sequence[Assignment]
    weak: Sequence[Weak]

    @property
    def tried(self) -> int:
        """How many exercises were tried."""
        return sum(tried for tried, _ in self.by_criterion.values())

    @property
    def right(self) -> int:
        """How many of them were right at last."""
        return sum(right for _, right in self.by_criterion.values())


@dataclass(frozen=True)
class PracticeService:
    """The service of practice."""

    database: Database
    clock: Clock
    scorecards: Scorecards
    texts: HandbookTexts
    folder: Path

    def exercises(self, actor: Actor, language: str) -> Sequence[Practised]:
        """Every exercise in this language whose criterion is in force, with the actor's own attempts."""
        authorise(actor, Permission.READ_HANDBOOK)
        with self.database.read() as tx:
            return self._practised(tx, actor.id, language)

    def proposed(self, actor: Actor, language: str) -> Sequence[Proposal]:
        """What the actor is asked to practise, then what their last evaluations say; each with its exercises."""
        if Role.AGENT not in actor.roles:
            raise Forbidden
        with self.database.read() as tx:
            practised = self._practised(tx, actor.id, language)
            asked = {assignment.criterion: assignment for assignment in tx.practice.assignments([actor.id])}
            weak = {
                weakness.criterion: weakness
                for weakness in _weakest(tx.practice.answered([actor.id], LATEST)[actor.id])
            }
        proposals = []
        # what a supervisor asked for comes first; each criterion once
        for path in dict.fromkeys([*asked, *weak]):
            exercises = tuple(entry for entry in practised if entry.exercise.criterion_path == path)
            if exercises:
                proposals.append(Proposal(exercises[0].criterion, path, weak.get(path), asked.get(path), exercises))
        return proposals

    def attempt(self, actor: Actor, path: str, given: Attempt, language: str) -> Outcome:
        """Keep what the actor answered, and say how far it came. Anybody in the house may try."""
        authorise(actor, Permission.READ_HANDBOOK)
        with self.database.write() as tx:
            practised = next(
                (practised for practised in self._in_force(tx, language) if practised.exercise.path == path), None
            )
            if practised is None:
                raise NoSuchExercise
            outcome = grade(practised.exercise, given, practised.criterion)
            done = StoredAttempt(actor.id, path, practised.exercise.criterion_path, outcome, self.clock())
            tx.practice.add(done, given, language)
            tx.audit.write(done.at, actor.id, "exercise_tried", "person", actor.id, exercise=path)
        return outcome

    def team(self, actor: Actor) -> Sequence[AgentPractice]:
        """What the agents of the actor's teams practised, by name: for supervisors."""
        teams = actor.teams(Role.SUPERVISOR)
        if not teams:
            raise Forbidden
        with self.database.read() as tx:
            agents = {person.id: person for person, _ in tx.people.agents(teams) if person.active}
            attempts, asked = _by_person(tx.practice.attempts(agents)), tx.practice.assignments(agents)
            answered = tx.practice.answered(agents, LATEST)
        return [
            AgentPractice(
                agent=person,
                attempts=attempts[person.id],
                by_criterion=_by_criterion(attempts[person.id]),
                assigned=[assignment for assignment in asked if assignment.agent_id == person.id],
                weak=_weakest(answered[person.id]),
            )
            for person in agents.values()
        ]

    def assign(self, actor: Actor, agent_id: int, criterion: str) -> None:
        """Ask an agent of one's own team to practise a criterion; asking again changes nothing."""
        with self.database.write() as tx:
            self._authorise(tx, actor, agent_id)
            if criterion not in {practised.exercise.criterion_path for practised in self._in_force(tx)}:
                raise NoSuchExercise
            if tx.practice.assign(agent_id, criterion, actor.id, self.clock()):
                tx.audit.write(self.clock(), actor.id, "practice_assigned", "person", agent_id, criterion=criterion)
                tell_agent(tx, self.clock(), NoticeKind.PRACTICE, actor.id, agent_id, criterion)

    def withdraw(self, actor: Actor, agent_id: int, criterion: str) -> None:
        """No longer ask it; what was not asked stays so."""
        with self.database.write() as tx:
            self._authorise(tx, actor, agent_id)
            if tx.practice.withdraw(agent_id, criterion):
                tx.audit.write(self.clock(), actor.id, "practice_withdrawn", "person", agent_id, criterion=criterion)
                tx.notices.take_back(NoticeKind.PRACTICE, agent_id, subject=criterion)

    def _authorise(self, tx: Transaction, actor: Actor, agent_id: int) -> None:
        """Forbidden unless the agent is in a team that the actor supervises."""
        teams = [team_id for person, team_id in tx.people.agents() if person.id == agent_id]
        for team_id in teams:
            if team_id in actor.teams(Role.SUPERVISOR):
                return authorise(actor, Permission.ASSIGN_PRACTICE, Subject(agent_id=agent_id, team_id=team_id))
        raise Forbidden

    def _practised(self, tx: Transaction, person_id: int, language: str) -> Sequence[Practised]:
        outcomes = defaultdict(list)
        for attempt in tx.practice.attempts([person_id]):
            outcomes[attempt.exercise].append(attempt.outcome)
        return [
            Practised(
                practised.exercise, practised.criterion, practised.rubric, tuple(outcomes[practised.exercise.path])
            )
            for practised in self._in_force(tx, language)
        ]

    def _in_force(self, tx: Transaction, language: str = "") -> Sequence[Practised]:
        """The exercises, in this language where one is named, whose criterion is in force and still fits them."""
        rubrics = {
            part.rubric.id: part.rubric for card in self.scorecards.in_force_within(tx) for part in card.scorecard.parts
        }
        criteria = {
            rubric.path(criterion): (criterion, rubric) for rubric in rubrics.values() for criterion in rubric.criteria
        }
        return [
            Practised(exercise, *criteria[exercise.criterion_path])
            for exercise in read_exercises(self.folder, self.texts)[0]
            if exercise.criterion_path in criteria and (not language or language in exercise.languages)
        ]


def _weakest(answered: Sequence[CriterionResult]) -> Sequence[Weak]:
    """The criteria that lost most, at most three, worst first."""
    values = defaultdict(list)
    for result in answered:
        values[result.criterion].append(result.value)
    weak = [
        Weak(path, sum(value < 1 for value in these), len(these), 1 - sum(these) / len(these))
        for path, these in values.items()
        if min(these) < 1
    ]
    return sorted(weak, key=lambda weakness: (-weakness.lost, -weakness.below, weakness.criterion))[:MOST_PROPOSED]


def _by_person(attempts: Iterable[StoredAttempt]) -> Mapping[int, list[StoredAttempt]]:
    by_person = defaultdict(list)
    for attempt in attempts:
        by_person[attempt.person_id].append(attempt)
    return by_person


def _by_criterion(attempts: Iterable[StoredAttempt]) -> Mapping[str, tuple[int, int]]:
    # oldest first, so that the last attempt at each stays
    last = {attempt.exercise: attempt for attempt in attempts}
    counts: dict[str, tuple[int, int]] = {}
    for attempt in last.values():
        tried, right = counts.get(attempt.criterion, (0, 0))
        counts[attempt.criterion] = tried + 1, right + (attempt.outcome is Outcome.RIGHT)
    return counts
