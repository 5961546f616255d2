"""A team of its own for each test, in the one application that all browser tests visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

from argon2 import PasswordHasher

from benvenuto.bootstrap import Benvenuto
from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.edits import AddMoment, ChooseLevel, Edit
from benvenuto.domain.evaluation import Evaluation, lacking
from benvenuto.domain.hearing import HearingReason
from benvenuto.domain.people import Actor, Membership, Role

PASSWORD = "una casa aperta"
# an argon2 hash carries its own cost: cheap here, so that a test signs in at once
_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_CHEAP = _HASHER.hash(PASSWORD)
_RECORDED = "04-lampada-rotta"
_ROLES = {"Anna": Role.AGENT, "Bruno": Role.SUPERVISOR, "Carla": Role.MANAGER, "Dario": Role.ADMINISTRATOR}
_TURNS = (
    Turn(Speaker.AGENT, "Good morning and welcome, this is Anna.", 1.0, 4.0),
    Turn(Speaker.CALLER, "My lamp arrived broken, for the second time.", 5.0, 9.0),
)
_numbers = count(1)


@dataclass
class Team:
    """Anna (agent), Bruno (supervisor), Carla (manager) and Dario (administrator), who share a number."""

    app: Benvenuto
    id: int
    number: int
    people: Mapping[str, Actor]
    _calls: count[int] = field(default_factory=lambda: count(1))

    @property
    def anna(self) -> Actor:
        return self.people["Anna"]

    @property
    def bruno(self) -> Actor:
        return self.people["Bruno"]

    @property
    def carla(self) -> Actor:
        return self.people["Carla"]

    @property
    def dario(self) -> Actor:
        return self.people["Dario"]

    def username(self, actor: Actor) -> str:
        """What the actor types to sign in."""
        return actor.name.lower().replace(" ", "-")

    def token(self, actor: Actor) -> str:
        """A new session of the actor: what the cookie holds."""
        door = replace(self.app.sign_in, hasher=_HASHER)
        return door.sign_in(self.username(actor), PASSWORD, f"test {self.number}")

    def call(self, reason: str = "delivery", language: str = "en", *, why: bool = True) -> int:
        """Log a call of Anna's, with a recording of eighty seconds and a transcript; its id. Each is an hour later.

        Bruno has said why he listens to it, unless he is to be asked.
        """
        number = next(self._calls)
        call_id = self.logged(f"call-{self.number}-{number}", 80, reason, language, hours_ago=20 - number)
        with self.app.database.write() as tx:
            recorded = tx.calls.id_of(_RECORDED)
            assert recorded
            tx.calls.set_turns(call_id, _TURNS)
            recording = tx.recordings.of_call(recorded)
            assert recording
            tx.recordings.add(replace(recording, call_id=call_id), tx.recordings.peaks(recording.id), self.app.clock())
        if why:
            self.app.hearings.say_why(self.bruno, call_id, HearingReason.SUPERVISION)
        return call_id

    def logged(
        self, name: str, duration_s: int, reason: str = "delivery", language: str = "en", hours_ago: int = 1
    ) -> int:
        """Log a call of Anna's of which there is nothing else; its id."""
        row = {
            "external_id": name,
            "agent_id": self.anna.id,
            "agent_code": self.username(self.anna),
            "team_id": self.id,
            "started_at": self.app.clock() - timedelta(hours=hours_ago),
            "duration_s": duration_s,
            "contact_reason": reason,
            "language": language,
            "caller": "",
            "note": "",
            "simulated": False,
            "created_at": self.app.clock(),
        }
        with self.app.database.write() as tx:
            tx.calls.add_new([row])
            call_id = tx.calls.id_of(name)
        assert call_id
        return call_id

    def drawn(self, calls: int = 1, reason: str = "delivery") -> list[int]:
        """Log calls and draw them all; the one that waits longest comes first."""
        logged = [self.call(reason) for _ in range(calls)]
        self.app.sampling.set_plan(self.bruno, self.id, 50)
        assert self.app.sampling.draw_due(self.bruno) == calls
        return logged

    def draft(self, call_id: int, *, but: str = "") -> Evaluation:
        """Bruno's draft with the best level everywhere, except at the path `but`, which stays open."""
        evaluation = self.app.scoring.begin(self.bruno, call_id)
        seq = count(1)
        while faults := [
            one for one in lacking(evaluation.scorecard, evaluation.answers, evaluation.facts) if one.path != but
        ]:
            best = {path: criterion.scale[0].id for path, criterion in evaluation.scorecard.criteria()}
            edits = [Edit(next(seq), one.path, ChooseLevel(best[one.path])) for one in faults]
            evaluation, _ = self.app.scoring.edit(self.bruno, evaluation.id, "team.py", edits)
        return evaluation

    def published(self, call_id: int) -> Evaluation:
        """The same, published, with a moment at 00:20 on the first words."""
        evaluation = self.draft(call_id)
        heard = Edit(1, "greeting/first-words", AddMoment("heard", 20.0, "She gives her name"))
        self.app.scoring.edit(self.bruno, evaluation.id, "moment", [heard])
        return self.app.scoring.publish(self.bruno, evaluation.id)

    def evaluation(self, call_id: int) -> Evaluation:
        """Bruno's evaluation of a call as it is stored now, or what it would begin as."""
        return self.app.scoring.open(self.bruno, call_id)


def new_team(app: Benvenuto, language: str = "en") -> Team:
    """A team with its people, who read in this language."""
    number = next(_numbers)
    people = {}
    with app.database.write() as tx:
        team_id = tx.people.add_team(f"Nord {number}")
        for name, role in _ROLES.items():
            username = f"{name.lower()}-{number}"
            person = tx.people.add(username, f"{name} {number}", language, _CHEAP, app.clock(), agent_code=username)
            held = Membership(role, None if role is Role.ADMINISTRATOR else team_id)
            tx.people.set_memberships(person, [held])
            actor = tx.people.actor(person)
            assert actor
            people[name] = actor
    return Team(app, team_id, number, people)
