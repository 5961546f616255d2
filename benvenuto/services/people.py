"""People, their roles and teams, kept by the administrator."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.faults import BenvenutoError, Forbidden, message
from benvenuto.domain.people import Actor, Membership, Person, Role, Team
from benvenuto.services.clock import Clock
from benvenuto.services.sign_in import hash_password, new_password
from benvenuto.storage.database import Database, Transaction

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,118}")


class WrongUsername(BenvenutoError):
    """A user name that cannot be one."""

    template = message("A user name has 2 to 119 small letters, digits or . _ @ + - and begins with a letter or digit.")
    remedy = message("Choose another one.")


class TakenUsername(BenvenutoError):
    """Somebody has this user name already."""

    template = message("{username} is taken.")
    remedy = message("Choose another one.")


class NameMissing(BenvenutoError):
    """A person or team without a name."""

    template = message("A name is missing.")
    remedy = message("Write the name as others know it.")


class TakenTeamName(BenvenutoError):
    """There is a team of this name already."""

    template = message("There is a team called {name} already.")
    remedy = message("Choose another name.")


class LastAdministrator(BenvenutoError):
    """Nobody would be left to administer."""

    template = message("This is the last administrator: nobody could let you back in.")
    remedy = message("Make somebody else an administrator first.")


class TeamMissing(BenvenutoError):
    """A role that needs a team has none."""

    template = message("An agent, supervisor or manager needs a team.")
    remedy = message("Choose at least one team for the role.")


@dataclass(frozen=True)
class PeopleService:
    """The service of people and teams."""

    database: Database
    clock: Clock

    def first_administrator(self) -> str | None:
        """Let an empty house have its first account, "admin"; the one-time password, None when there are people."""
        password = new_password()
        with self.database.write() as tx:
            if tx.people.count():
                return None
            person_id = tx.people.add(
                "admin", "Admin", "it", hash_password(password), self.clock(), must_change_password=True
            )
            tx.people.set_memberships(person_id, [Membership(Role.ADMINISTRATOR, None)])
            tx.audit.write(self.clock(), None, "person_added", "person", person_id, username="admin")
        return password

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
        username, password = _checked_username(username), new_password()
        _check_memberships(held)
        if not name.strip():
            raise NameMissing
        with self.database.write() as tx:
            if tx.people.credentials(username) is not None:
                raise TakenUsername(username=username)
            person_id = tx.people.add(
                username,
                name.strip(),
                language,
                hash_password(password),
                self.clock(),
                agent_code=agent_code.strip() or username,
                must_change_password=True,
            )
            self._set_memberships(tx, person_id, held)
            tx.audit.write(self.clock(), actor.id, "person_added", "person", person_id, username=username)
        return person_id, password

    def set_memberships(self, actor: Actor, person_id: int, held: Sequence[Membership]) -> None:
        """Replace the roles that a person holds."""
        authorise(actor, Permission.ADMINISTER)
        _check_memberships(held)
        with self.database.write() as tx:
            self._existing(tx, person_id)
            self._set_memberships(tx, person_id, held)
            _keep_an_administrator(tx)
            roles = sorted({membership.role.value for membership in held})
            tx.audit.write(self.clock(), actor.id, "roles_changed", "person", person_id, roles=roles)

    def set_active(self, actor: Actor, person_id: int, *, active: bool) -> None:
        """Open or close an account; closing ends its sessions at once."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.write() as tx:
            self._existing(tx, person_id)
            tx.people.change(person_id, active=active)
            if not active:
                tx.sessions.end_all(person_id)
            _keep_an_administrator(tx)
            action = "account_opened" if active else "account_closed"
            tx.audit.write(self.clock(), actor.id, action, "person", person_id)

    def reset_password(self, actor: Actor, person_id: int) -> str:
        """Give a person a one-time password to hand over, and end their sessions."""
        authorise(actor, Permission.ADMINISTER)
        password = new_password()
        with self.database.write() as tx:
            self._existing(tx, person_id)
            tx.people.change(person_id, password_hash=hash_password(password), must_change_password=True)
            tx.sessions.end_all(person_id)
            tx.audit.write(self.clock(), actor.id, "password_reset", "person", person_id)
        return password

    def add_team(self, actor: Actor, name: str) -> int:
        """Add a team; the id."""
        authorise(actor, Permission.ADMINISTER)
        name = name.strip()
        if not name:
            raise NameMissing
        with self.database.write() as tx:
            if any(team.name.lower() == name.lower() for team in tx.people.teams()):
                raise TakenTeamName(name=name)
            team_id = tx.people.add_team(name)
            tx.audit.write(self.clock(), actor.id, "team_added", "team", team_id, name=name)
            return team_id

    @staticmethod
    def _existing(tx: Transaction, person_id: int) -> Person:
        person = tx.people.get(person_id)
        if person is None:
            raise Forbidden
        return person

    def _set_memberships(self, tx: Transaction, person_id: int, held: Sequence[Membership]) -> None:
        tx.people.set_memberships(person_id, held)
        person = self._existing(tx, person_id)
        for membership in held:
            if membership.role is Role.AGENT and membership.team_id is not None and person.agent_code:
                tx.calls.adopt(person.agent_code, person_id, membership.team_id)


def _checked_username(username: str) -> str:
    checked = username.strip().lower()
    if not _USERNAME.fullmatch(checked):
        raise WrongUsername
    return checked


def _check_memberships(held: Sequence[Membership]) -> None:
    if any((m.team_id is None) != (m.role is Role.ADMINISTRATOR) for m in held):
        raise TeamMissing


def _keep_an_administrator(tx: Transaction) -> None:
    administrators = [
        person
        for person in tx.people.everyone()
        if person.active and any(m.role is Role.ADMINISTRATOR for m in person.memberships)
    ]
    if not administrators:
        raise LastAdministrator
