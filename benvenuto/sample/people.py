"""The people of the made-up shop Casa Lume, and the accounts of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from benvenuto.domain.people import Membership, Role
from benvenuto.domain.published import PUBLISHED_PASSWORD
from benvenuto.services.people.passwords import hash_password
from benvenuto.storage.database import Transaction

ITALIA, INTERNATIONAL = "Casa Lume Italia", "Casa Lume International"


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody of the sample; `shown` marks the accounts offered to a newcomer."""

    username: str
    name: str
    language: str
    role: Role
    teams: tuple[str, ...] = ()
    shown: bool = False


PEOPLE = (
    SamplePerson("giulia", "Giulia Ferri", "it", Role.AGENT, (ITALIA,), shown=True),
    SamplePerson("elena", "Elena Sala", "it", Role.AGENT, (ITALIA,)),
    SamplePerson("marta", "Marta Riva", "it", Role.AGENT, (ITALIA,)),
    SamplePerson("paolo", "Paolo Neri", "it", Role.AGENT, (ITALIA,)),
    SamplePerson("chiara", "Chiara Fontana", "it", Role.AGENT, (ITALIA,)),
    SamplePerson("joe", "Joe Miller", "en", Role.AGENT, (INTERNATIONAL,), shown=True),
    SamplePerson("michelle", "Michelle Park", "en", Role.AGENT, (INTERNATIONAL,)),
    SamplePerson("elizabeth", "Elizabeth Hall", "en", Role.AGENT, (INTERNATIONAL,)),
    SamplePerson("robert", "Robert Ellis", "en", Role.AGENT, (INTERNATIONAL,)),
    SamplePerson("nadia", "Nadia Costa", "en", Role.AGENT, (INTERNATIONAL,)),
    SamplePerson("bruno", "Bruno Galli", "it", Role.SUPERVISOR, (ITALIA, INTERNATIONAL), shown=True),
    SamplePerson("silvia", "Silvia Testa", "it", Role.SUPERVISOR, (ITALIA, INTERNATIONAL)),
    SamplePerson("luca", "Luca Greco", "it", Role.SUPERVISOR, (ITALIA, INTERNATIONAL)),
    SamplePerson("carla", "Carla Moretti", "it", Role.MANAGER, (ITALIA, INTERNATIONAL), shown=True),
    SamplePerson("dario", "Dario Conti", "it", Role.ADMINISTRATOR, shown=True),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids by user name and team name, and each agent's team."""

    people: dict[str, int]
    teams: dict[str, int]
    team_of: dict[str, int]


def add_people(tx: Transaction, at: datetime) -> Cast:
    """Add teams and people, all with the password of the demonstration."""
    teams = {name: tx.people.add_team(name) for name in (ITALIA, INTERNATIONAL)}
    hashed = hash_password(PUBLISHED_PASSWORD)
    people, team_of = {}, {}
    for person in PEOPLE:
        people[person.username] = tx.people.add(
            person.username,
            person.name,
            person.language,
            hashed,
            at,
            agent_code=person.username if person.role is Role.AGENT else "",
        )
        held = [Membership(person.role, teams[team]) for team in person.teams] or [Membership(person.role, None)]
        tx.people.set_memberships(people[person.username], held)
        if person.role is Role.AGENT:
            team_of[person.username] = teams[person.teams[0]]
    return Cast(people, teams, team_of)
