"""People, their roles and teams, kept by the administrator."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.audit import from_to
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.patience import ACCOUNT
from benvenuto.domain.people import Actor, Membership, Person, Role, Team
from benvenuto.domain.text import DEFAULT_LANGUAGE, known_language
from benvenuto.services.clock import Clock
from benvenuto.services.people.agents_of_logs import adopt_waiting
from benvenuto.services.people.names import checked_code, checked_name, checked_username
from benvenuto.services.people.passwords import ONE_TIME_LIFETIME, hash_password, new_password
from benvenuto.services.people.people_faults import (
    LastAdministrator,
    NoSuchPerson,
    TakenAgentCode,
    TakenTeamName,
    TakenUsername,
    TeamMissing,
)
from benvenuto.storage.database import Database, Transaction


@dataclass(frozen=True)
class PeopleService:
    """The service of people and teams."""

    database: Database
    clock: Clock

    def first_administrator(self) -> str | None:
        """Let an empty house have its first account, "admin"; the one-time password, None when there are people."""
        with self._alone() as tx:
            return None if tx.people.count() else add_administrator(tx, self.clock())[1]

    def let_in(self, actor: Actor, username: str) -> str:
        """Give whoever has this user name a one-time password, and open the account; NoSuchPerson when nobody has."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            known = tx.people.credentials(username.strip())
        if known is None:
            raise NoSuchPerson(username=username)
        if not known.active:
            self.set_active(actor, known.person_id, active=True)
        return self.reset_password(actor, known.person_id)

    def everyone(self, actor: Actor) -> Sequence[Person]:
        """All accounts."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.people.everyone()

    def teams(self, actor: Actor) -> Sequence[Team]:
        """All teams."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.people.teams()

    def own(self, actor: Actor) -> tuple[Person, Sequence[Team]]:
        """The actor's own account, and the teams in which the actor holds a role."""
        with self.database.read() as tx:
            held = {membership.team_id for membership in actor.memberships}
            return self._existing(tx, actor.id), [team for team in tx.people.teams() if team.id in held]

    def waiting_codes(self, actor: Actor) -> Mapping[str, int]:
        """Agent codes in call logs that belong to nobody yet, with the number of their calls."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.calls.waiting_codes()

    def add(
        self, actor: Actor, username: str, name: str, held: Sequence[Membership], language: str, agent_code: str = ""
    ) -> tuple[int, str]:
        """Add a person; the id and a one-time password to hand over."""
        authorise(actor, Permission.ADMINISTER)
        username, password = checked_username(username), new_password()
        name, agent_code = checked_name(name), checked_code(agent_code) or username
        _check_memberships(held)
        hashed = hash_password(password)  # before the transaction: it takes a while, and others write too
        with self._alone() as tx:
            if tx.people.credentials(username) is not None:
                raise TakenUsername(username=username)
            _check_agent_code(tx, agent_code)
            person_id = tx.people.add(
                username,
                name,
                known_language(language),
                hashed,
                self.clock(),
                agent_code=agent_code,
                must_change_password=True,
                password_expires_at=self.clock() + ONE_TIME_LIFETIME,
            )
            self._set_memberships(tx, person_id, held)
            detail = {"username": username, "roles": roles_held(tx, held)}
            tx.audit.write(self.clock(), actor.id, "person_added", "person", person_id, **detail)
        return person_id, password

    def change(self, actor: Actor, person_id: int, name: str, agent_code: str) -> None:
        """Correct a person's name and agent code; calls that wait for the code become theirs if they are an agent."""
        authorise(actor, Permission.ADMINISTER)
        name, agent_code = checked_name(name), checked_code(agent_code)
        with self._alone() as tx:
            person = self._existing(tx, person_id)
            _check_agent_code(tx, agent_code, but=person_id)
            tx.people.change(person_id, name=name, agent_code=agent_code)
            adopt_waiting(tx)
            changed = from_to(
                {"name": person.name, "agent_code": person.agent_code}, {"name": name, "agent_code": agent_code}
            )
            tx.audit.write(self.clock(), actor.id, "person_changed", "person", person_id, **changed)

    def set_memberships(self, actor: Actor, person_id: int, held: Sequence[Membership]) -> None:
        """Replace the roles that a person holds."""
        authorise(actor, Permission.ADMINISTER)
        _check_memberships(held)
        with self._alone() as tx:
            before = self._existing(tx, person_id).memberships
            self._set_memberships(tx, person_id, held)
            _keep_an_administrator(tx)
            changed = from_to({"roles": roles_held(tx, before)}, {"roles": roles_held(tx, held)})
            tx.audit.write(self.clock(), actor.id, "roles_changed", "person", person_id, **changed)

    def set_active(self, actor: Actor, person_id: int, *, active: bool) -> None:
        """Open or close an account; closing ends its sessions at once."""
        authorise(actor, Permission.ADMINISTER)
        with self._alone() as tx:
            self._existing(tx, person_id)
            tx.people.change(person_id, active=active)
            if not active:
                tx.known_devices.forget_all(person_id)
                tx.sessions.end_all(person_id)
            _keep_an_administrator(tx)
            action = "account_opened" if active else "account_closed"
            tx.audit.write(self.clock(), actor.id, action, "person", person_id)

    def reset_password(self, actor: Actor, person_id: int) -> str:
        """Give a person a one-time password to hand over, and end their sessions; it opens nothing but its change.

        A second factor is forgotten, too: who has lost the one has often lost the other.
        """
        authorise(actor, Permission.ADMINISTER)
        password = new_password()
        hashed, expires_at = hash_password(password), self.clock() + ONE_TIME_LIFETIME
        with self._alone() as tx:
            person = self._existing(tx, person_id)
            tx.people.change(
                person_id,
                password_hash=hashed,
                must_change_password=True,
                password_expires_at=expires_at,
                second_factor=None,
                second_factor_step=None,
            )
            tx.failed_sign_ins.forgive_all(person.username)
            tx.known_devices.forget_all(person_id)
            tx.sessions.end_all(person_id)
            tx.audit.write(self.clock(), actor.id, "password_reset", "person", person_id)
        return password

    def wrong_passwords(self, actor: Actor, person_id: int) -> int:
        """How many wrong passwords of an account count at present, where nobody has signed in to it before."""
        authorise(actor, Permission.ADMINISTER)
        now = self.clock()
        with self.database.read() as tx:
            username = self._existing(tx, person_id).username
            return tx.failed_sign_ins.of_account(username, now - ACCOUNT.window, now).count

    def unlock(self, actor: Actor, person_id: int) -> None:
        """Forget the wrong passwords of an account, so that its person need not wait."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.write() as tx:
            tx.failed_sign_ins.forgive_all(self._existing(tx, person_id).username)
            tx.audit.write(self.clock(), actor.id, "unlocked", "person", person_id)

    def add_team(self, actor: Actor, name: str) -> int:
        """Add a team; the id."""
        authorise(actor, Permission.ADMINISTER)
        name = checked_name(name)
        with self._alone() as tx:
            if any(team.name.lower() == name.lower() for team in tx.people.teams()):
                raise TakenTeamName(name=name)
            team_id = tx.people.add_team(name)
            tx.audit.write(self.clock(), actor.id, "team_added", "team", team_id, name=name)
            return team_id

    def rename_team(self, actor: Actor, team_id: int, name: str) -> None:
        """Give a team another name; Forbidden when there is no such team."""
        authorise(actor, Permission.ADMINISTER)
        name = checked_name(name)
        with self._alone() as tx:
            teams = {team.id: team.name for team in tx.people.teams()}
            if team_id not in teams:
                raise Forbidden
            if any(other != team_id and teams[other].lower() == name.lower() for other in teams):
                raise TakenTeamName(name=name)
            tx.people.rename_team(team_id, name)
            changed = from_to({"name": teams[team_id]}, {"name": name})
            tx.audit.write(self.clock(), actor.id, "team_renamed", "team", team_id, **changed)

    @contextmanager
    def _alone(self) -> Iterator[Transaction]:
        # names that are taken and the last administrator are rules about all accounts: one change at a time
        with self.database.write() as tx:
            tx.advisory_lock("people")
            yield tx

    @staticmethod
    def _existing(tx: Transaction, person_id: int) -> Person:
        person = tx.people.get(person_id)
        if person is None:
            raise Forbidden
        return person

    def _set_memberships(self, tx: Transaction, person_id: int, held: Sequence[Membership]) -> None:
        teams = {team.id for team in tx.people.teams()}
        if any(membership.team_id is not None and membership.team_id not in teams for membership in held):
            raise Forbidden
        tx.people.set_memberships(person_id, held)
        adopt_waiting(tx)


def add_administrator(tx: Transaction, at: datetime) -> tuple[str, str]:
    """Add "admin", or "admin2" where somebody is called that already; the user name and the one-time password."""
    password, taken = new_password(), {person.username for person in tx.people.everyone()}
    username = next(name for name in _administrators() if name not in taken)
    person_id = tx.people.add(
        username,
        "Admin",
        DEFAULT_LANGUAGE,
        hash_password(password),
        at,
        must_change_password=True,
        password_expires_at=at + ONE_TIME_LIFETIME,
    )
    tx.people.set_memberships(person_id, [Membership(Role.ADMINISTRATOR, None)])
    tx.audit.write(at, None, "person_added", "person", person_id, username=username)
    return username, password


def roles_held(tx: Transaction, held: Iterable[Membership]) -> Sequence[str]:
    """Roles as the audit log keeps them, each with the name that its team has now: "agent: Nord"."""
    teams = {team.id: team.name for team in tx.people.teams()}
    each = ((m.role.value, teams.get(m.team_id, "") if m.team_id is not None else "") for m in held)
    return sorted(f"{role}: {team}" if team else role for role, team in each)


def has_administrator(tx: Transaction, but: Collection[int] = (), at: datetime | None = None) -> bool:
    """Whether somebody can administer, other than these people, and sign in `at` this time."""

    def expired(person: Person) -> bool:
        return at is not None and person.password_expires_at is not None and person.password_expires_at <= at

    return any(
        person.active
        and person.id not in but
        and not expired(person)
        and any(m.role is Role.ADMINISTRATOR for m in person.memberships)
        for person in tx.people.everyone()
    )


def _administrators() -> Iterator[str]:
    yield "admin"
    yield from (f"admin{number}" for number in count(2))


def _check_agent_code(tx: Transaction, agent_code: str, but: int = 0) -> None:
    for person in tx.people.everyone() if agent_code else ():
        if person.id != but and person.agent_code.casefold() == agent_code.casefold():
            raise TakenAgentCode(name=person.name, code=agent_code)


def _check_memberships(held: Sequence[Membership]) -> None:
    if any((m.team_id is None) != (m.role is Role.ADMINISTRATOR) for m in held):
        raise TeamMissing


def _keep_an_administrator(tx: Transaction) -> None:
    if not has_administrator(tx):
        raise LastAdministrator
