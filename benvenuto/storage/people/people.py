"""People, teams and who holds which role where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import Connection, Row, String, cast, delete, func, insert, select, update

from benvenuto.domain.people import Actor, Membership, Person, Role, Team
from benvenuto.storage.tables import agent_codes, inserted_id, memberships, people, teams


@dataclass(frozen=True, slots=True)
class Credentials:
    """What sign-in compares with."""

    person_id: int
    username: str
    password_hash: str | None
    active: bool
    expires_at: datetime | None
    second_factor: str | None = field(repr=False)
    second_factor_step: int | None


@dataclass(frozen=True)
class People:
    """The repository of people and teams."""

    connection: Connection

    def add(
        self,
        username: str,
        name: str,
        language: str,
        password_hash: str | None,
        at: datetime,
        *,
        agent_code: str = "",
        must_change_password: bool = False,
        password_expires_at: datetime | None = None,
    ) -> int:
        """Add a person; the id."""
        return inserted_id(
            self.connection.execute(
                insert(people).values(
                    username=username,
                    name=name,
                    language=language,
                    active=True,
                    agent_code=agent_code,
                    password_hash=password_hash,
                    must_change_password=must_change_password,
                    password_expires_at=password_expires_at,
                    created_at=at,
                )
            )
        )

    def change(self, person_id: int, **values: object) -> None:
        """Change columns of a person."""
        self.connection.execute(update(people).where(people.c.id == person_id).values(**values))

    def get(self, person_id: int) -> Person | None:
        """One person, with the roles held."""
        return next(iter(self._with_memberships(people.c.id == person_id)), None)

    def everyone(self) -> Sequence[Person]:
        """All accounts, by name."""
        return self._with_memberships()

    def count(self) -> int:
        """How many accounts there are."""
        return int(self.connection.scalar(select(func.count()).select_from(people)) or 0)

    def credentials(self, username: str) -> Credentials | None:
        """What is needed to check a password; user names are compared without case."""
        row = self.connection.execute(
            select(people).where(func.lower(people.c.username, type_=people.c.username.type) == username.lower())
        ).first()
        if row is None:
            return None
        return Credentials(
            row.id,
            row.username,
            row.password_hash,
            row.active,
            row.password_expires_at,
            row.second_factor,
            row.second_factor_step,
        )

    def password_hash(self, person_id: int) -> str | None:
        """The stored hash of one person's password."""
        return self.connection.scalar(select(people.c.password_hash).where(people.c.id == person_id))

    def use_second_factor(self, person_id: int, step: int) -> bool:
        """Note that the code of a step of time was used; False when it, or a later one, was used before."""
        unused = (people.c.second_factor_step.is_(None)) | (people.c.second_factor_step < step)
        done = self.connection.execute(
            update(people).where(people.c.id == person_id, unused).values(second_factor_step=step)
        )
        return done.rowcount > 0

    def must_change_password(self, person_id: int) -> bool:
        """Whether the person still has a one-time password."""
        return bool(self.connection.scalar(select(people.c.must_change_password).where(people.c.id == person_id)))

    def actor(self, person_id: int) -> Actor | None:
        """The person as services see them; None when there is no such active account."""
        person = self.get(person_id)
        if person is None or not person.active:
            return None
        return Actor(person.id, person.name, frozenset(person.memberships), person.language)

    def agents(self, team_ids: Iterable[int] | None = None) -> Sequence[tuple[Person, int]]:
        """Agents with their team id, of these teams or of all."""
        query = (
            select(people, memberships.c.team_id)
            .join(memberships, memberships.c.person_id == people.c.id)
            .where(memberships.c.role == Role.AGENT.value, memberships.c.team_id.is_not(None))
            .order_by(people.c.name)
        )
        if team_ids is not None:
            query = query.where(memberships.c.team_id.in_(list(team_ids)))
        return [(_person(row, ()), row.team_id) for row in self.connection.execute(query)]

    def in_charge(self, team_id: int) -> Mapping[Role, frozenset[int]]:
        """Who answers for a team with an open account, by role: its supervisors and its managers."""
        held = defaultdict(set)
        query = select(memberships.c.role, memberships.c.person_id).join(people, people.c.id == memberships.c.person_id)
        query = query.where(memberships.c.team_id == team_id, memberships.c.role != Role.AGENT.value, people.c.active)
        for role, person_id in self.connection.execute(query):
            held[Role(role)].add(person_id)
        return {role: frozenset(ids) for role, ids in held.items()}

    def held_roles(self) -> frozenset[Role]:
        """The roles that somebody with an open account holds."""
        query = select(memberships.c.role).join(people, people.c.id == memberships.c.person_id).where(people.c.active)
        return frozenset(map(Role, self.connection.scalars(query.distinct())))

    def staffed(self) -> frozenset[int]:
        """The ids of the teams that have an agent."""
        team = memberships.c.team_id
        query = select(team).where(memberships.c.role == Role.AGENT.value, team.is_not(None)).distinct()
        return frozenset(self.connection.scalars(query))

    def holding(self, role: Role, team_id: int) -> frozenset[int]:
        """The ids of those with an open account who hold this role in a team."""
        query = select(memberships.c.person_id).join(people, people.c.id == memberships.c.person_id)
        query = query.where(memberships.c.role == role.value, memberships.c.team_id == team_id, people.c.active)
        return frozenset(self.connection.scalars(query))

    def further_codes(self) -> Mapping[str, int]:
        """Codes of agents besides the one of their account, folded, with whose they are."""
        rows = self.connection.execute(select(agent_codes).order_by(agent_codes.c.code))
        return {row.code: row.person_id for row in rows}

    def add_code(self, code: str, person_id: int) -> None:
        """Let call logs know a person by one more code; from whom else it was taken."""
        self.connection.execute(delete(agent_codes).where(agent_codes.c.code == code))
        self.connection.execute(insert(agent_codes).values(code=code, person_id=person_id))

    def remove_code(self, code: str) -> None:
        """Let call logs know nobody by this further code any more."""
        self.connection.execute(delete(agent_codes).where(agent_codes.c.code == code))

    def agents_at_a_glance(self) -> str:
        """Which agents there are, in one text: another one when any comes, goes, moves or is called otherwise.

        A row of its own for each of a thousand agents takes as long as writing ten thousand calls.
        """
        columns = (people.c.id, memberships.c.team_id, people.c.name, people.c.username, people.c.agent_code)
        each = (
            select(reduce(add, (cast(column, String) + "\x1f" for column in columns)).label("line"))
            .join(memberships, memberships.c.person_id == people.c.id)
            .where(memberships.c.role == Role.AGENT.value, memberships.c.team_id.is_not(None))
            .order_by(people.c.id, memberships.c.team_id)
            .subquery()
        )
        query = select(func.aggregate_strings(each.c.line, "\n"))
        return self.connection.scalar(query) or ""

    def teams(self) -> Sequence[Team]:
        """All teams, by name."""
        return [Team(row.id, row.name) for row in self.connection.execute(select(teams).order_by(teams.c.name))]

    def add_team(self, name: str) -> int:
        """Add a team; the id."""
        return inserted_id(self.connection.execute(insert(teams).values(name=name)))

    def rename_team(self, team_id: int, name: str) -> None:
        """Give a team another name."""
        self.connection.execute(update(teams).where(teams.c.id == team_id).values(name=name))

    def set_memberships(self, person_id: int, held: Iterable[Membership]) -> None:
        """Replace the roles that a person holds."""
        self.connection.execute(delete(memberships).where(memberships.c.person_id == person_id))
        rows = [{"person_id": person_id, "role": m.role.value, "team_id": m.team_id} for m in set(held)]
        if rows:
            self.connection.execute(insert(memberships), rows)

    def _with_memberships(self, *conditions: Any) -> list[Person]:
        held: dict[int, list[Membership]] = defaultdict(list)
        rows = self.connection.execute(
            select(memberships).join(people, people.c.id == memberships.c.person_id).where(*conditions)
        )
        for row in rows:
            held[row.person_id].append(Membership(Role(row.role), row.team_id))
        rows = self.connection.execute(select(people).where(*conditions).order_by(people.c.name))
        return [_person(row, tuple(held[row.id])) for row in rows]


def _person(row: Row[Any], held: tuple[Membership, ...]) -> Person:
    return Person(
        id=row.id,
        username=row.username,
        name=row.name,
        language=row.language,
        active=row.active,
        agent_code=row.agent_code,
        must_change_password=row.must_change_password,
        password_expires_at=row.password_expires_at,
        has_second_factor=row.second_factor is not None,
        memberships=held,
        created_at=row.created_at,
    )
