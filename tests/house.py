"""A house to test in: the whole application, a clock that stands still, and the standing personas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path

from argon2 import PasswordHasher

from benvenuto.bootstrap import Benvenuto, build, prepare
from benvenuto.config import read_settings
from benvenuto.domain.call import Original, Recording, Side
from benvenuto.domain.edits import ChooseLevel, ChooseNotApplicable, Edit, SetNote
from benvenuto.domain.evaluation import Evaluation, lacking
from benvenuto.domain.hearing import HearingReason
from benvenuto.domain.people import Actor, Membership, Role
from benvenuto.domain.rubric import Criterion
from benvenuto.domain.scoring import applies
from benvenuto.services.people.passwords import HASHER
from tests.databases import open_again

WEDNESDAY = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)
"""When every test begins: noon in Rome, in the middle of a week."""

PASSWORD = "una casa aperta"
"""Everybody's."""

PasswordHasher.__init__(HASHER, time_cost=1, memory_cost=8, parallelism=1)  # to hash a password costs nothing here

_ROLES: Mapping[str, Sequence[tuple[Role, str | None]]] = {
    "Anna": [(Role.AGENT, "Nord")],
    "Andrea": [(Role.AGENT, "Sud")],
    "Bruno": [(Role.SUPERVISOR, "Nord")],
    "Beatrice": [(Role.SUPERVISOR, "Sud")],
    "Carla": [(Role.MANAGER, "Nord")],
    "Camillo": [(Role.MANAGER, "Sud")],
    "Dario": [(Role.ADMINISTRATOR, None)],
    "Elena": [(Role.AGENT, "Nord"), (Role.SUPERVISOR, "Nord")],
    "Fulvio": [],
}


@dataclass
class StandingClock:
    """A clock that moves only when a test moves it."""

    now: datetime = WEDNESDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        """Move on by days, hours, minutes, ..."""
        self.now += timedelta(**by)


@dataclass
class House:
    """The application with Anna (agent), Bruno (supervisor) and Carla (manager) of team Nord; Andrea, Beatrice and
    Camillo likewise of team Sud; Dario (administrator), Elena (agent and supervisor of Nord), Fulvio (no role)."""

    app: Benvenuto
    clock: StandingClock
    people: Mapping[str, Actor]
    nord: int
    sud: int
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.people[name.capitalize()]
        except KeyError:
            raise AttributeError(name) from None

    def call(
        self,
        agent: Actor | None,
        *,
        reason: str = "delivery",
        language: str = "it",
        at: datetime | None = None,
        external_id: str = "",
        team_id: int | None = None,
        **facts: object,
    ) -> int:
        """Log a call that the agent took, in the agent's own team; nobody's when there is none. Its id."""
        external_id = external_id or f"call-{next(self._numbers)}"
        if team_id is None and agent:
            team_id = min(agent.teams(Role.AGENT))
        row = {
            "external_id": external_id,
            "agent_id": agent.id if agent else None,
            "agent_code": agent.name.lower() if agent else "unknown",
            "team_id": team_id,
            "started_at": at or self.clock() - timedelta(hours=2),
            "duration_s": 180,
            "contact_reason": reason,
            "language": language,
            "caller": "",
            "note": "",
            "simulated": False,
            "created_at": self.clock(),
        }
        with self.app.database.write() as tx:
            tx.calls.add_new([row | facts])
            found = tx.calls.id_of(external_id)
        assert found is not None
        return found

    def drawn_call(self, agent: Actor, supervisor: Actor, per_week: int = 50) -> int:
        """Log a call and draw it by the team's plan: with probability 1, when nothing else waits to be drawn."""
        call_id = self.call(agent)
        self.app.sampling.set_plan(supervisor, min(agent.teams(Role.AGENT)), per_week)
        assert self.app.sampling.draw_due(supervisor) == 1
        return call_id

    def answer(self, actor: Actor, evaluation: Evaluation, *, level: int = 0, lowest: str = "") -> Evaluation:
        """Answer every criterion: with the level of this place from the best; at `lowest` (a path) with the last."""
        scorecard, facts = evaluation.scorecard, evaluation.facts
        while faults := lacking(scorecard, evaluation.answers, facts):
            edits = []
            for fault in faults:
                scale = criterion_at(evaluation, fault.path).scale
                chosen = scale[-1 if fault.path == lowest else min(level, len(scale) - 1)]
                edits.append(Edit(next(self._numbers), fault.path, ChooseLevel(chosen.id)))
                edits.append(Edit(next(self._numbers), fault.path, SetNote("Sentito al telefono.")))
            evaluation, _ = self.app.scoring.edit(actor, evaluation.id, "house.py", edits)
        return evaluation

    def not_applicable(self, actor: Actor, evaluation: Evaluation, path: str) -> None:
        """Mark a criterion as not applicable."""
        edit = Edit(next(self._numbers), path, ChooseNotApplicable())
        self.app.scoring.edit(actor, evaluation.id, "house.py", [edit])

    def draft(self, actor: Actor, call_id: int, *, level: int = 0, lowest: str = "") -> Evaluation:
        """A draft with every criterion answered, ready to be published."""
        return self.answer(actor, self.app.scoring.begin(actor, call_id), level=level, lowest=lowest)

    def published(self, actor: Actor, call_id: int, *, level: int = 0) -> Evaluation:
        """A published evaluation."""
        return self.app.scoring.publish(actor, self.draft(actor, call_id, level=level).id)

    def recorded(self, call_id: int) -> int:
        """Give a call a recording, so that its agent may score it; its id."""
        name = f"own-{call_id}.wav"
        originals = (Original(Side.MIXED, f"own/{name}", "b" * 64, name, 1000),)
        recording = Recording(0, call_id, Side.MIXED, originals, f"own/{name}", "audio/wav", 1, 8000, 60.0)
        with self.app.database.write() as tx:
            if tx.recordings.of_call(call_id) is None:
                tx.recordings.add(recording, {"stretch_s": 30, "channels": [[0, 1000]]}, self.clock())
        return call_id

    def told_why(
        self, actor: Actor, call_id: int, reason: HearingReason = HearingReason.TRAINING, words: str = ""
    ) -> int:
        """Say why a call that was opened by hand is listened to; its id."""
        self.app.hearings.say_why(actor, call_id, reason, words)
        return call_id

    def handed_in(self, agent: Actor, call_id: int, *, level: int = 0) -> Evaluation:
        """The agent's own evaluation of their call, handed in."""
        draft = self.draft(agent, self.recorded(call_id), level=level)
        return self.app.self_evaluations.hand_in(agent, draft.id)

    def disputed(self, agent: Actor, supervisor: Actor) -> Evaluation:
        """A published evaluation of a new call that the agent has disputed."""
        evaluation = self.published(supervisor, self.call(agent))
        self.app.feedback.dispute(agent, evaluation.id, "Non sono d'accordo.")
        return self.app.scoring.read(supervisor, evaluation.id)

    def decide(self, actor: Actor, evaluation_id: int, *, uphold: bool, words: str) -> None:
        """Listen without the marks, as whoever decides must, then decide for all criteria alike."""
        self.app.feedback.listen(actor, evaluation_id, {})
        self.app.feedback.decide(actor, evaluation_id, uphold=uphold, words=words)

    def audit(self) -> list[str]:
        """The actions in the audit log, oldest first."""
        return [row.action for row in reversed(self.app.audit.latest(self.dario, limit=10_000))]


def furnish(url: str, folder: Path) -> None:
    """Fill an empty database: tables, rubrics in force, teams and personas."""
    app = open_app(url, folder, StandingClock())
    prepare(app)
    cheap = HASHER.hash(PASSWORD)
    with app.database.write() as tx:
        teams = {name: tx.people.add_team(name) for name in ("Nord", "Sud")}
        for name, roles in _ROLES.items():
            username = name.lower()
            person = tx.people.add(username, name, "it", cheap, WEDNESDAY - timedelta(days=365), agent_code=username)
            tx.people.set_memberships(person, [Membership(role, teams[team] if team else None) for role, team in roles])
    app.database.engine.dispose()


def open_app(url: str, folder: Path, clock: StandingClock) -> Benvenuto:
    """The application over this database, with its files in this folder."""
    environment = {
        "BENVENUTO_DATA": str(folder),
        "BENVENUTO_DATABASE_URL": url,
        "BENVENUTO_SAMPLE": "no",
        "BENVENUTO_ANALYSE": "no",
        "BENVENUTO_SECOND_LISTENINGS": "0",
    }
    return build(read_settings(environment), clock, open_again(url))


def enter(url: str, folder: Path) -> House:
    """The house over a furnished database, as nobody has changed it yet."""
    clock = StandingClock()
    app = open_app(url, folder, clock)
    people, teams = _residents(url)
    return House(app, clock, people, teams["Nord"], teams["Sud"])


@cache
def _residents(url: str) -> tuple[Mapping[str, Actor], Mapping[str, int]]:
    """Who lives in the house, and its teams, by name: the same whenever the database is lent."""
    with open_again(url).read() as tx:
        actors = {person.name: tx.people.actor(person.id) for person in tx.people.everyone()}
        teams = {team.name: team.id for team in tx.people.teams()}
    return {name: actor for name, actor in actors.items() if actor is not None}, teams


def drawn_twice(house: House) -> int:
    """A call of Anna's, drawn by Bruno to be heard by two: the other is Elena."""
    call_id = house.call(house.anna)
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    assert replace(house.app.sampling, second_share=1.0).draw_due(house.bruno) == 1
    return call_id


def criterion_at(evaluation: Evaluation, path: str) -> Criterion:
    """The criterion of the evaluation's scorecard at this path."""
    found = evaluation.scorecard.criterion(path)
    assert found is not None
    return found


def paths(evaluation: Evaluation, *, critical: bool = False, not_applicable: bool = False) -> list[str]:
    """Paths of criteria that apply to the call as it stands, of the critical ones or those that allow N/A if asked."""
    return [
        path
        for path, one in evaluation.scorecard.criteria()
        if applies(one.applies_when, evaluation.facts, evaluation.answers)
        and (one.critical or not critical)
        and (one.not_applicable or not not_applicable)
    ]
